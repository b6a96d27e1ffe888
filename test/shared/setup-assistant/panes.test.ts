import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultBlueprints } from '../../../src-shared/default-blueprints.ts'
import { panes as english } from '../../../src-shared/i18n/en/panes.ts'
import { panes as french } from '../../../src-shared/i18n/fr/panes.ts'
import { cableValues } from '../../../src-shared/setup-assistant/cable-values.ts'
import { paneByKey, panes, panesFor } from '../../../src-shared/setup-assistant/catalogue.ts'
import { checkSkipKeys } from '../../../src-shared/setup-assistant/check-skip-keys.ts'
import {
  fromGraphBooleans,
  graphBooleanOf,
  toGraphBooleans,
} from '../../../src-shared/setup-assistant/graph-booleans.ts'
import { formatOsVersion, isBefore, parseOsVersion } from '../../../src-shared/setup-assistant/os-version.ts'
import { skipKeys as cartKeys } from '../../../electron/practice/cart/software/skip-keys.ts'
import { profileFlags } from '../../../electron/practice/tenant/graph/profile-properties.ts'

const kinds = (keys: readonly string[], os?: string) =>
  checkSkipKeys(keys, (os === undefined ? null : parseOsVersion(os)) ?? undefined).map(
    ({ key, kind }) => `${key} ${kind}`,
  )

describe('the catalogue of panes', () => {
  test('has Apple’s fifty-three keys, each once, in their exact spelling', () => {
    expect(panes).toHaveLength(53)
    expect(new Set(panes.map(({ key }) => key)).size).toBe(53)
    expect(panesFor('ios')).toHaveLength(40)
    for (const key of ['TOS', 'SIMSetup', 'iMessageAndFaceTime', 'OnBoarding', 'OSShowcase', 'AppleID']) {
      expect(paneByKey(key)?.key).toBe(key)
      expect(paneByKey(key.toLowerCase())).toBeNull()
    }
  })

  test('has title and meaning in both languages, and none to spare', () => {
    const keys = panes.map(({ key }) => key).toSorted()
    for (const { of } of [english, french]) expect(Object.keys(of).toSorted()).toEqual(keys)
  })

  test('calls the ten oldest panes in French as Microsoft’s French page does', () => {
    const titles = [
      'Passcode',
      'Location',
      'Restore',
      'AppleID',
      'TOS',
      'Biometric',
      'Payment',
      'Zoom',
      'Siri',
      'Diagnostics',
    ]
    const of: Readonly<Record<string, { readonly title: string }>> = french.of
    expect(titles.map((key) => of[key]?.title)).toEqual([
      'Code secret',
      'Services de localisation',
      'Restaurer',
      'ID Apple',
      'Termes et Conditions',
      'Touch ID',
      'Apple Pay',
      'Zoom',
      'Siri',
      'Envoyer les données de diagnostic à Apple',
    ])
  })

  test('agrees with the cart’s own table of the same panes, but for what is told here', () => {
    const explained: Readonly<Record<string, string>> = {
      DisplayTone: 'the cart knows no third number: 9.3 for 9.3.2, older than any device it plays',
      SafetyAndHandling: 'early in Apple’s table for 26 only; the cart plays it late',
    }
    const differences = new Set<string>()
    const ours = new Map(panesFor('ios').map(({ key, on }) => [key as string, on.ios]))
    for (const key of new Set([...ours.keys(), ...cartKeys.map((one) => one.key)])) {
      const [a, b] = [ours.get(key), cartKeys.find((one) => one.key === key)]
      const same = (['introduced', 'deprecated', 'removed'] as const).every(
        (end) => JSON.stringify(a?.[end] ?? null) === JSON.stringify(b?.[end] === undefined ? null : [...b[end], 0]),
      )
      if (!same || (a?.early ?? false) !== (b?.early ?? false)) differences.add(key)
    }
    expect([...differences].toSorted()).toEqual(Object.keys(explained))
  })

  test('shows on a version what was introduced and not yet gone', () => {
    const shown = (os: string) => panesFor('ios', parseOsVersion(os) ?? undefined).map(({ key }) => key as string)
    expect(shown('18.1')).not.toContain('WebContentFiltering')
    expect(shown('18.2')).toContain('WebContentFiltering')
    expect(shown('16.7.8')).toContain('Zoom')
    expect(shown('17')).not.toContain('Zoom')
    expect(shown('26')).toContain('OSShowcase')
    expect(shown('27')).not.toContain('OSShowcase')
    expect(shown('27')).toContain('LiquidGlass')
  })
})

describe('checking skip keys', () => {
  test('finds each kind of slip', () => {
    expect(kinds(['Passcode', 'tos', 'OSShowCase', 'Pascode', 'FileVault', 'WiFi', 'TouchID', 'Zoom', 'Zoom'])).toEqual(
      [
        'tos wrongCase',
        'OSShowCase wrongCase',
        'Pascode unknown',
        'FileVault notOnIos',
        'WiFi notInAppleList',
        'TouchID otherName',
        'Zoom deprecated',
        'Zoom repeated',
      ],
    )
    expect(checkSkipKeys(['tos'])[0]?.values.suggestion).toBe('TOS')
    expect(checkSkipKeys(['touchid'])[0]?.values.suggestion).toBe('Biometric')
  })

  test('goes by the version when there is one', () => {
    expect(kinds(['Zoom', 'CameraButton', 'OSShowcase'], '16.4')).toEqual(['CameraButton notYet', 'OSShowcase notYet'])
    expect(kinds(['Zoom', 'CameraButton', 'OSShowcase'], '27')).toEqual(['Zoom deprecated', 'OSShowcase removed'])
  })

  test('has nothing to say against the keys of the blueprints Slipway starts with', () => {
    const lists = defaultBlueprints(null).map(({ skipSetup }) => skipSetup)
    expect(lists.flat().length).toBeGreaterThan(50)
    for (const list of lists) expect([...checkSkipKeys(list), ...checkSkipKeys(list, [18, 3, 0])]).toEqual([])
  })

  test('knows every value of the tools, under no key of Apple’s', () => {
    for (const { value, pane } of cableValues) {
      expect(paneByKey(value), value).toBeNull()
      if (pane !== null) expect(paneByKey(pane), value).not.toBeNull()
      expect(kinds([value])[0]).toMatch(/ (notInAppleList|otherName)$/)
    }
  })
})

describe('Graph’s booleans', () => {
  test('are exactly those of an enrollment profile in the practice tenant', () => {
    const ours = Object.keys(toGraphBooleans([]))
    expect(ours.toSorted()).toEqual(
      profileFlags.filter((name) => /Disabled$|Blocked$/.test(name) && name !== 'profileRemovalDisabled').toSorted(),
    )
  })

  test('and back again are the same keys, whatever else stands in the list', () => {
    const keys = fc.uniqueArray(fc.oneof(fc.constantFrom(...panes.map(({ key }) => key as string)), fc.string()))
    fc.assert(
      fc.property(keys, (list) => {
        const withBoolean = list.filter((key) => graphBooleanOf(key) !== null)
        expect([...fromGraphBooleans(toGraphBooleans(list))].toSorted()).toEqual(withBoolean.toSorted())
      }),
    )
  })

  test('say hidden only for true', () => {
    expect(fromGraphBooleans({ siriDisabled: 'true', zoomDisabled: 1, locationDisabled: true, other: true })).toEqual([
      'Location',
    ])
  })
})

describe('versions', () => {
  test('are read in up to three numbers and written as short as they go', () => {
    const part = fc.nat(99)
    fc.assert(
      fc.property(part, part, part, (...version) => {
        expect(parseOsVersion(formatOsVersion(version))).toEqual(version)
        expect(isBefore(version, version)).toBe(false)
      }),
    )
    for (const text of ['', '18.', '18.3.1.2', 'x', '18,3', '-1']) expect(parseOsVersion(text)).toBeNull()
  })
})
