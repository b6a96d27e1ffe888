import { expect, test } from 'vitest'
import { searchEntries } from '../../../renderer/palette/search.ts'
import type { Entry } from '../../../renderer/palette/search.ts'

const entry = (kind: Entry['kind'], title: string, numbers: readonly string[] = []): Entry => ({
  id: title,
  kind,
  title,
  detail: numbers.join(' '),
  numbers,
  keys: '',
  run: () => {},
})
const entries = [
  entry('command', 'Réessayer ce qui s’est arrêté'),
  entry('page', 'Retours'),
  entry('device', 'iPad 12', ['DMPX4K01Q1AB', 'INV-0042', '12']),
  entry('device', 'iPad 1', ['DMPX4K12Q3CD', '', '1']),
]
const found = (query: string) => searchEntries(entries, query).map(({ title }) => title)

test('a slot, a tag or the end of a serial number finds its device first', () => {
  expect(found('12')[0]).toBe('iPad 12')
  expect(found('1')[0]).toBe('iPad 1')
  expect(found('inv-0042')).toEqual(['iPad 12'])
  expect(found('q3cd')).toEqual(['iPad 1'])
})

test('accents and capitals do not matter, and every word has to fit', () => {
  expect(found('reess')).toEqual(['Réessayer ce qui s’est arrêté'])
  expect(found('ipad INV')).toEqual(['iPad 12'])
  expect(found('ipad retours')).toEqual([])
})

test('an empty query offers what can be done', () => {
  expect(found('  ')).toEqual(['Réessayer ce qui s’est arrêté', 'Retours'])
})
