import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allPages, firstOf } from '../../electron/graph/call.ts'
import { TenantDevices } from '../../electron/graph/intune/tenant-devices.ts'
import { readApnsCertificate } from '../../electron/graph/resources/apns-certificate.ts'
import {
  appleIdentities,
  appleIdentity,
  countIdentities,
  findIdentities,
} from '../../electron/graph/resources/apple-identities.ts'
import { listIdentifiers } from '../../electron/graph/resources/corporate-identifiers.ts'
import { listCustomConfigurations } from '../../electron/graph/resources/custom-configurations.ts'
import { listDepTokens } from '../../electron/graph/resources/dep-tokens.ts'
import { readIntuneAccount } from '../../electron/graph/resources/device-management.ts'
import { listProfiles } from '../../electron/graph/resources/enrollment-profiles.ts'
import { listManagedDevices } from '../../electron/graph/resources/managed-devices.ts'
import { readTenant } from '../../electron/graph/resources/organization.ts'
import { listAudit, listTroubles } from '../../electron/graph/resources/tenant-events.ts'
import { isSerial } from '../../electron/graph/serial.ts'
import { benches } from './benches.ts'

const id = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

describe.each(benches)('$name', ({ open }) => {
  let bench: Awaited<ReturnType<typeof open>>
  let account: string

  beforeAll(async () => {
    bench = await open()
    account = (await readIntuneAccount(bench.graph)).accountId
  })
  afterAll(() => bench.stop())

  test('says which account and organization it is', async () => {
    expect(account).toMatch(id)
    expect((await readTenant(bench.graph)).tenantId).toMatch(id)
  })

  test('lists the profiles of Apple Configurator by composite ids, all with one Profile URL', async () => {
    const profiles = await listProfiles(bench.graph, account)
    for (const profile of profiles) expect(profile.id.toLowerCase()).toMatch(new RegExp(`^${account}_[0-9a-f-]{36}$`))
    expect(new Set(profiles.map(({ configurationEndpointUrl }) => configurationEndpointUrl)).size).toBeLessThan(2)
  })

  test('counts the serial numbers it lists, and finds each of them again', async () => {
    const all = await allPages(appleIdentities(bench.graph, account))
    expect(all.every(({ serial }) => isSerial(serial))).toBe(true)
    expect(await countIdentities(bench.graph, account)).toBeGreaterThanOrEqual(all.length)
    const some = all.slice(0, 25).map(({ serial }) => serial)
    expect([...(await findIdentities(bench.graph, account, some)).keys()].toSorted()).toEqual(some.toSorted())
  })

  test('reads a list the same page by page as at once', async () => {
    const path = `/deviceManagement/depOnboardingSettings/${account}/importedAppleDeviceIdentities`
    const paged = (size: number) =>
      bench.graph.pages(path, { version: 'beta', schema: appleIdentity, query: { $top: size } })
    const pages: number[] = []
    for await (const page of paged(20)) pages.push(page.length)
    const atOnce = await allPages(paged(999))
    expect(pages.reduce((sum, size) => sum + size, 0)).toBe(atOnce.length)
    expect(pages.length).toBeGreaterThanOrEqual(Math.ceil(atOnce.length / 20))
  })

  test('shows tokens without the hidden container', async () => {
    const tokens = await listDepTokens(bench.graph)
    expect(tokens.map((token) => token.id)).not.toContain(account)
  })

  test('lists and details managed devices', async () => {
    const devices = await listManagedDevices(bench.graph)
    const desk = new TenantDevices(bench.graph)
    for (const { id: recordId, serial } of devices.slice(0, 1)) {
      expect((await desk.read(recordId)).serial).toBe(serial)
    }
    await expect(desk.read('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'intune.deviceUnknown',
    })
  })

  test('reads categories, identifiers, push certificate, custom profiles and events', async () => {
    const categories = await new TenantDevices(bench.graph).categories()
    expect(new Set(categories.map((category) => category.id)).size).toBe(categories.length)
    for (const { identifier } of await listIdentifiers(bench.graph)) expect(identifier).not.toBe('')
    const push = await readApnsCertificate(bench.graph)
    if (push !== null) expect(push.topic).toMatch(/^com\.apple\.mgmt\./)
    for (const one of await listCustomConfigurations(bench.graph)) expect(one.displayName).not.toBe('')
    for (const event of await listTroubles(bench.graph, 20)) expect(event.at).not.toBeNull()
    const entries = await listAudit(bench.graph, { since: Date.now() - 30 * 86_400_000, component: null, limit: 20 })
    const times = entries.map(({ at }) => at ?? 0)
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('asks for no more pages than are wanted', async () => {
    expect((await firstOf(appleIdentities(bench.graph, account), 3)).length).toBeLessThanOrEqual(3)
  })
})
