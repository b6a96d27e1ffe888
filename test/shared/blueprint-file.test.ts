import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blueprintSchemaPath, blueprintSchemaText } from '../../build/blueprint-schema.ts'
import { checkBlueprint } from '../../src-shared/blueprint-check.ts'
import { blueprintRules } from '../../src-shared/blueprint-rules.ts'
import { diffBlueprints } from '../../src-shared/blueprint-diff.ts'
import { blueprintFields } from '../../src-shared/blueprint.ts'
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
    expect(Object.keys(schema['properties'] as object).toSorted()).toEqual(['$schema', ...blueprintFields].toSorted())
    expect(schema['additionalProperties']).toBe(false)
  })

  test('says the rules between fields that the blueprint checks by code', () => {
    const { allOf } = JSON.parse(blueprintSchemaText()) as { readonly allOf: readonly unknown[] }
    expect(allOf).toHaveLength(blueprintRules.length)
    expect(allOf[0]).toEqual({
      anyOf: [
        { not: { properties: { route: { enum: ['direct'] } }, required: ['route'] } },
        { properties: { erase: { enum: ['never'] } } },
      ],
    })
  })
})

describe('rules between fields', () => {
  const enrollmentProfile = { displayName: 'P', description: '', userAffinity: 'companyPortal' }
  const nothing = { skipSetup: [], profiles: [], wifi: null, nameTemplate: null, language: null, locale: null }
  const back = { ...bench, ...nothing, kind: 'return', route: 'none', supervise: false, erase: 'always' }
  const returning = { outcome: 'ready', record: 'delete', identity: 'keep' }
  const returns = { ...back, enrollmentProfile: null, returning }

  test.each([
    ['direct erases', { ...direct, erase: 'always' }, ['erase directErases']],
    ['direct with users', { ...direct, enrollmentProfile }, ['enrollmentProfile.userAffinity directAffinity']],
    ['a bench with users', { ...bench, enrollmentProfile }, []],
    ['no profile', { ...bench, enrollmentProfile: null }, ['enrollmentProfile profileNeeded']],
    ['no profile, no enrollment', { ...bench, route: 'none', enrollmentProfile: null }, []],
    ['Apple decides', { ...bench, route: 'automated' }, ['skipSetup appleDecides']],
    ['certificate', { ...bench, pairing: 'certificate', supervise: false }, ['supervise certificateNeedsSupervision']],
    [
      'a picture on a device nobody supervises',
      { ...bench, wallpaper: { home: 'a', lock: null }, supervise: false },
      ['supervise pictureNeedsSupervision'],
    ],
    [
      'nobody pairs',
      { ...bench, pairing: 'forbid', wallpaper: { home: 'a', lock: null } },
      ['wallpaper nobodyMayPair'],
    ],
    ['off at the bench', { ...bench, end: { shutDown: true } }, ['end.shutDown shutDownAtBench']],
    ['off and handed over', { ...bench, endsAt: 'user', end: { shutDown: true } }, []],
    ['a return', returns, []],
    ['a return of nothing', { ...returns, returning: null }, ['returning returnOnly']],
    [
      'a return that names',
      { ...returns, nameTemplate: 'x', erase: 'never' },
      ['erase returnErases', 'nameTemplate returnLeaves'],
    ],
    ['a stage that returns', { ...bench, returning }, ['returning returnOnly']],
  ])('%s', (_what, document, problems) => {
    expect(said(document)).toEqual(problems)
  })

  test.each([
    [{ allowPairing: true }, 'allow'],
    [{ allowPairing: false }, 'certificate'],
    [{ allowPairing: false, supervise: false }, 'forbid'],
    [{ allowPairing: false, route: 'direct', supervise: false, erase: 'never' }, 'allow'],
  ])('what earlier versions wrote as %j is read as pairing: %s', (old, pairing) => {
    const { pairing: _now, ...rest } = bench
    const { blueprint: read, unknownFields, renamedFields } = checkBlueprint({ ...rest, ...old })
    expect(read?.pairing).toBe(pairing)
    expect([unknownFields, renamedFields]).toEqual([[], [{ path: 'allowPairing', now: 'pairing' }]])
  })

  test('a blueprint of the first version is read with what is new at rest', () => {
    const old = { ...bench, allowPairing: true } as Record<string, unknown>
    for (const field of blueprintFields) if (!firstFields.includes(field)) delete old[field]
    expect(checkBlueprint(old).blueprint).toEqual({ ...bench, powerCheck: null })
  })
})

describe('checking a blueprint file', () => {
  test('finds nothing wrong with the ones Slipway starts with', () => {
    for (const one of defaultBlueprints(null)) {
      expect(checkBlueprint(one)).toEqual({
        blueprint: one,
        problems: [],
        unknownFields: [],
        renamedFields: [],
        keyWarnings: [],
      })
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

  test('takes no other secret for a Wi-Fi password than those kept as one', () => {
    const withSecret = (passwordSecret: string) => said({ ...bench, wifi: { ...wifi, passwordSecret } })
    expect(withSecret('wifi.Bench')).toEqual([])
    for (const name of ['organization.key', 'abm.key', 'wifi', 'my.wifi.Bench'])
      expect(withSecret(name), name).toEqual([expect.stringMatching(/^wifi\.passwordSecret /)])
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

/** What a blueprint had before fields with defaults were added. */
const firstFields = [
  'version',
  'id',
  'name',
  'route',
  'endsAt',
  'enrollmentProfile',
  'supervise',
  'skipSetup',
  'wifi',
  'nameTemplate',
  'language',
  'locale',
  'erase',
  'profiles',
]
