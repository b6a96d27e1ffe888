import { describe, expect, test } from 'vitest'
import { orderText } from '../../../electron/hosts/cli/abm-devices.ts'
import { assignedText } from '../../../electron/hosts/cli/ade-assign.ts'
import { adeDevicesText, adeTokensText } from '../../../electron/hosts/cli/ade-tables.ts'
import type { AdeToken } from '../../../src-shared/ade.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'

const hosts = (['en', 'fr'] as const).map((language) => ({
  version: '0',
  translator: createTranslator(language),
  verbose: false,
}))
const [en, fr] = hosts as [(typeof hosts)[number], (typeof hosts)[number]]
const lines = (text: string): readonly string[] => text.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))
const noon = new Date(2099, 10, 22, 12).getTime()

describe('what slipway ade prints', () => {
  const token = (over: Partial<AdeToken>): AdeToken => ({
    id: 't1',
    name: 'Contoso',
    appleId: 'abm@contoso.example',
    expiresAt: noon,
    lastSyncAt: null,
    syncTriggeredAt: null,
    syncError: 0,
    syncedDevices: 12,
    ...over,
  })

  test('names of each token until when it is good and how its last sync went', () => {
    const tokens = [
      token({}),
      token({ name: '', syncError: 3 }),
      token({ expiresAt: 1 }),
      token({ expiresAt: null, appleId: null }),
      token({ syncError: 2 }),
    ]
    const [header, , ...rows] = lines(adeTokensText(tokens, en))
    expect(header).toBe('Name | Apple Account | Good until | Last sync | Devices | State')
    expect(rows.map((row) => row.split(' | ').at(-1))).toEqual([
      'fine',
      'Apple’s new terms wait for an administrator',
      'expired',
      'not uploaded yet',
      'failed (code 2)',
    ])
    expect(rows[1]).toBe(
      't1 | abm@contoso.example | 11/22/2099 | never | 12 | Apple’s new terms wait for an administrator',
    )
    const french = lines(adeTokensText(tokens, fr))
    expect(french[2]).toMatch(/22\/11\/2099/)
    expect(french.join('\n')).toMatch(/conditions/)
    expect(french.join('\n')).not.toMatch(/expired|never/)
  })

  test('shows where each device stands, and one that Apple released as such', () => {
    const device = { details: '', profileId: 'p', lastContactedAt: null, deleted: false, platform: 'ios' } as const
    const listed = [
      { ...device, serial: 'A', state: 'notContacted' },
      { ...device, serial: 'B', state: 'enrolled', deleted: true },
    ] as const
    expect(lines(adeDevicesText(listed, () => 'Staff', en)).slice(2)).toEqual([
      'A | Staff | Not contacted | never',
      'B | Staff | released at Apple | never',
    ])
  })

  test('says of an assignment, row by row, what is so', () => {
    const rows = [
      { serial: 'A', outcome: 'assigned' },
      { serial: 'B', outcome: 'notInToken' },
    ] as const
    const text = lines(assignedText(rows, en))
    expect(text.slice(2)).toEqual([
      'A | assigned',
      'B | not in this token: assign it to the server at Apple, then sync',
      '',
      '1 of 2 devices have the profile now.',
      'It holds from the next activation on; a device in use must be erased first.',
    ])
    expect(assignedText(rows, fr)).toMatch(/1.*2/)
  })
})

test('slipway abm prints Apple’s own words beside what is so', () => {
  const rows = [
    { serial: 'A', outcome: 'done', reason: 'SUCCESS' },
    { serial: 'B', outcome: 'refused', reason: 'FAILED · THROTTLED' },
    { serial: 'C', outcome: 'unknown', reason: null },
  ] as const
  const activities = [{ id: 'x', status: 'COMPLETED', subStatus: 'COMPLETED_WITH_FAILURE', log: null }]
  expect(lines(orderText({ rows, activities }, 1, 'Intune', en))).toEqual([
    'Serial number | State | Apple says',
    '------------- | ----------------------- | ------------------',
    'A | done | SUCCESS',
    'B | Apple did not do it | FAILED · THROTTLED',
    'C | not in the organization',
    '',
    '1 of 3 devices are on Intune now.',
    'Activity x: COMPLETED (COMPLETED_WITH_FAILURE)',
    'Intune sees them after its next sync: slipway ade sync',
  ])
  expect(lines(orderText({ rows: rows.slice(1), activities: [] }, 0, null, fr))).toEqual([
    'Numéro de série | État | Apple dit',
    expect.any(String),
    'B | Apple ne l’a pas fait | FAILED · THROTTLED',
    'C | pas dans l’organisation',
    '',
    '0 appareils sur 2 ne sont maintenant sur aucun serveur.',
  ])
})
