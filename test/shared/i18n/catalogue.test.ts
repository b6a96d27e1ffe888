import { expect, test } from 'vitest'
import { errorCatalogue } from '../../../src-shared/errors/catalogue.ts'
import { errorTextsEn } from '../../../src-shared/i18n/en/errors.ts'
import { errorTextsFr } from '../../../src-shared/i18n/fr/errors.ts'
import { resources } from '../../../src-shared/i18n/resources.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'

/** Every text with its path, so that two languages can be laid side by side. */
function flatten(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  const entries = Object.entries(value ?? {}).flatMap(([key, child]) => [...flatten(child, `${path}/${key}`)])
  return new Map(entries)
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').sort()
}

const english = flatten({ ...resources.en, errors: errorTextsEn })
const french = flatten({ ...resources.fr, errors: errorTextsFr })

test('the catalogue was seen', () => {
  expect(english.size).toBeGreaterThan(200)
})

test('English and French have the same keys', () => {
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort())
})

test('each text has the same placeholders in both languages', () => {
  for (const [key, text] of english) expect(placeholders(french.get(key) ?? ''), key).toEqual(placeholders(text))
})

test('no text is empty', () => {
  for (const [key, text] of [...english, ...french]) expect(text.trim(), key).not.toBe('')
})

test('French keeps a space before ; : ! ? and uses typographic apostrophes', () => {
  for (const [key, text] of french) {
    expect(text, key).not.toMatch(/\p{L}[;!?]/u)
    expect(text, key).not.toMatch(/\p{L}'\p{L}/u)
  }
})

test('every error code has its words in both languages', () => {
  expect(Object.keys(errorTextsEn).sort()).toEqual(Object.keys(errorCatalogue).sort())
  expect(Object.keys(errorTextsFr).sort()).toEqual(Object.keys(errorCatalogue).sort())
})

test('a translator fills in values, chooses plurals and reads other areas', () => {
  const en = createTranslator('en')
  const fr = createTranslator('fr')
  expect(en.t('cart.count', { count: 1 })).toBe('1 device')
  expect(en.t('cart.count', { count: 0 })).toBe('0 devices')
  expect(fr.t('cart.count', { count: 0 })).toBe('0 appareil')
  expect(fr.t('host:start.address', { url: '<x>' })).toBe('Slipway est ouvert à l’adresse <x>')
  expect(en.duration(185_000)).toBe('3 min 5 s')
})

test('an unknown key does not compile', () => {
  const { t } = createTranslator('en')
  // @ts-expect-error there is no such text
  expect(t('cart.nonsense')).toBe('cart.nonsense')
})

test('errors are told in the language asked for, unknown ones in their own words', () => {
  const fr = createTranslator('fr')
  expect(fr.error({ code: 'app.timeout', details: { what: 'L’iPad', seconds: 8 } }).sentence).toBe(
    'L’iPad n’a pas répondu en 8 s.',
  )
  expect(fr.error({ code: 'new.code', message: 'Later words', details: {} }).sentence).toBe('Later words')
})

test('a reason this version does not know is shown as it is', () => {
  expect(createTranslator('en').reason('erase.fromTheFuture')).toBe('erase.fromTheFuture')
})
