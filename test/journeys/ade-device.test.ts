import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { startAdeWorld } from '../harness/ade-world.ts'
import type { AdeWorld } from '../harness/ade-world.ts'

/** The second seed's ten panes: Graph's boolean that hides one, and Apple's key. */
const panes = {
  passCodeDisabled: 'Passcode',
  locationDisabled: 'Location',
  restoreBlocked: 'Restore',
  appleIdDisabled: 'AppleID',
  termsAndConditionsDisabled: 'TOS',
  touchIdDisabled: 'Biometric',
  applePayDisabled: 'Payment',
  zoomDisabled: 'Zoom',
  siriDisabled: 'Siri',
  diagnosticsDisabled: 'Diagnostics',
} as const

let ade: AdeWorld
const device = (index: number): DeviceReport => {
  const found = ade.devices[index]
  if (found === undefined) throw new Error(`there is no device ${index}`)
  return found
}
const udid = (index: number): string => device(index).identity.udid
const serial = (index: number): string => device(index).identity.serial

beforeAll(async () => {
  // Zoom left Setup Assistant with iOS 17, so the panes are looked at on a release that has all ten.
  ade = await startAdeWorld([
    { os: '16', model: 'iPhone14,5', count: 2 },
    { os: '18', count: 4 },
  ])
}, 60_000)
afterAll(async () => ade?.stop())

/** Somebody walks through Setup Assistant to its end. */
async function walk(index: number): Promise<DeviceReport> {
  await ade.cart.hands(udid(index), 'atOnce', { hello: 'always' })
  return ade.cart.until(udid(index), ({ storage }) => storage.setupDone)
}

async function panesSeen(index: number): Promise<readonly unknown[]> {
  const facts = await ade.cart.facts(udid(index))
  return facts.filter(({ kind }) => kind === 'pane').map(({ detail }) => detail['key'])
}

async function identity(index: number): Promise<Record<string, unknown> | undefined> {
  const path = `/beta/deviceManagement/depOnboardingSettings/${ade.token}/importedAppleDeviceIdentities`
  const { value } = await ade.graph('GET', `${path}?$filter=serialNumber eq '${serial(index)}'`)
  return (value as Record<string, unknown>[])[0]
}

describe('a device of the enrollment program', () => {
  it('is not contacted before its first start, activates by itself, enrolls unasked, and shows no hidden pane', async () => {
    const hidden = Object.fromEntries(Object.keys(panes).map((name) => [name, true]))
    await ade.assign({ displayName: 'Hidden', profileRemovalDisabled: true, ...hidden }, [serial(0)])
    expect(await identity(0)).toMatchObject({
      enrollmentState: 'notContacted',
      lastContactedDateTime: '0001-01-01T00:00:00Z',
    })
    const report = await walk(0)
    expect(report.storage).toMatchObject({
      activated: true,
      enrolled: true,
      supervised: true,
      organization: 'Contoso Practice',
    })
    expect(report.counts).toMatchObject({ automatedEnrollmentAsked: 1, enrollmentRequested: 1 })
    const seen = await panesSeen(0)
    expect(Object.values(panes).filter((key) => seen.includes(key))).toEqual([])
    expect(await identity(0)).toMatchObject({ enrollmentState: 'enrolled' })
  })

  it('shows every pane that is not hidden', async () => {
    await ade.assign({ displayName: 'Shown' }, [serial(1)])
    await walk(1)
    const seen = await panesSeen(1)
    expect(Object.values(panes).filter((key) => !seen.includes(key))).toEqual([])
  })

  it('keeps a locked management whatever its user does, and lets go of another one', async () => {
    const profile = async (index: number) => (await ade.cart.device(udid(index))).storage.profiles[0]?.identifier ?? ''
    const remove = (index: number, identifier: string) => ade.cart.removeProfile(udid(index), identifier)
    expect(await remove(0, await profile(0))).toBe(false)
    expect((await ade.cart.device(udid(0))).storage.enrolled).toBe(true)
    expect(await remove(1, await profile(1))).toBe(true)
    expect((await ade.cart.device(udid(1))).storage.enrolled).toBe(false)
  })

  it('says whose it is and whom to call at the remote management pane, and waits until it is configured', async () => {
    const shown = { supportDepartment: 'Service desk', supportPhoneNumber: '+33 1 23 45 67 89' }
    await ade.assign({ displayName: 'Shown', ...shown, awaitDeviceConfiguredConfirmation: true }, [serial(2)])
    for (const kind of ['hello', 'language']) await ade.cart.tap(udid(2), kind)
    const early = ['pane:Keyboard', 'pane:SpokenLanguage', 'pane:TermsOfAddress']
    for (const kind of early) await ade.cart.tap(udid(2), kind)
    await ade.cart.joinNetwork(udid(2))
    const { prompts } = await ade.cart.until(udid(2), (report) =>
      report.prompts.some(({ kind }) => kind === 'remoteManagement'),
    )
    expect(prompts[0]?.shows).toMatchObject({
      organization: 'Contoso Practice',
      department: 'Service desk',
      supportPhone: '+33 1 23 45 67 89',
    })
    const report = await walk(2)
    expect(report.counts).toMatchObject({ awaitingConfiguration: 1 })
  })

  it('takes the next profile after an erase, not before', async () => {
    await ade.assign({ displayName: 'First' }, [serial(3)])
    const first = await walk(3)
    const id = await ade.assign({ displayName: 'Second', supportDepartment: 'Another desk' }, [serial(3)])
    expect(await identity(3)).toMatchObject({
      enrollmentState: 'pendingReset',
      requestedEnrollmentProfileId: id.split('_')[1],
    })
    expect((await ade.cart.device(udid(3))).storage.profiles).toEqual(first.storage.profiles)
    const { value } = await ade.graph(
      'GET',
      `/v1.0/deviceManagement/managedDevices?$filter=serialNumber eq '${serial(3)}'`,
    )
    const [managed] = value as Record<string, unknown>[]
    await ade.graph('POST', `/v1.0/deviceManagement/managedDevices/${String(managed?.['id'])}/wipe`, {})
    await ade.cart.until(udid(3), ({ counts }) => (counts['erased'] ?? 0) === 1)
    const again = await ade.cart.until(udid(3), ({ storage }) => storage.setupDone)
    expect(again.counts['automatedEnrollmentAsked']).toBe(2)
    expect(await identity(3)).toMatchObject({ enrollmentState: 'enrolled' })
  })

  it('signs its user in on web pages with modern authentication: a wrong password stays there, no license is a refusal', async () => {
    const modern = { requiresUserAuthentication: true, configurationWebUrl: true }
    await ade.assign({ displayName: 'Modern', ...modern }, [serial(5)])
    const signIn = async (userName: string, password: string) => {
      const { shows } = await ade.cart.walkTo(udid(5), 'signIn')
      await ade.cart.type(udid(5), 'signIn', { userName, password })
      return shows
    }
    await ade.cart.walkTo(udid(5), 'wifi')
    await ade.cart.joinNetwork(udid(5))
    expect(await signIn('nolan@contoso.example', 'practice-2')).toMatchObject({ wrong: false })
    const refused = await ade.cart.until(udid(5), ({ counts }) => (counts['enrollmentRefused'] ?? 0) === 1)
    expect(refused.prompts).toMatchObject([
      { kind: 'remoteManagement', shows: { message: expect.stringMatching(/license/) as string } },
    ])
    expect(await signIn('ada@contoso.example', 'wrong')).toMatchObject({ wrong: false })
    expect(await signIn('ada@contoso.example', 'practice-1')).toMatchObject({ wrong: true })
    const report = await walk(5)
    expect(report.storage).toMatchObject({ enrolled: true, supervised: true })
    expect(report.counts['signInAsked'] ?? 0).toBe(0)
    const { value } = await ade.graph(
      'GET',
      `/v1.0/deviceManagement/managedDevices?$filter=serialNumber eq '${serial(5)}'`,
    )
    expect(value).toMatchObject([{ userPrincipalName: 'ada@contoso.example', deviceRegistrationState: 'registered' }])
  })

  it('enrolls nowhere when nobody assigned it a profile', async () => {
    const report = await walk(4)
    expect(report.storage).toMatchObject({ enrolled: false, supervised: false, configurationAtApple: false })
    expect(report.counts['automatedEnrollmentAsked'] ?? 0).toBe(0)
  })
})
