import { createRemovalWarrant } from '../../electron/apple/services/removal-warrant.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCloudConfiguration, compareCloudConfiguration } from '../../electron/apple/cloud-configuration.ts'
import { openSession } from '../../electron/apple/device-link.ts'
import type { PairingState } from '../../electron/apple/pairing.ts'
import { createEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import {
  eraseDevice,
  flush,
  getCloudConfiguration,
  installProfile,
  installProfileSilent,
  openMcInstall,
  removeProfile,
  setCloudConfiguration,
} from '../../electron/apple/services/mcinstall.ts'
import { escalate } from '../../electron/apple/services/mcinstall-escalation.ts'
import { getProfileList } from '../../electron/apple/services/mcinstall-profiles.ts'
import { activationState } from '../../electron/apple/services/mobileactivation.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { openBench, wifiProfile } from './device-bench.ts'
import type { Bench } from './device-bench.ts'

let bench: Bench
const organization = 'Clinique Écho'
const identityMade = createSupervisionIdentity({ organizationName: organization, now: new Date() })

beforeAll(async () => {
  bench = await openBench({ devices: [{ state: 'activated' }, { state: 'fresh' }, { state: 'activated' }] })
})
afterAll(() => bench.cart.stop())

describe('configuring a practice device by cable', () => {
  it('is told that an unactivated device takes no configuration', async () => {
    const { mux, devices, pair } = bench
    const device = devices[1]!
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
    const { mux, devices, pair } = bench
    const device = devices[2]!
    const { record } = await pair(device)
    const service = await openMcInstall(mux, device, record)
    await flush(service)
    await installProfile(service, wifiProfile('org.example.one'))
    expect(await getProfileList(service)).toMatchObject([{ identifier: 'org.example.one', displayName: 'A profile' }])
    await removeProfile(service, createRemovalWarrant(device.udid, 'org.example.one'), device.udid)
    expect(await getProfileList(service)).toEqual([])
    service.close()
  })

  it('supervises and reads back by meaning; a second configuration is refused; the identity escalates', async () => {
    const { mux, devices, pair, facts } = bench
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
    await installProfileSilent(service, wifiProfile('org.example.silent'))
    expect((await getProfileList(service)).map((entry) => entry.identifier)).toContain('org.example.silent')
    service.close()
    expect(await facts(device!, record)).toMatchObject({
      supervised: true,
      organizationName: organization,
      cloudConfigured: true,
    })
  })

  it('is refused the escalation by a stranger’s identity', async () => {
    const { mux, devices, pair } = bench
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
    const { mux, devices, pair, facts } = bench
    const [device] = devices
    const { record } = await pair(device!)
    const watching = bench.watch()
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
    const { mux, devices, pair, facts } = bench
    const device = devices[2]!
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
})
