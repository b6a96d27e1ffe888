import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blueprintSchemaPath, blueprintSchemaText } from '../../build/blueprint-schema.ts'
import { checkBlueprint } from '../../src-shared/blueprint-check.ts'
import { diffBlueprints } from '../../src-shared/blueprint-diff.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { blueprintIds, defaultBlueprints } from '../../src-shared/default-blueprints.ts'

function builtIn(id: string): Blueprint {
  const found = defaultBlueprints(null).find((one) => one.id === id)
  if (found === undefined) throw new Error(`there is no blueprint ${id}`)
  return found
}
const direct = builtIn(blueprintIds.direct)
const bench = builtIn(blueprintIds.bench)
const said = (document: unknown) => checkBlueprint(document).problems.map(({ path, kind }) => `${path} ${kind}`)

describe('docs/blueprint.schema.json', () => {
  test('is what the blueprint says today; if not, run: node build/blueprint-schema.ts', () => {
    expect(readFileSync(blueprintSchemaPath, 'utf8')).toBe(blueprintSchemaText())
  })

  test('requires every field of a blueprint and allows no other but $schema', () => {
    const schema = JSON.parse(blueprintSchemaText()) as Record<string, unknown>
    expect(Object.keys(schema['properties'] as object).toSorted()).toEqual(
      ['$schema', ...Object.keys(blueprint.shape)].toSorted(),
    )
    expect(schema['additionalProperties']).toBe(false)
  })

  test('says of the direct route what the blueprint checks by code', () => {
    const { allOf } = JSON.parse(blueprintSchemaText()) as { readonly allOf: unknown }
    const otherwise = {
      erase: { const: 'never' },
      enrollmentProfile: { properties: { userAffinity: { const: 'none' } } },
    }
    expect(allOf).toEqual([
      { anyOf: [{ properties: { route: { not: { const: 'direct' } } } }, { properties: otherwise }] },
    ])
    expect(said({ ...direct, erase: 'always' })).toEqual(['erase directErases'])
    const enrollmentProfile = { ...direct.enrollmentProfile, userAffinity: 'companyPortal' }
    expect(said({ ...direct, enrollmentProfile })).toEqual(['enrollmentProfile.userAffinity directAffinity'])
    expect(said({ ...bench, erase: 'always', enrollmentProfile })).toEqual([])
  })
})

describe('checking a blueprint file', () => {
  test('finds nothing wrong with the ones Slipway starts with', () => {
    for (const one of defaultBlueprints(null)) {
      expect(checkBlueprint(one)).toEqual({ blueprint: one, problems: [], unknownFields: [], keyWarnings: [] })
    }
  })

  test('names each field that is wrong, and how', () => {
    const { name: _name, ...nameless } = bench
    expect(said({ ...nameless, route: 'air', supervise: 1, id: '', wifi: { ...wifi, ssid: 'x'.repeat(33) } })).toEqual([
      'id tooShort',
      'name missing',
      'route oneOf',
      'supervise wrongType',
      'wifi.ssid tooLong',
    ])
  })

  test.each([[null], [[]], ['text'], [7]])('refuses %j whole', (document) => {
    expect(said(document)).toEqual([' wrongType'])
  })

  test('tells of fields that no blueprint has, wherever they stand, but not of $schema', () => {
    const document = { ...bench, $schema: 'x', extra: 1, wifi: { ...wifi, pasword: 'y' } }
    expect(checkBlueprint(document).unknownFields).toEqual(['wifi.pasword', 'extra'])
  })

  test('warns of skip keys, and still takes the blueprint', () => {
    const { blueprint: read, keyWarnings } = checkBlueprint({ ...bench, skipSetup: ['tos'] })
    expect(read?.skipSetup).toEqual(['tos'])
    expect(keyWarnings.map(({ kind }) => kind)).toEqual(['wrongCase'])
  })
})

describe('comparing blueprints', () => {
  test('finds no difference to itself', () => {
    expect(diffBlueprints(bench, structuredClone(bench))).toEqual([])
  })

  test('tells what was changed, added and removed, by path', () => {
    const after: Blueprint = { ...bench, erase: 'never', skipSetup: ['Zoom', ...bench.skipSetup.slice(1)], wifi }
    expect(diffBlueprints(bench, after)).toEqual([
      { kind: 'removed', path: 'skipSetup', value: bench.skipSetup[0] },
      { kind: 'added', path: 'skipSetup', value: 'Zoom' },
      { kind: 'changed', path: 'wifi', before: null, after: wifi },
      { kind: 'changed', path: 'erase', before: 'ifNeeded', after: 'never' },
    ])
  })

  test('takes another order of profiles for a change', () => {
    const changes = diffBlueprints({ ...bench, profiles: ['a', 'b'] }, { ...bench, profiles: ['b', 'a'] })
    expect(changes).toEqual([{ kind: 'changed', path: 'profiles', before: ['a', 'b'], after: ['b', 'a'] }])
  })
})

const wifi = { ssid: 'Bench', encryption: 'WPA3', hidden: false, passwordSecret: null } as const
