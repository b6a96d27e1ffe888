import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, withTables } from '../../build/evidence.ts'
import { beliefs } from '../../src-shared/beliefs.ts'
import { beliefs as english } from '../../src-shared/i18n/en/beliefs.ts'
import { beliefs as french } from '../../src-shared/i18n/fr/beliefs.ts'

const page = readFileSync(evidencePath, 'utf8')

describe('docs/evidence.md', () => {
  it('has the tables of the list of beliefs; if not, run: node build/evidence.ts', () => {
    expect(page).toBe(withTables(page))
  })

  it('names every belief once', () => {
    for (const { id } of beliefs) expect(page.split(`\n| ${id} |`).length - 1, id).toBe(1)
  })

  it('would not hide a table that was edited by hand', () => {
    expect(withTables(page.replace('| mux-1 |', '| mux-0 |'))).toBe(page)
  })
})

describe('the list of beliefs', () => {
  it('has no id twice, and words for every one in both languages', () => {
    const ids = beliefs.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(60)
    expect(new Set(ids).size).toBe(ids.length)
    for (const words of [english, french]) expect(Object.keys(words.of).toSorted()).toEqual(ids.toSorted())
  })

  it('has no cell that would break a table', () => {
    for (const { text, source } of Object.values(english.of)) expect(`${text}${source}`).not.toMatch(/\||\n/)
  })
})
