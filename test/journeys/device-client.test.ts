import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCloudConfiguration, compareCloudConfiguration } from '../../electron/apple/cloud-configuration.ts'
import { openSession, withSession } from '../../electron/apple/device-link.ts'
import { readFacts } from '../../electron/apple/facts.ts'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { ensurePaired } from '../../electron/apple/pairing.ts'
import type { PairingState, PairOptions } from '../../electron/apple/pairing.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { createEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import {
  eraseDevice,
  flush,
  getCloudConfiguration,
  hello,
  installProfile,
  installProfileSilent,
  openMcInstall,
  removeProfile,
  setCloudConfiguration,
} from '../../electron/apple/services/mcinstall.ts'
import { escalate } from '../../electron/apple/services/mcinstall-escalation.ts'
import { getProfileList } from '../../electron/apple/services/mcinstall-profiles.ts'
import { activationState } from '../../electron/apple/services/mobileactivation.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { watchDevices } from '../../electron/usb/attachments.ts'
import type { DeviceChange } from '../../electron/usb/attachments.ts'
import { startCart } from './cart-process.ts'
import type { CartProcess } from './cart-process.ts'

const scenario = {
  devices: [
    { state: 'activated', model: 'iPhone14,7' },
    { state: 'used', name: 'Ward 3' },
    { state: 'used', passcode: '246810', locked: true },
    { state: 'fresh' },
    { state: 'activated' },
  ],
}

let cart: CartProcess
let mux: Usbmux
let devices: readonly AttachedDevice[]
const host = createHostIdentity({ hostId: randomUuid() })
const organization = 'Clinique Écho'
const identityMade = createSupervisionIdentity({ organizationName: organization, now: new Date() })

beforeAll(async () => {
  cart = await startCart(scenario, ['--hands', 'operator'])
  mux = new Usbmux({ address: parseMuxAddress(cart.address), logger: silentLogger })
  devices = (await mux.listDevices()).toSorted((a, b) => a.deviceId - b.deviceId)
})
afterAll(() => cart.stop())

const pair = (device: AttachedDevice, more: Partial<PairOptions> = {}) =>
  ensurePaired({
    mux,
    device,
    host,
    onState: () => {},
    signal: AbortSignal.timeout(30_000),
    clock: { now: systemClock.now, sleep: (_ms, signal) => systemClock.sleep(20, signal) },
    logger: silentLogger,
    ...more,
  })

const facts = (device: AttachedDevice, record: PairRecord | null) =>
  readFacts({ mux, device, record, logger: silentLogger })

const profile = (identifier: string): Buffer =>
  writePlist({
    PayloadType: 'Configuration',
    PayloadIdentifier: identifier,
    PayloadUUID: randomUuid(),
    PayloadVersion: 1,
    PayloadDisplayName: 'A profile',
    PayloadContent: [
      {
        PayloadType: 'com.apple.wifi.managed',
        PayloadIdentifier: `${identifier}.wifi`,
        PayloadUUID: randomUuid(),
        PayloadVersion: 1,
        SSID_STR: 'Slipway Practice',
        EncryptionType: 'WPA',
        Password: 'practice-wifi',
        HIDDEN_NETWORK: false,
        AutoJoin: true,
      },
    ],
  })

/** Watches the cables from now on; `next` waits for the first change that fits. */
function changes(): { next: (fits: (change: DeviceChange) => boolean) => Promise<DeviceChange>; stop: () => void } {
  const abort = new AbortController()
  const iterator = watchDevices({ mux, logger: silentLogger, clock: systemClock, signal: abort.signal })
  return {
    stop: () => abort.abort(),
    next: async (fits) => {
      for (;;) {
        const { value, done } = await iterator.next()
        if (done === true) throw new Error('nothing is watched any more')
        if (fits(value)) return value
      }
    },
  }
}

describe('the device client and the practice cart', () => {
  it('lists every device and reads what strangers may know', async () => {
    expect(devices).toHaveLength(scenario.devices.length)
    const [device] = devices
    expect(await facts(device!, null)).toMatchObject({
      udid: device!.udid,
      productType: 'iPhone14,7',
      deviceClass: 'iPhone',
      serial: null,
      supervised: null,
      practiceWorld: cart.worldId,
    })
  })

  it('pairs a device at Hello without a tap, reads all its facts, and uses the record again', async () => {
    const [device] = devices
    const states: PairingState[] = []
    const first = await pair(device!, { onState: (state) => states.push(state) })
    expect([first.paired, states]).toEqual([true, []])
    expect(await pair(device!)).toEqual({ record: first.record, paired: false })
    expect(await facts(device!, first.record)).toMatchObject({
      serial: expect.stringMatching(/^TEST/),
      activationState: 'Activated',
      setupDone: false,
      cloudConfigured: false,
      supervised: false,
      findMy: false,
      batteryPercent: 80,
    })
  })

  it('waits at the Trust dialog of a device in use until somebody taps, and then names it', async () => {
    const device = devices[1]!
    const { record } = await pair(device, {
      onState: (state) => {
        expect(state).toBe('waitingForTrust')
        void cart.control('POST', `/devices/${device.udid}/answer`, { kind: 'trust', answer: 'accept' })
      },
    })
    await withSession(mux, device, record, async (lockdown) => {
      await lockdown.setValue({ key: 'DeviceName' }, 'Étage 3, n° 7')
    })
    const after = await facts(device, record)
    expect(after).toMatchObject({ name: 'Étage 3, n° 7', setupDone: true, cloudConfigured: true, supervised: false })
  })

  it('takes “Don’t Trust” for an answer', async () => {
    const device = devices[1]!
    await mux.deletePairRecord(device.udid)
    const refused = pair(device, {
      host: createHostIdentity({ hostId: randomUuid() }),
      onState: () => void cart.control('POST', `/devices/${device.udid}/answer`, { kind: 'trust', answer: 'refuse' }),
    })
    await expect(refused).rejects.toMatchObject({ code: 'apple.lockdown.userDeniedPairing' })
    expect(await mux.readPairRecord(device.udid)).toBeNull()
  })

  it('says that a locked device must be unlocked, and goes on when it is', async () => {
    const device = devices[2]!
    const states: PairingState[] = []
    const { paired } = await pair(device, {
      onState: (state) => {
        states.push(state)
        const path = `/devices/${device.udid}`
        if (state === 'locked') void cart.control('POST', `${path}/state`, { locked: false })
        else void cart.control('POST', `${path}/answer`, { kind: 'trust', answer: 'accept' })
      },
    })
    expect(paired).toBe(true)
    expect(states).toEqual(['locked', 'waitingForTrust'])
  })

  it('is told that an unactivated device takes no configuration', async () => {
    const device = devices[3]!
    const { record } = await pair(device)
    expect(await activationState({ mux, device, record })).toBe('Unactivated')
    const service = await openMcInstall(mux, device, record)
    const configuration = buildCloudConfiguration({
      supervision: null,
      allowPairing: true,
      skipSetup: [],
      configurationUrl: null,
      anchorCertificatesDer: [],
    })
    await expect(setCloudConfiguration(service, configuration)).rejects.toMatchObject({
      code: 'apple.mcinstall.notActivated',
    })
    service.close()
  })

  it('installs and removes a profile during Setup Assistant', async () => {
    const device = devices[4]!
    const { record } = await pair(device)
    const service = await openMcInstall(mux, device, record)
    await flush(service)
    await hello(service)
    await installProfile(service, profile('org.example.one'))
    expect(await getProfileList(service)).toMatchObject([{ identifier: 'org.example.one', displayName: 'A profile' }])
    await removeProfile(service, 'org.example.one')
    expect(await getProfileList(service)).toEqual([])
    service.close()
  })

  it('supervises and reads back by meaning; a second configuration is refused; the identity escalates', async () => {
    const [device] = devices
    const identity = await identityMade
    const { record } = await pair(device!)
    const service = await openMcInstall(mux, device!, record)
    const configuration = buildCloudConfiguration({
      supervision: {
        organization: { name: organization },
        magic: randomUuid(),
        certificatesDer: [identity.certificateDer],
      },
      allowPairing: true,
      skipSetup: ['Siri', 'AppleID', 'Location'],
      configurationUrl: 'https://enroll.example/dep',
      anchorCertificatesDer: [],
    })
    await setCloudConfiguration(service, configuration)
    expect(compareCloudConfiguration(configuration, await getCloudConfiguration(service))).toEqual([])
    await expect(setCloudConfiguration(service, configuration)).rejects.toMatchObject({
      code: 'apple.mcinstall.alreadyConfigured',
    })
    await escalate(service, identity, { clock: systemClock })
    await installProfileSilent(service, profile('org.example.silent'))
    expect((await getProfileList(service)).map((entry) => entry.identifier)).toContain('org.example.silent')
    service.close()
    expect(await facts(device!, record)).toMatchObject({
      supervised: true,
      organizationName: organization,
      cloudConfigured: true,
    })
  })

  it('is refused the escalation by a stranger’s identity', async () => {
    const [device] = devices
    const { record } = await pair(device!)
    const stranger = await createSupervisionIdentity({ organizationName: organization, now: new Date() })
    const service = await openMcInstall(mux, device!, record)
    await expect(escalate(service, stranger, { clock: systemClock })).rejects.toMatchObject({
      code: 'apple.mcinstall.certificateRejected',
    })
    service.close()
  })

  it('erases with a warrant, sees the device leave and come back as a new one, and pairs again by itself', async () => {
    const [device] = devices
    const { record } = await pair(device!)
    const watching = changes()
    await watching.next((change) => change.kind === 'attached' && change.device.udid === device!.udid)
    const service = await openMcInstall(mux, device!, record)
    await eraseDevice(service, createEraseWarrant(device!.udid), {
      preserveDataPlan: true,
      disallowProximitySetup: true,
    })
    service.close()
    await watching.next((change) => change.kind === 'detached' && change.udid === device!.udid)
    const back = await watching.next((change) => change.kind === 'attached' && change.device.udid === device!.udid)
    watching.stop()
    if (back.kind !== 'attached') throw new Error('it did not come back')
    expect(back.device.deviceId).toBeGreaterThan(device!.deviceId)
    await expect(openSession(mux, device!, record)).rejects.toMatchObject({ code: 'apple.deviceGone' })
    await expect(openSession(mux, back.device, record)).rejects.toMatchObject({ code: 'apple.lockdown.invalidHostID' })
    const again = await pair(back.device)
    expect(again.paired).toBe(true)
    expect(await facts(back.device, again.record)).toMatchObject({
      activationState: 'Unactivated',
      cloudConfigured: false,
    })
  })

  it('loses its pairing when pairing is forbidden, and only the supervision identity gets back in', async () => {
    const device = devices[4]!
    const identity = await identityMade
    const { record } = await pair(device)
    const service = await openMcInstall(mux, device, record)
    await setCloudConfiguration(
      service,
      buildCloudConfiguration({
        supervision: {
          organization: { name: organization },
          magic: randomUuid(),
          certificatesDer: [identity.certificateDer],
        },
        allowPairing: false,
        skipSetup: [],
        configurationUrl: null,
        anchorCertificatesDer: [],
      }),
    )
    service.close()
    await expect(pair(device)).rejects.toMatchObject({ code: 'apple.lockdown.mcProtected' })
    const states: PairingState[] = []
    const again = await pair(device, { supervisor: identity, onState: (state) => states.push(state) })
    expect([again.paired, states]).toEqual([true, []])
    expect(await facts(device, again.record)).toMatchObject({ supervised: true })
  })

  it('notices a pulled cable in the middle of a conversation', async () => {
    const device = devices[3]!
    const { record } = await pair(device)
    const lockdown = await openSession(mux, device, record)
    await cart.control('POST', `/devices/${device.udid}/unplug`, {})
    await expect(lockdown.getValue({ key: 'DeviceName' })).rejects.toMatchObject({ code: 'stream.closed' })
    await expect(openSession(mux, device, record)).rejects.toMatchObject({ code: 'apple.deviceGone' })
  })
})
