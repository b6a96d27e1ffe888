import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'
import { pushPortal } from '../harness/push-portal.ts'
import { intunePages } from '../harness/intune-pages.ts'
import type { IntunePages } from '../harness/intune-pages.ts'

const portal = 'com.microsoft.CompanyPortal'
const ada = { userName: 'ada@contoso.example', password: 'practice-1' }
const other = { userName: 'admin@contoso.example', password: 'practice-admin' }
const affinity = (displayName: string, userAffinity: 'none' | 'companyPortal' | 'setupAssistantLegacy') => ({
  enrollmentProfile: { displayName, description: '', userAffinity },
})

let bench: Bench
let intune: IntunePages
const device = (slot: number): DeviceReport['identity'] => {
  const found = bench.devices[slot - 1]
  if (found === undefined) throw new Error(`no device in slot ${slot}`)
  return found.identity
}
const udid = (slot: number): string => device(slot).udid
const serial = (slot: number): string => device(slot).serial
const record = async (slot: number) => (await intune.managed(serial(slot)))[0] ?? {}
const asked = async (slot: number, kind: string) => {
  const { prompts } = await bench.cart.until(udid(slot), (report) => report.prompts.some((one) => one.kind === kind))
  return prompts.find((one) => one.kind === kind)?.shows ?? {}
}
/** Somebody opens Company Portal and signs in. */
async function openPortal(slot: number, account: typeof ada): Promise<void> {
  expect(await bench.cart.open(udid(slot), portal)).toBe(true)
  await bench.cart.type(udid(slot), 'portal:signIn', account)
}
/** Another profile for a device, as an administrator assigns it in Intune's pages. */
async function assignStaff(number: string): Promise<void> {
  const { intuneAccountId } = await intune.call('GET', '/beta/deviceManagement')
  const path = `/beta/deviceManagement/depOnboardingSettings/${String(intuneAccountId)}/enrollmentProfiles`
  const { value } = await intune.call('GET', path)
  const staff = (value as Record<string, unknown>[]).find((one) => one['displayName'] === 'Staff')
  await intune.call('POST', `${path}/${String(staff?.['id'])}/updateDeviceProfileAssignment`, { deviceIds: [number] })
}
const counts = async (slot: number) => (await bench.cart.device(udid(slot))).counts

/** Staff devices ask for the user in Setup Assistant, the kiosk has none; the panes of the first seed are shown. */
function seedBlueprints([atBench, user, direct]: readonly Blueprint[]): readonly Blueprint[] {
  if (atBench === undefined || user === undefined || direct === undefined)
    throw new Error('a usual blueprint is missing')
  const skipSetup = user.skipSetup.filter((key) => key !== 'AppleID')
  return [
    { ...atBench, ...affinity('Kiosk', 'none') },
    { ...user, ...affinity('Staff', 'setupAssistantLegacy'), skipSetup },
    { ...user, ...affinity('Staff, modern', 'companyPortal'), id: 'modern' },
    direct,
  ]
}

beforeAll(async () => {
  bench = await startBench({
    scenario: {
      devices: [...Array.from({ length: 4 }, () => ({ state: 'fresh' })), { state: 'used' }, { state: 'used' }],
    },
    hands: 'operator',
    blueprints: seedBlueprints,
  })
  intune = intunePages(bench.world)
}, 60_000)
afterAll(() => bench?.stop())

describe('Enroll company-owned iOS devices: a push certificate is obligatory', () => {
  it('without one, enrollment is refused before anything is erased', async () => {
    await bench.tenant.act('remove-apns')
    await bench.startRun('user', [udid(1)])
    await bench.feed.untilStage(udid(1), 'needsAttention')
    expect((await counts(1))['cloudConfigurationStored'] ?? 0).toBe(0)
  })

  it('Intune’s request goes to Apple’s portal, and the certificate from there back to Intune', async () => {
    const { handlers } = bench.app
    const apple = pushPortal(bench.world.appleUrl)
    const upload = (pem: string | null, appleId: string) =>
      handlers['intune.uploadPush']({ appleId, file: Buffer.from(pem ?? '').toString('base64') })
    await apple.signIn('push@contoso.example')
    const { request } = await handlers['intune.pushRequest']({})
    const first = await apple.upload(request)
    const made = await upload(first.pem, 'push@contoso.example')
    expect(made.renewed).toBe(false)
    const topic = made.certificate.topic ?? ''
    expect(topic).toMatch(/^com\.apple\.mgmt\.External\./)
    // Another Apple Account sees nothing to renew; what it makes has another topic.
    await apple.signIn('somebody@contoso.example')
    const second = (await handlers['intune.pushRequest']({})).request
    expect(await apple.upload(second, topic)).toEqual({
      says: 'This Apple Account has made no such certificate.',
      pem: null,
    })
    const strange = await apple.upload(second)
    await expect(upload(strange.pem, 'push@contoso.example')).rejects.toMatchObject({ code: 'intune.pushTopicChanged' })
    await apple.signIn('push@contoso.example')
    const renewal = await upload((await apple.upload(second, topic)).pem, 'push@contoso.example')
    expect([renewal.renewed, renewal.certificate.topic]).toEqual([true, topic])
    await apple.signIn('abm@contoso.example')
  })
})

describe('With Apple Configurator', () => {
  it('Setup Assistant enrollment: erased, prepared by cable, and handed over waiting for its user', async () => {
    await bench.feed.untilStage(udid(2), 'ready')
    await bench.startRun('user', [udid(2)])
    await bench.feed.untilStage(udid(2), 'awaitingUser')
    const { storage, prompts } = await bench.cart.device(udid(2))
    expect(storage).toMatchObject({ supervised: true, enrolled: false, setupDone: false })
    expect(prompts.map(({ kind }) => kind)).toEqual(['hello'])
  }, 60_000)

  it('direct enrollment: nothing is erased, nobody is affiliated, and the user may remove the management', async () => {
    await bench.cart.hands(udid(5), 'atOnce')
    await bench.startRun('direct', [udid(5)])
    await bench.feed.untilStage(udid(5), 'enrolled')
    const now = await bench.cart.device(udid(5))
    expect(now.counts['erased'] ?? 0).toBe(0)
    expect(await record(5)).toMatchObject({ deviceEnrollmentType: 'appleBulkWithoutUser', userPrincipalName: '' })
    const management = now.storage.profiles.find(({ origin }) => origin === 'enrollment')
    expect(await bench.cart.removeProfile(udid(5), management?.identifier ?? '')).toBe(true)
    expect((await bench.cart.device(udid(5))).storage.enrolled).toBe(false)
    await eventually(
      () => intune.managed(serial(5)),
      (records) => records.length === 0,
      'the record to go',
    )
  }, 60_000)
})

describe('How users enroll company-owned iOS devices with user affinity', () => {
  it('1: Setup Assistant asks for the credentials of the Intune account, and takes no others', async () => {
    await bench.cart.walkTo(udid(2), 'signIn')
    await bench.cart.type(udid(2), 'signIn', { userName: 'somebody@elsewhere.example', password: 'x' })
    await eventually(
      () => counts(2),
      (seen) => (seen['signInAsked'] ?? 0) === 2,
      'the second question',
    )
    expect(await asked(2, 'signIn')).toMatchObject({ wrong: true })
    await bench.cart.type(udid(2), 'signIn', ada)
    await bench.feed.untilStage(udid(2), 'enrolled')
    expect(await record(2)).toMatchObject({
      deviceEnrollmentType: 'appleBulkWithUser',
      userPrincipalName: 'ada@contoso.example',
      managedDeviceOwnerType: 'company',
    })
  }, 60_000)

  it('2: an Apple ID may be given in Setup Assistant, or later in Settings', async () => {
    await bench.cart.walkTo(udid(2), 'pane:AppleID')
    await bench.cart.tap(udid(2), 'pane:AppleID')
    const walk = bench.cart.walkTo(udid(2), 'storeAccount')
    await bench.cart.until(udid(2), ({ storage }) => storage.setupDone)
    expect((await bench.cart.device(udid(2))).storage.appleAccount).toBeNull()
    await bench.cart.store(udid(2), portal)
    expect(await walk).toMatchObject({ shows: { app: 'Intune Company Portal' } })
    await bench.cart.tap(udid(2), 'storeAccount', 'refuse')
    const without = await bench.cart.until(udid(2), (report) => report.counts['storeRefused'] === 1)
    expect(without.storage.apps).toEqual([])
    await bench.cart.appleAccount(udid(2), 'ada@icloud.example')

    await bench.startRun('user', [udid(3)])
    await bench.feed.untilStage(udid(3), 'awaitingUser')
    const appleAccount = { userName: 'ada@icloud.example', password: 'practice' }
    await bench.cart.hands(udid(3), 'atOnce', { signIn: ada, appleAccount })
    const given = await bench.cart.until(udid(3), ({ storage }) => storage.setupDone)
    expect(given.storage).toMatchObject({ enrolled: true, appleAccount: 'ada@icloud.example' })
  }, 60_000)

  it('3: Company Portal comes from the App Store', async () => {
    for (const slot of [2, 3]) {
      await bench.cart.store(udid(slot), portal)
      await bench.cart.until(udid(slot), ({ storage }) => storage.apps.includes(portal))
    }
    expect((await bench.cart.device(udid(3))).counts['storeRefused'] ?? 0).toBe(0)
  })

  it('4: the user signs in with the UPN of Setup Assistant; another one is sent back', async () => {
    await openPortal(2, other)
    await bench.cart.until(udid(2), (report) => report.counts['portalRefused'] === 1)
    expect((await asked(2, 'portal:signIn'))['message']).toMatch(/account that was used in Setup Assistant/)
    await bench.cart.type(udid(2), 'portal:signIn', ada)
    await bench.cart.until(udid(2), (report) => report.counts['portalSignedIn'] === 1)
  })

  it('5: the app lists the iOS devices that the company enrolled for this user', async () => {
    const ids = await Promise.all([2, 3].map(async (slot) => String((await record(slot))['id'])))
    const list = await asked(2, 'portal:device')
    expect(Object.keys(list).toSorted()).toEqual(ids.toSorted())
  })

  it('6: the last four characters of the serial number, found in Settings; those of another device lead back', async () => {
    const [mine, theirs] = await Promise.all([2, 3].map(async (slot) => String((await record(slot))['id'])))
    const lastFour = serial(2).slice(-4)
    await bench.cart.type(udid(2), 'portal:device', { device: theirs ?? '' })
    await bench.cart.type(udid(2), 'portal:serial', { lastFour })
    expect((await asked(2, 'portal:device'))['message']).toMatch(/does not match/)
    await bench.cart.type(udid(2), 'portal:device', { device: mine ?? '' })
    await bench.cart.type(udid(2), 'portal:serial', { link: 'settings' })
    const { counts: seen } = await bench.cart.until(udid(2), (report) => report.counts['settingsOpened'] === 1)
    expect(seen).toMatchObject({ portalSerialMismatch: 1 })
    expect(await asked(2, 'portal:serial')).toEqual({ settings: serial(2) })
    await bench.cart.type(udid(2), 'portal:serial', { lastFour: lastFour.toLowerCase() })
    await asked(2, 'portal:website')
  })

  it('7: the website finishes the enrollment, and leads back to the app', async () => {
    expect((await record(2))['azureADRegistered']).not.toBe(true)
    expect((await bench.cart.device(udid(2))).counts['portalWebsiteOpened'] ?? 0).toBe(0)
    await bench.cart.tap(udid(2), 'portal:website')
    await bench.cart.until(udid(2), (report) => report.counts['portalWebsiteOpened'] === 1)
  })

  it('8: the app says that it is done; the device is registered for its user', async () => {
    await bench.cart.until(udid(2), (report) => report.counts['portalDone'] === 1)
    expect(await record(2)).toMatchObject({
      azureADRegistered: true,
      deviceRegistrationState: 'registered',
      userPrincipalName: 'ada@contoso.example',
    })
  })

  it('5, otherwise: who chooses "new device" goes on with the standard enrollment', async () => {
    await bench.cart.appleAccount(udid(6), 'ada@icloud.example')
    await bench.cart.store(udid(6), portal)
    await bench.cart.until(udid(6), ({ storage }) => storage.apps.includes(portal))
    await openPortal(6, ada)
    expect(await asked(6, 'portal:device')).toMatchObject({ new: 'New device' })
    await bench.cart.type(udid(6), 'portal:device', { device: 'new' })
    await bench.cart.tap(udid(6), 'portal:website')
    await bench.cart.tap(udid(6), 'installProfile')
    const done = await bench.cart.until(udid(6), (report) => report.counts['portalDone'] === 1)
    expect(done.storage).toMatchObject({ enrolled: true, supervised: false })
    expect(done.counts['erased'] ?? 0).toBe(0)
    expect(await record(6)).toMatchObject({
      deviceEnrollmentType: 'userEnrollment',
      managedDeviceOwnerType: 'personal',
      userPrincipalName: 'ada@contoso.example',
    })
    // Nobody supervises it: once erased, it is its user's Apple ID that unlocks it.
    await bench.cart.hands(udid(6), 'operator')
    await intune.act(serial(6), 'wipe', {})
    const erased = await bench.cart.until(udid(6), (report) => report.counts['erased'] === 1)
    expect(erased.activationLocked).toBe(true)
  }, 60_000)
})

describe('Company Portal authentication: the user comes after the enrollment', () => {
  const start = async (slot: number): Promise<void> => {
    await bench.app.handlers['runs.start']({
      udids: [udid(slot)],
      blueprintId: 'modern',
      consent: { udids: [udid(slot)], typedCount: 1 },
      waivePilot: true,
    })
    await bench.feed.untilStage(udid(slot), 'awaitingUser')
    await bench.cart.hands(udid(slot), 'atOnce', { signIn: ada, appleAccount: ada })
    await bench.cart.until(udid(slot), ({ storage }) => storage.setupDone && storage.enrolled)
  }

  it('it enrolls unasked, and Company Portal attaches the user', async () => {
    await start(1)
    const before = await bench.cart.device(udid(1))
    expect(before.counts['signInAsked'] ?? 0).toBe(0)
    expect(await record(1)).toMatchObject({
      deviceEnrollmentType: 'appleBulkWithUser',
      userPrincipalName: '',
      deviceRegistrationState: 'notRegisteredPendingEnrollment',
    })
    await bench.cart.store(udid(1), portal)
    await bench.cart.until(udid(1), ({ storage }) => storage.apps.includes(portal))
    expect(await bench.cart.open(udid(1), portal)).toBe(true)
    await bench.cart.until(udid(1), (report) => report.counts['portalDone'] === 1)
    expect(await record(1)).toMatchObject({ userPrincipalName: 'ada@contoso.example', azureADRegistered: true })
  }, 60_000)
})

describe('About company-managed devices without user affinity', () => {
  const refused = async (slot: number, times: number): Promise<void> => {
    expect(await bench.cart.open(udid(slot), portal)).toBe(true)
    await bench.cart.until(udid(slot), (report) => report.counts['portalRefused'] === times)
    const facts = await bench.cart.facts(udid(slot))
    expect(facts.findLast(({ kind }) => kind === 'portalRefused')?.detail).toMatchObject({ code: 'portal.noAffinity' })
  }

  it('a kiosk has no user, and Company Portal refuses it', async () => {
    await bench.cart.hands(udid(4), 'atOnce', { signIn: ada, appleAccount: ada })
    await bench.startRun('bench', [udid(4)])
    await bench.feed.untilStage(udid(4), 'enrolled')
    expect(await record(4)).toMatchObject({ deviceEnrollmentType: 'appleBulkWithoutUser', userPrincipalName: '' })
    await bench.cart.store(udid(4), portal)
    await bench.cart.until(udid(4), ({ storage }) => storage.apps.includes(portal))
    await refused(4, 1)
  }, 60_000)

  it('assigning a profile with affinity changes nothing; retiring and enrolling again does', async () => {
    await assignStaff(serial(4))
    expect(await record(4)).toMatchObject({ deviceEnrollmentType: 'appleBulkWithoutUser' })
    await bench.cart.hands(udid(4), 'atOnce')
    await refused(4, 2)
    await intune.act(serial(4), 'retire')
    await bench.cart.until(udid(4), ({ storage }) => !storage.enrolled)
    await eventually(
      () => intune.managed(serial(4)),
      (records) => records.length === 0,
      'the record to go',
    )
    await bench.app.handlers['runs.start']({
      udids: [udid(4)],
      blueprintId: blueprintIds.user,
      consent: { udids: [udid(4)], typedCount: 1 },
      waivePilot: true,
    })
    await bench.cart.until(udid(4), (report) => (report.counts['setupDone'] ?? 0) === 2)
    expect(await record(4)).toMatchObject({ userPrincipalName: 'ada@contoso.example' })
    await bench.cart.store(udid(4), portal)
    await bench.cart.until(udid(4), ({ storage }) => storage.apps.includes(portal))
    await bench.cart.open(udid(4), portal)
    await bench.cart.until(udid(4), (report) => report.counts['portalDone'] === 1)
    expect((await bench.cart.device(udid(4))).counts['erased']).toBe(1)
  }, 60_000)
})
