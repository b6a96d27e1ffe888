import { Guard } from '../../electron/engine/guard.ts'
import { redeemSerialRemovals } from '../../electron/engine/guard-tenant.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfiguratorProfiles } from '../../electron/graph/intune/configurator-profiles.ts'
import { ImportedSerials } from '../../electron/graph/intune/imported-serials.ts'
import { TenantDevices } from '../../electron/graph/intune/tenant-devices.ts'
import { TenantIdentifiers } from '../../electron/graph/intune/tenant-identifiers.ts'
import { readIntuneAccount } from '../../electron/graph/resources/device-management.ts'
import type { ImportItem, SerialSource } from '../../src-shared/intune/serial.ts'
import { benches } from './benches.ts'

/** As whoever saw the list and typed how many they are. */
const agreed = (serials: readonly string[], typedCount = serials.length) =>
  redeemSerialRemovals(new Guard(), serials, { operator: null, typedCount }, Date.now())

describe.each(benches.filter(({ mayWrite }) => mayWrite))('$name', ({ open }) => {
  let bench: Awaited<ReturnType<typeof open>>
  let profiles: ConfiguratorProfiles
  let serials: ImportedSerials

  beforeAll(async () => {
    bench = await open()
    const { graph } = bench
    const account = (await readIntuneAccount(graph)).accountId
    profiles = new ConfiguratorProfiles({ graph, accountId: async () => account, onChange: () => {} })
    serials = new ImportedSerials({ graph, accountId: async () => account, profiles, redeem: agreed })
  })
  afterAll(() => bench.stop())

  async function imported(source: SerialSource, profile: string | null, overwrite = false) {
    const items: ImportItem[] = []
    const order = { source, profile, overwrite }
    for await (const item of serials.import(order, new AbortController().signal)) items.push(item)
    const last = items.at(-1)
    return last?.kind === 'done' ? last.rows : []
  }
  const rows = (...list: readonly string[]): SerialSource => ({
    kind: 'rows',
    rows: list.map((serial) => ({ serial, details: null })),
  })

  test('a profile is made once, edited, refused twice by the same name, and deleted', async () => {
    const made = await profiles.create({ displayName: 'Contract', description: 'a', affinity: 'companyPortal' })
    expect(made.profileUrl).toMatch(/^https:/)
    await expect(profiles.create({ displayName: 'contract', description: '', affinity: 'none' })).rejects.toMatchObject(
      { code: 'intune.profileExists' },
    )
    for (const affinity of ['none', 'setupAssistantLegacy', 'companyPortal'] as const) {
      expect(await profiles.edit(made.id, { affinity })).toMatchObject({ affinity, description: 'a' })
    }
    await profiles.remove('Contract', false)
    await expect(profiles.find('Contract')).rejects.toMatchObject({ code: 'intune.profileUnknown' })
  })

  test('a profile that serial numbers have is deleted only on purpose', async () => {
    await profiles.create({ displayName: 'Assigned', description: '', affinity: 'none' })
    await imported(rows('TESTKEEP0001'), 'Assigned')
    await expect(profiles.remove('Assigned', false)).rejects.toMatchObject({
      code: 'intune.profileAssigned',
      details: { count: 1 },
    })
    await profiles.remove('Assigned', true)
  })

  test('a CSV is imported as its preview says, row by row, and the same file again changes nothing', async () => {
    const text = 'Serial Number;Details\r\nTESTCSV00001;one\r\nTESTCSV00002;"a; b"\r\ntestcsv00001;again\r\n?;x\r\n'
    const file = Buffer.from(`\uFEFF${text}`, 'utf16le').toString('base64')
    const source = { kind: 'file', file } as const
    const preview = await serials.preview({ source, profile: 'Kiosk', overwrite: false })
    expect(preview.form).toEqual({ encoding: 'utf-16le', separator: 'semicolon', header: true, rows: 4 })
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['duplicate', 'new', 'new', 'invalidSerial'])
    expect(preview.after).toBe(preview.before + 2)
    const done = await imported(source, 'Kiosk')
    expect(done.map(({ outcome, assigned }) => [outcome, assigned])).toEqual([
      ['notSent', null],
      ['imported', true],
      ['imported', true],
      ['notSent', null],
    ])
    const again = await imported(source, 'Kiosk')
    expect(again.map(({ outcome }) => outcome)).toEqual(['notSent', 'known', 'known', 'notSent'])
    const { serials: found } = await serials.list({ state: 'notContacted', profile: 'Kiosk', search: 'testcsv' })
    expect(found.map(({ serial, details }) => [serial, details])).toEqual([
      ['TESTCSV00002', 'a; b'],
      ['TESTCSV00001', 'again'],
    ])
  })

  test('what Apple brought is neither imported nor assigned, and says so', async () => {
    const done = await imported(rows('TESTADE0001', 'TESTMINE0001'), null)
    expect(done.map(({ outcome, preview }) => [outcome, preview])).toEqual([
      ['notSent', 'automated'],
      ['imported', 'new'],
    ])
    const assigned = await serials.assign('Kiosk', ['TESTADE0001', 'TESTMINE0001', 'TESTNOBODY01'])
    expect(assigned.map(({ outcome }) => outcome)).toEqual(['automated', 'assigned', 'unknown'])
  })

  test('deleting wants the number of serial numbers, and is not undone by asking twice', async () => {
    await imported(rows('TESTGONE0001'), null)
    await expect(serials.remove(['TESTGONE0001'], 2)).rejects.toMatchObject({ code: 'intune.countDiffers' })
    expect(await serials.remove(['TESTGONE0001', 'testgone0001'], 1)).toEqual([
      { serial: 'TESTGONE0001', outcome: 'deleted' },
    ])
    expect(await serials.remove(['TESTGONE0001'], 1)).toEqual([{ serial: 'TESTGONE0001', outcome: 'unknown' }])
  })

  test('identifiers are told by their form, and categories are made once', async () => {
    const identifiers = new TenantIdentifiers(bench.graph)
    const file = Buffer.from('imei\n49-015420-323751-8,one\nTESTCORP001\nno!\n').toString('base64')
    const order = { source: { kind: 'file', file }, overwrite: false } as const
    expect((await identifiers.import({ ...order, dryRun: true })).map(({ outcome }) => outcome)).toEqual([
      'new',
      'new',
      'invalid',
    ])
    const done = await identifiers.import({ ...order, dryRun: false })
    expect(done.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['imei', 'imported'],
      ['serialNumber', 'imported'],
      [null, 'invalid'],
    ])
    const devices = new TenantDevices(bench.graph)
    await devices.createCategory('Contract', '')
    await expect(devices.createCategory('contract', '')).rejects.toMatchObject({ code: 'intune.categoryExists' })
    await devices.deleteCategory('CONTRACT')
  })

  test('the 75,001st serial number is named before anything is sent', async () => {
    const preview = (...list: readonly string[]) =>
      serials.preview({ source: rows(...list), profile: null, overwrite: false })
    const { before } = await preview('TESTLAST0000')
    await bench.control('fill-serials', { count: 75_000 - before - 1, prefix: 'TESTFUL' })
    const full = await preview('TESTLAST0001', 'TESTLAST0002')
    expect(full).toMatchObject({ before: 74_999, after: 75_000 })
    expect(full.rows.map(({ outcome }) => outcome)).toEqual(['new', 'beyondLimit'])
  }, 60_000)
})
