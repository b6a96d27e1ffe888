import type { ConfiguratorCheck } from '../../../src-shared/configurator-view.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { ConfiguratorWarrant, ConsentVerb } from '../configurator-warrant.ts'
import { erase } from '../verbs/erase.ts'
import { readInstalledProfiles, readProperties } from '../verbs/get.ts'
import type { DeviceProperties } from '../verbs/get.ts'
import { listDevices } from '../verbs/list.ts'
import { pair, unpair } from '../verbs/pairing.ts'
import { prepareManually } from '../verbs/prepare.ts'
import { installProfile } from '../verbs/profiles.ts'
import { rename } from '../verbs/rename.ts'
import { readCfgutilVersion } from '../verbs/version.ts'
import { Declined, Refuted } from './bench.ts'
import type { ProveBench } from './bench.ts'

type Check = (bench: ProveBench) => Promise<void>

/** How long a device may be away after an erase, and how often it is looked for meanwhile. */
const returnWithinMs = 15 * 60_000
const lookEveryMs = 3_000

/** No device has this ECID: its upper half would be needed by none that was made. */
const nobody = '0x1'

const name = 'Slipway prove'

/** What is believed of cfgutil, each to be seen once; in the order of `configuratorChecks`. */
export const checks: Readonly<Record<ConfiguratorCheck, Check>> = {
  version: async ({ cfgutil, signal }) => {
    if ((await readCfgutilVersion(cfgutil, signal)) === null) throw new Refuted('version: no number')
  },
  listed: async ({ cfgutil, ecid, signal }) => {
    const device = (await listDevices(cfgutil, signal)).find((one) => one.ecid === ecid)
    if (device?.udid == null) throw new Refuted(`list: ${device === undefined ? 'not listed' : 'no UDID'}`)
  },
  stranger: async ({ cfgutil, signal }) => {
    const said = await refusalOf(() => readProperties(cfgutil, nobody, signal))
    if (said === null) throw new Refuted('get of an ECID that is not there: succeeded')
  },
  pair: ({ cfgutil, ecid, signal }) => pair(cfgutil, ecid, false, signal),
  read: async ({ cfgutil, ecid, signal }) => {
    const { serialNumber, isPaired, bootedState } = await readProperties(cfgutil, ecid, signal)
    if (serialNumber === null || isPaired !== true || bootedState !== 'Booted') {
      throw new Refuted(`serialNumber ${typeof serialNumber}, isPaired ${isPaired}, bootedState ${bootedState}`)
    }
  },
  rename: async (bench) => {
    await rename(bench.cfgutil, bench.ecid, name, bench.signal)
    const { name: seen } = await readProperties(bench.cfgutil, bench.ecid, bench.signal)
    if (seen !== name) throw new Refuted('rename: another name afterwards')
  },
  erase: async (bench) => {
    await erase(bench.cfgutil, await askFor(bench, 'erase'), { eraseEsim: false }, bench.signal)
    await untilErased(bench)
  },
  pairAgain: ({ cfgutil, ecid, signal }) => pair(cfgutil, ecid, false, signal),
  prepare: async (bench) => prepare(bench, await askFor(bench, 'prepare')),
  supervised: async ({ cfgutil, ecid, organization, signal }) => {
    const { isSupervised, organizationName } = await readProperties(cfgutil, ecid, signal)
    if (isSupervised !== true) throw new Refuted(`isSupervised ${isSupervised}`)
    if (organizationName !== null && organizationName !== organization.name)
      throw new Refuted('another organizationName')
  },
  alreadyPrepared: async (bench) => {
    const said = await refusalOf(async () => prepare(bench, await askFor(bench, 'prepare')))
    if (said?.code !== 'configurator.alreadyPrepared') throw new Refuted(`second prepare: ${wordsOf(said)}`)
  },
  silentProfile: async ({ cfgutil, ecid, temporary, profile, signal }) => {
    const device = { ecid, asSupervisor: true, temporary }
    const outcome = await installProfile(cfgutil, device, profile.bytes, signal)
    const installed = await readInstalledProfiles(cfgutil, ecid, signal)
    if (outcome !== 'installed' || !installed.some(({ identifier }) => identifier === profile.identifier)) {
      throw new Refuted(`install-profile: ${outcome}, ${installed.length} in configurationProfiles`)
    }
  },
  supervisorPairing: async ({ cfgutil, ecid, signal }) => {
    await unpair(cfgutil, ecid, signal)
    await pair(cfgutil, ecid, true, signal)
    const { isPaired } = await readProperties(cfgutil, ecid, signal)
    if (isPaired !== true) throw new Refuted(`isPaired ${isPaired}`)
  },
}

function prepare(bench: ProveBench, warrant: ConfiguratorWarrant): Promise<void> {
  const { cfgutil, organization, temporary, signal } = bench
  const preparation = {
    organizationName: organization.name,
    hostCertificateDer: organization.keys.certificateDer,
    allowPairing: true,
    language: null,
    locale: null,
    skip: [],
    temporary,
  } as const
  return prepareManually(cfgutil, warrant, preparation, signal)
}

/** What a person types is asked for anew for each act, and judged by the guard. */
async function askFor(
  { cfgutil, ecid, person, redeem, signal }: ProveBench,
  verb: ConsentVerb,
): Promise<ConfiguratorWarrant> {
  const { UDID, serialNumber } = await readProperties(cfgutil, ecid, signal)
  if (UDID === null || serialNumber === null) throw new AppError('prove.serialUnknown')
  const typed = await person.consent(serialNumber, verb)
  if (typed === null) throw new Declined()
  try {
    return redeem({ udid: UDID, serial: serialNumber, ecid }, verb, typed)
  } catch (error) {
    // Something else was typed: that says nothing about cfgutil.
    throw error instanceof AppError ? new Declined() : error
  }
}

/** Back on the cable, and a stranger to this Mac. */
async function untilErased({ cfgutil, ecid, clock, signal }: ProveBench): Promise<void> {
  const until = clock.now() + returnWithinMs
  for (;;) {
    const seen = await seenNow(() => readProperties(cfgutil, ecid, signal))
    if (seen?.bootedState === 'Booted' && seen.isPaired === false) return
    if (clock.now() > until) throw new AppError('prove.notBack', { minutes: returnWithinMs / 60_000 })
    await clock.sleep(lookEveryMs, signal)
  }
}

async function seenNow(read: () => Promise<DeviceProperties>): Promise<DeviceProperties | null> {
  try {
    return await read()
  } catch (error) {
    // Away, starting, or asked too early: all pass.
    if (error instanceof AppError && error.code !== 'configurator.stopped') return null
    throw error
  }
}

async function refusalOf(act: () => Promise<unknown>): Promise<AppError | null> {
  try {
    await act()
    return null
  } catch (error) {
    if (error instanceof AppError && error.code !== 'configurator.stopped') return error
    throw error
  }
}

function wordsOf(error: AppError | null): string {
  if (error === null) return 'succeeded'
  const { domain, code } = error.details
  return typeof domain === 'string' ? `${domain} ${String(code)}` : error.code
}
