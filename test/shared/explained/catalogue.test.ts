import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { explainedErrors, unknownError } from '../../../src-shared/explained/catalogue.ts'
import { hexOf, readErrorNumber } from '../../../src-shared/explained/error-number.ts'
import { explainTexts } from '../../../src-shared/explained/explain.ts'
import { explained as english } from '../../../src-shared/i18n/en/explained.ts'
import { explained as french } from '../../../src-shared/i18n/fr/explained.ts'
import known from '../../fixtures/errors/known-codes.json' with { type: 'json' }

const codes = z.array(z.object({ domain: z.string(), code: z.string() })).parse(known)

describe('the catalogue of error codes', () => {
  test('resolves every code of a list that was drawn up on its own, by itself and with its domain', () => {
    expect(codes.length).toBeGreaterThan(190)
    for (const { domain, code } of codes) {
      const narrow = explainTexts([code], domain)
      expect(narrow.known && narrow.inDomain, `${domain} ${code}`).toBe(true)
      for (const { names } of narrow.errors) expect(Object.keys(names)).toContain(domain)
      const ids = explainTexts([code]).errors.map(({ id }) => id)
      for (const { id } of narrow.errors) expect(ids, code).toContain(id)
    }
  })

  test('gives one meaning per code and domain', () => {
    for (const { domain, code } of codes) {
      const ids = explainTexts([code], domain).errors.map(({ id }) => id)
      const twoInOne = code.includes('Profile Installation Failed')
      expect(ids.length, `${domain} ${code}: ${ids.join()}`).toBe(twoInOne ? ids.length : 1)
    }
  })

  test('has no id twice, and words for each in both languages and no more', () => {
    const ids = [...explainedErrors, unknownError].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { of } of [english, french]) expect(Object.keys(of).toSorted()).toEqual(ids.toSorted())
  })

  test('has sentences everywhere, and never the English ones in French', () => {
    for (const [id, texts] of Object.entries(english.of)) {
      const others = Object.entries(french.of).find(([key]) => key === id)?.[1]
      expect([others?.meaning, others?.cause, others?.remedy]).not.toEqual([texts.meaning, texts.cause, texts.remedy])
      for (const text of [...Object.values(texts), ...Object.values(others ?? {})])
        expect(text, id).toMatch(/^\S.*[.)]$/)
    }
  })

  test('uses every source that has a name, and no other', () => {
    const used = new Set([...explainedErrors, unknownError].map(({ source }) => source))
    expect(Object.keys(english.source).toSorted()).toEqual([...used].toSorted())
  })
})

describe('numbers of errors', () => {
  test('are read as decimal, hex, and as the negative ones that MobileDevice means', () => {
    expect(readErrorNumber('0x80EF')).toEqual([33007])
    expect(readErrorNumber(' -17 ')).toEqual([-17])
    expect(readErrorNumber('−17')).toEqual([-17])
    expect(readErrorNumber('0xe800001a')).toEqual([3892314138, -402653158])
    expect(hexOf(-402653158)).toBe('0xE800001A')
    expect(hexOf(33007)).toBe('0x80EF')
  })

  test.each(['', '0x', '12a', '99999999999', '0x1FFFFFFFF', 'NaN', '1e3', '-0x11'])('%j is none', (text) => {
    expect(readErrorNumber(text)).toEqual([])
  })
})
