import { expect, test } from 'vitest'
import { checkBlueprint } from '../../src-shared/blueprint-check.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import { languages } from '../../src-shared/i18n/languages.ts'

test.each(languages)('the blueprints of a station in %s are without fault', (language) => {
  const found = defaultBlueprints(null, language)
  expect(found).toHaveLength(4)
  for (const one of found)
    expect(checkBlueprint(structuredClone(one))).toMatchObject({ blueprint: { id: one.id }, problems: [] })
})

test('a station is named and set for who works there', () => {
  const [english, french] = [defaultBlueprints(null, 'en'), defaultBlueprints(null, 'fr')]
  expect(french.map(({ id }) => id)).toEqual(english.map(({ id }) => id))
  expect(french.filter(({ name }, index) => name === english[index]?.name)).toEqual([])
  expect(french[0]).toMatchObject({ language: 'fr', locale: 'fr_FR' })
})
