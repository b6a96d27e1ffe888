import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultAdeSettings } from '../../src-shared/ade.ts'
import type { AdeToken } from '../../src-shared/ade.ts'
import { AdeDesk } from '../../electron/graph/ade-desk.ts'
import { AdeTokens } from '../../electron/graph/ade-tokens.ts'
import { createGraphClient } from '../../electron/graph/client.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { startTestTenant } from '../harness/tenant.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { appleTruth, buyDevices, serverAtApple } from '../practice/tenant/program-arrangement.ts'

let tenant: TestTenant
let graph: GraphClient
let tokens: AdeTokens
let desk: AdeDesk
let server: string
let serials: readonly string[]
const appleId = 'abm@contoso.example'

beforeAll(async () => {
  tenant = await startTestTenant()
  graph = createGraphClient({
    baseUrl: tenant.announcement.baseUrl,
    getToken: async () => tenant.announcement.token,
    http: httpRequest,
    additionalCaPems: [],
    // The tenant's time, which tests move; nobody waits for real.
    clock: { now: () => tenant.tenant.clock.now(), sleep: async () => tenant.tenant.jobs.settled() },
    logger: silentLogger,
  })
  tokens = new AdeTokens(graph)
  desk = new AdeDesk(graph)
  serials = await buyDevices(tenant, 4)
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

const only = (): Promise<AdeToken> => tokens.find(null)
const later = (): Promise<unknown> => tenant.control('POST', '/advance-clock', { ms: 15 * 60_000 })

describe('a token of the enrollment program', () => {
  it('is requested with consent, uploaded, and found by name, by id, or because it is the only one', async () => {
    await expect(tokens.find(null)).rejects.toMatchObject({ code: 'ade.noToken' })
    await expect(tokens.create('Contoso', false)).rejects.toMatchObject({ code: 'ade.consentMissing' })
    const { token, pem } = await tokens.create('Contoso', true)
    // Asking again does not make the key that was saved worthless.
    expect(await tokens.request(token, false)).toBe(pem)
    await expect(tokens.sync(token, true)).rejects.toMatchObject({ code: 'ade.tokenMissing' })
    const atApple = await serverAtApple(tenant, 'Contoso', pem)
    server = atApple.uuid
    const pemFile = { appleId, file: Buffer.from(pem), otherAppleId: false }
    await expect(tokens.upload(token, pemFile)).rejects.toMatchObject({ code: 'ade.notATokenFile' })
    const file = Buffer.from(atApple.p7m)
    const taken = await tokens.upload(token, { appleId, file, otherAppleId: false })
    expect(taken).toMatchObject({ renewed: false, token: { appleId, name: 'Contoso' } })
    expect(await tokens.find('contoso')).toEqual(taken.token)
    expect(await tokens.find(token.id)).toEqual(taken.token)
    await expect(tokens.find('nobody')).rejects.toMatchObject({ code: 'ade.tokenUnknown' })
  })

  it('is renewed by the same Apple Account; by another one only when that is meant', async () => {
    const token = await only()
    const pem = await tokens.request(token, true)
    const { p7m } = await serverAtApple(tenant, 'Contoso', pem)
    const file = Buffer.from(p7m)
    const other = { appleId: 'new@contoso.example', file, otherAppleId: false }
    await expect(tokens.upload(token, other)).rejects.toMatchObject({
      code: 'ade.otherAppleId',
      details: { before: appleId, given: 'new@contoso.example' },
    })
    const meant = await tokens.upload(token, { ...other, otherAppleId: true })
    expect(meant).toMatchObject({ renewed: true, token: { appleId: 'new@contoso.example' } })
    server = String(((await tenant.control('GET', '/apple'))['servers'] as { uuid: string }[]).at(-1)?.uuid)
  })

  it('syncs, not twice in a quarter of an hour, and says what Apple minds', async () => {
    await tenant.control('POST', '/apple/assign', { serials: serials.slice(0, 3), server })
    expect(await tokens.sync(await only(), true)).toMatchObject({ finished: true, token: { syncedDevices: 3 } })
    await expect(tokens.sync(await only(), true)).rejects.toMatchObject({
      code: 'ade.syncTooSoon',
      details: { minutes: 15 },
    })
    await later()
    await tenant.control('POST', '/apple/organization', { termsSigned: false })
    await expect(tokens.sync(await only(), true)).rejects.toMatchObject({ code: 'ade.termsNotSigned' })
    await tenant.control('POST', '/apple/organization', { termsSigned: true })
    await later()
    expect(await tokens.sync(await only(), true)).toMatchObject({ finished: true })
  })
})

describe('profiles of the enrollment program', () => {
  it('keep every setting, and an edit leaves alone what it does not name', async () => {
    const token = await only()
    const settings = {
      ...defaultAdeSettings,
      displayName: 'Field staff',
      description: 'Phones for the field',
      affinity: 'setupAssistantModern',
      department: 'Service desk',
      supportPhone: '+33 1 23',
      hiddenPanes: ['Siri', 'Safety', 'ExpressLanguage', 'Zoom'],
      pairing: 'certificate',
      certificates: [{ thumbprint: 'AB12', certificate: 'AAEC' }],
      deviceNameTemplate: 'F-{{SERIAL}}',
    } as const
    const made = await desk.create(token, {
      ...settings,
      hiddenPanes: [...settings.hiddenPanes],
      certificates: [...settings.certificates],
    })
    expect({ ...made.settings, hiddenPanes: made.settings.hiddenPanes.toSorted() }).toEqual({
      ...settings,
      hiddenPanes: settings.hiddenPanes.toSorted(),
    })
    const path = `/beta/deviceManagement/depOnboardingSettings/${token.id}/enrollmentProfiles/${made.id}`
    await tenant.ask('PATCH', path, { carrierActivationUrl: 'https://carrier.example' })
    const edited = await desk.edit(token, 'field staff', { locked: false, hiddenPanes: [] })
    expect(edited.settings).toEqual({ ...made.settings, locked: false, hiddenPanes: [] })
    expect((await tenant.ask('GET', path)).json).toMatchObject({
      carrierActivationUrl: 'https://carrier.example',
      siriDisabled: false,
    })
  })

  it('that contradict themselves are not sent', async () => {
    const token = await only()
    const wrong = { ...defaultAdeSettings, displayName: 'Wrong' }
    for (const [change, code] of [
      [{ supervised: false }, 'ade.lockNeedsSupervision'],
      [{ supervised: false, locked: false }, 'ade.waitNeedsSupervision'],
      [{ pairing: 'certificate' }, 'ade.certificateMissing'],
      [{ deviceNameTemplate: '{{COLOR}}' }, 'ade.nameVariable'],
    ] as const)
      await expect(desk.create(token, { ...wrong, ...change })).rejects.toMatchObject({ code })
    expect((await desk.profiles(token)).map(({ settings }) => settings.displayName)).toEqual(['Field staff'])
  })

  it('are assigned row by row, at Intune and at Apple, replaced, and not deleted while devices have them', async () => {
    const token = await only()
    expect(await desk.assign(token, 'Field staff', [serials[0] ?? '', 'testnobody1'])).toEqual([
      { serial: serials[0], outcome: 'assigned' },
      { serial: 'TESTNOBODY1', outcome: 'notInToken' },
    ])
    await tenant.tenant.jobs.settled()
    const { devices } = await appleTruth(tenant)
    expect(devices.find((device) => device['serial'] === serials[0])).toMatchObject({ profile_status: 'assigned' })
    expect(await desk.assign(token, 'Field staff', [serials[0] ?? ''])).toMatchObject([{ outcome: 'unchanged' }])
    await expect(desk.remove(token, 'Field staff')).rejects.toMatchObject({
      code: 'ade.stillAssigned',
      details: { count: 1 },
    })
    await desk.create(token, { ...defaultAdeSettings, displayName: 'Shop' })
    await desk.setDefault(token, 'Shop')
    await expect(desk.remove(token, 'Shop')).rejects.toMatchObject({ code: 'ade.isDefault' })
    expect(await desk.assign(token, 'Shop', [serials[0] ?? ''])).toMatchObject([{ outcome: 'assigned' }])
    await desk.remove(token, 'Field staff')
    expect(await desk.devices(token)).toMatchObject([{ serial: serials[0], state: 'notContacted' }, {}, {}])
  })

  it('of the new kind are shown as policies: devices go to them, changes do not', async () => {
    const token = await only()
    await tenant.control('POST', '/add-policy', { token: token.id, name: 'New kind' })
    const found = (await desk.profiles(token)).find(({ settings }) => settings.displayName === 'New kind')
    expect(found).toMatchObject({ isPolicy: true })
    await expect(desk.edit(token, 'New kind', { locked: false })).rejects.toMatchObject({ code: 'ade.isPolicy' })
    expect(await desk.assign(token, 'New kind', [serials[1] ?? ''])).toMatchObject([{ outcome: 'assigned' }])
  })
})
