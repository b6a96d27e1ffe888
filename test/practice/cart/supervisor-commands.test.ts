import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { PlistReal } from '../../../electron/apple/plist/value.ts'
import type { PlistInputDict } from '../../../electron/apple/plist/write.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { selfSigned } from '../../pki/authority.ts'
import { profile, rootPayload } from './software/profiles.ts'
import { Staged, escalate, supervision } from './supervisor.ts'
import type { Supervisor } from './supervisor.ts'
import type { PortLine } from './wire-client.ts'

let cart: RunningCart
let supervisor: Supervisor

beforeAll(async () => {
  supervisor = await selfSigned('Supervisor')
  const devices = [
    { count: 2, state: 'activated', model: 'iPhone14,5', dataPlan: true },
    { state: 'activated' },
    { state: 'activated', automatedEnrollment: true },
    { state: 'fresh' },
  ]
  cart = await startCart({ scenario: { devices } })
})
afterAll(() => cart?.stop())

type Told = PlistDict & { readonly ErrorChain?: readonly { readonly ErrorCode: number }[] }

const codes = (answer: Told): readonly number[] => answer.ErrorChain?.map(({ ErrorCode }) => ErrorCode) ?? []

async function supervised(slot: number): Promise<{ readonly staged: Staged; readonly line: PortLine }> {
  const staged = await Staged.in(cart, slot)
  const line = await staged.configuration()
  await line.ask({ RequestType: 'SetCloudConfiguration', CloudConfiguration: supervision(supervisor) })
  expect(await escalate(line, supervisor)).toBe('Acknowledged')
  return { staged, line }
}

describe('a proved supervisor at the cable', () => {
  let staged: Staged
  let line: PortLine
  const ask = (RequestType: string, more: PlistInputDict = {}): Promise<Told> => line.ask({ RequestType, ...more })

  beforeAll(async () => {
    ;({ staged, line } = await supervised(1))
  })
  afterAll(() => line?.close())

  it('reads what a management server reads', async () => {
    const Queries = ['SerialNumber', 'IsSupervised', 'BatteryLevel', 'ICCID', 'NoSuchThing']
    const { identity } = await cart.device(staged.udid)
    const { QueryResponses } = await ask('DeviceInformation', { Queries })
    expect(QueryResponses).toEqual({
      SerialNumber: identity.serial,
      IsSupervised: true,
      BatteryLevel: new PlistReal(0.8),
      ICCID: expect.stringMatching(/^8999\d{15}$/) as string,
    })
    expect(await ask('InstalledApplicationList')).toMatchObject({ InstalledApplicationList: [] })
    expect(await ask('DeviceConfigured')).toMatchObject({ Status: 'Acknowledged' })
  })

  it('lists and removes profiles and certificates in the words of management', async () => {
    const Payload = profile([rootPayload(supervisor.certificatePem)], {
      PayloadIdentifier: 'org.example.root',
      PayloadRemovalDisallowed: true,
    })
    expect(await ask('InstallProfileSilent', { Payload })).toMatchObject({ Status: 'Acknowledged' })
    const { ProfileList } = await ask('ProfileList')
    expect(ProfileList).toMatchObject([{ PayloadIdentifier: 'org.example.root', PayloadRemovalDisallowed: true }])
    expect((await ask('CertificateList'))['CertificateList']).toHaveLength(1)
    // What a person may not remove, its supervisor may.
    expect((await ask('RemoveProfile', { ProfileIdentifier: 'org.example.root' }))['Status']).toBe('Error')
    expect((await ask('RemoveProfile', { Identifier: 'org.example.root' }))['Status']).toBe('Acknowledged')
    expect((await cart.device(staged.udid)).storage.profiles).toEqual([])
  })

  it('gets the Activation Lock bypass code for its safe, until it is cleared', async () => {
    const { ActivationLockBypassCode } = await ask('ActivationLockBypassCode')
    expect(ActivationLockBypassCode).toMatch(/^[0-9A-F-]{36}$/)
    expect(await ask('ActivationLockBypassCode')).toMatchObject({ ActivationLockBypassCode })
    await ask('ClearActivationLockBypassCode')
    expect(codes(await ask('ActivationLockBypassCode'))).toEqual([12010])
  })

  it('reads and writes the default options', async () => {
    const options = async (): Promise<unknown> => (await ask('DefaultMDMOptions'))['MDMOptions']
    expect(await options()).toEqual({ ActivationLockAllowedWhileSupervised: false })
    await ask('SetDefaultMDMOptions', { MDMOptions: { ActivationLockAllowedWhileSupervised: true } })
    expect(await options()).toEqual({ ActivationLockAllowedWhileSupervised: true })
    expect(await ask('SetDefaultMDMOptions')).toEqual({ Status: 'CommandFormatError' })
  })

  it('hears NotNow while the device is locked, for what needs it open, and only for that', async () => {
    await cart.post(`devices/${staged.udid}/state`, { passcode: '2580' })
    expect(await ask('DeviceLock')).toMatchObject({ Status: 'Acknowledged' })
    expect((await cart.device(staged.udid)).locked).toBe(true)
    const statuses = []
    for (const name of ['ProfileList', 'CertificateList', 'DeviceInformation', 'SecurityInfo'])
      statuses.push((await ask(name))['Status'])
    expect(statuses).toEqual(['NotNow', 'NotNow', 'Acknowledged', 'Acknowledged'])
    await cart.post(`devices/${staged.udid}/state`, { passcode: null, locked: false })
  })

  it('is nobody before it has proved itself, and on the next line', async () => {
    const other = await staged.configuration()
    for (const RequestType of ['DeviceInformation', 'ActivationLockBypassCode', 'DeviceLock'])
      expect(await other.ask({ RequestType })).toEqual({ Status: 'CommandFormatError' })
    other.close()
    expect(await ask('PlayMusic')).toEqual({ Status: 'CommandFormatError' })
  })

  it.each([
    ['RestartDevice', 'restarted'],
    ['ShutDownDevice', 'shutDown'],
  ])('%s happens once the answer is out', async (RequestType, fact) => {
    const { staged: other, line: cable } = await supervised(2)
    expect(await cable.ask({ RequestType })).toMatchObject({ Status: 'Acknowledged' })
    expect(await cable.isClosed()).toBe(true)
    await cart.until(other.udid, ({ counts }) => counts[fact] === 1)
    if (RequestType === 'ShutDownDevice') await cart.post(`devices/${other.udid}/switchOn`)
    await cart.until(other.udid, ({ attached }) => attached)
  })
})

describe('Automated Device Enrollment by cable', () => {
  const enroll = async (staged: Staged): Promise<readonly number[]> =>
    codes(await staged.ask('com.apple.mobile.MCInstall', { RequestType: 'DownloadAndApplyCloudConfiguration' }))

  it('has no service of Apple’s to ask in the practice world, and says so as a device would', async () => {
    const stranger = await Staged.in(cart, 3)
    const known = await Staged.in(cart, 4)
    const asked = async ({ udid }: Staged): Promise<number> =>
      (await cart.device(udid)).counts['automatedEnrollmentAsked'] ?? 0
    // Without a network a device cannot ask anybody.
    expect([await enroll(stranger), await enroll(known)]).toEqual([[33001], [33001]])
    expect([await asked(stranger), await asked(known)]).toEqual([0, 0])
    for (const { udid } of [stranger, known]) {
      await cart.post(`devices/${udid}/hands`, { hands: { kind: 'atOnce' }, answers: { hello: 'always' } })
      await cart.until(udid, ({ storage }) => storage.setupDone)
    }
    expect([await enroll(stranger), await enroll(known)]).toEqual([[33001], [33005, 34004]])
    expect([await asked(stranger), await asked(known)]).toEqual([1, 1])
    expect(await enroll(await Staged.in(cart, 5))).toEqual([33003])
  })
})
