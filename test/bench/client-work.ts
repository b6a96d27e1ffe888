import { buildCloudConfiguration, compareCloudConfiguration } from '../../electron/apple/cloud-configuration.ts'
import { openSession, requirePairRecord, withSession } from '../../electron/apple/device-link.ts'
import { readFacts } from '../../electron/apple/facts.ts'
import type { HostIdentity } from '../../electron/apple/host-identity.ts'
import { setLanguage } from '../../electron/apple/language.ts'
import { pairDevice } from '../../electron/apple/pairing.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'
import { PlistReal, isPlistDict } from '../../electron/apple/plist/value.ts'
import type { PlistInputDict } from '../../electron/apple/plist/write.ts'
import { Afc } from '../../electron/apple/services/afc.ts'
import {
  flush,
  getCloudConfiguration,
  hello,
  installProfile,
  openMcInstall,
  setCloudConfiguration,
} from '../../electron/apple/services/mcinstall.ts'
import { activationState } from '../../electron/apple/services/mobileactivation.ts'
import type { AttachedDevice, Usbmux } from '../../electron/apple/usbmux.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { twentyFacts } from './twenty-facts.ts'

export type WorkKind = 'pair' | 'facts' | 'identify' | 'supervise' | 'prepare'

export type ClientTask = {
  readonly kind: WorkKind
  readonly address: string
  /** Devices at a time. */
  readonly width: number
  /** The supervision certificate, DER as base64, and the profile that `prepare` installs. */
  readonly certificate: string
  readonly profile: string
}

type Work = {
  readonly mux: Usbmux
  readonly host: HostIdentity
  readonly device: AttachedDevice
  readonly task: ClientTask
}

export const kinds: Readonly<Record<WorkKind, (work: Work) => Promise<void>>> = {
  pair,
  facts: readTwentyFacts,
  identify,
  supervise,
  prepare,
}

async function pair({ mux, device, host }: Work): Promise<void> {
  const signal = AbortSignal.timeout(120_000)
  await pairDevice({ mux, device, host, signal, onState: () => {}, clock: systemClock, logger: silentLogger })
}

/** What `ideviceinfo` and `ios info` do: one session, everything lockdownd tells. */
async function readTwentyFacts({ mux, device }: Work): Promise<void> {
  const lockdown = await openSession(mux, device, await requirePairRecord(mux, device.udid))
  const values = await lockdown.getValue()
  lockdown.close()
  const known = isPlistDict(values) ? Object.keys(values) : []
  const missing = twentyFacts.filter((name) => !known.includes(name))
  if (missing.length > 0) throw new Error(`${device.udid} did not tell ${missing.join(', ')}`)
}

/** What Slipway asks every device that it stages: the same, four more domains, and supervision from MCInstall. */
async function identify({ mux, device }: Work): Promise<void> {
  const record = await requirePairRecord(mux, device.udid)
  const facts = await readFacts({ mux, device, record, logger: silentLogger })
  const known = Object.values(facts).filter((fact) => fact !== null)
  if (known.length < 20 || facts.supervised === null) throw new Error(`${device.udid} told ${known.length} facts`)
}

/** Supervision and cloud configuration, then a second connection that reads it back, as the steps do it. */
async function supervise({ mux, device, task }: Work): Promise<void> {
  const record = await requirePairRecord(mux, device.udid)
  const wanted = wantedConfiguration(task)
  const service = await openMcInstall(mux, device, record)
  await setCloudConfiguration(service, wanted)
  service.close()
  await readBack({ mux, device, record, wanted })
}

/**
 * Everything `ios prepare` does and in its order: activation asked for, configuration, a profile of the same size,
 * language and locale, the clock, the file that keeps iTunes quiet; then read back on a connection of its own.
 */
async function prepare({ mux, device, task }: Work): Promise<void> {
  const record = await requirePairRecord(mux, device.udid)
  const wanted = wantedConfiguration(task)
  const state = await activationState({ mux, device, record })
  if (state === 'Unactivated') throw new Error(`${device.udid} is not activated`)
  const service = await openMcInstall(mux, device, record)
  await flush(service)
  await getCloudConfiguration(service)
  await hello(service)
  await setCloudConfiguration(service, wanted)
  await getCloudConfiguration(service)
  await installProfile(service, Buffer.from(task.profile))
  service.close()
  await setLanguage({ mux, device, record, language: 'en', locale: 'en_US', logger: silentLogger })
  const now = new PlistReal(Date.now() / 1000)
  await withSession(mux, device, record, (lockdown) => lockdown.setValue({ key: 'TimeIntervalSince1970' }, now))
  const afc = await Afc.open(mux, device, record)
  await afc.removeAll('iTunes_Control/iTunes/SkipSetup')
  await afc.makeDirectory('iTunes_Control/iTunes')
  await afc.writeFile('iTunes_Control/iTunes/SkipSetup', Buffer.alloc(0))
  afc.close()
  await readBack({ mux, device, record, wanted })
}

type ReadBack = Pick<Work, 'mux' | 'device'> & { readonly record: PairRecord; readonly wanted: PlistInputDict }

async function readBack({ mux, device, record, wanted }: ReadBack): Promise<void> {
  const service = await openMcInstall(mux, device, record)
  const [difference] = compareCloudConfiguration(wanted, await getCloudConfiguration(service))
  service.close()
  if (difference !== undefined) throw new Error(`${device.udid} stored another ${difference.key}`)
}

function wantedConfiguration({ certificate }: ClientTask): PlistInputDict {
  return buildCloudConfiguration({
    supervision: {
      organization: { name: 'Bench' },
      magic: '6A0E5A0C-4B3B-4C86-8E57-0C3E6F1D2B90',
      certificatesDer: [Buffer.from(certificate, 'base64')],
    },
    allowPairing: true,
    skipSetup: ['AppleID', 'Siri', 'Diagnostics', 'Location'],
    configurationUrl: null,
    anchorCertificatesDer: [],
  })
}
