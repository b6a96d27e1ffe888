import { tmpdir } from 'node:os'
import { judgeVerification } from '../src-shared/configurator-view.ts'
import type { ConfiguratorReport, ConfiguratorStatus } from '../src-shared/configurator-view.ts'
import { readEcid } from '../src-shared/ecid.ts'
import type { Ecid } from '../src-shared/ecid.ts'
import { AppError } from '../src-shared/errors.ts'
import type { AppOptions } from './app-options.ts'
import { actOn } from './configurator/acts.ts'
import type { ActBench, ConfiguratorAct } from './configurator/acts.ts'
import { Cfgutil } from './configurator/cfgutil.ts'
import { sweepIdentityFiles } from './configurator/identity-files.ts'
import type { ConfiguratorPerson, RedeemTyped } from './configurator/prove/bench.ts'
import { proveConfigurator } from './configurator/prove/prove-configurator.ts'
import { identifyCfgutil, readVerification, verificationSetting } from './configurator/prove/verification.ts'
import { findCfgutil } from './configurator/tool-path.ts'
import { listDevices } from './configurator/verbs/list.ts'
import type { ListedDevice } from './configurator/verbs/list.ts'
import { readProtection } from './store/protection.ts'
import { Guard } from './engine/guard.ts'
import { redeemConfiguratorTyped } from './engine/guard-configurator.ts'
import { systemClock } from './lib/clock.ts'
import { selfTestCrypto } from './lib/crypto-self-test.ts'
import { pemToDer } from './pki/pem.ts'
import { harmlessIdentifier, harmlessProfile } from './prove/harmless-profile.ts'
import { ensureOrganization } from './start/first-start.ts'
import { openStoreIn } from './start/open-store.ts'
import { openDataDirectory } from './store/data-directory.ts'

export type { ConfiguratorAct } from './configurator/acts.ts'
export type { ConfiguratorPerson } from './configurator/prove/bench.ts'

/** Apple's cfgutil by hand, outside any run. */
export type ConfiguratorBench = {
  readonly status: () => Promise<ConfiguratorStatus>
  /** What cfgutil sees; reads only, so that it does without a verdict. */
  readonly list: () => Promise<readonly ListedDevice[]>
  /** @throws AppError `configurator.noDevice`, `configurator.whichDevice`, `configurator.ecidUnknown` */
  readonly choose: (ecid: string | null) => Promise<Ecid>
  /** Keeps the verdict: from then on this cfgutil counts as verified here, or does not any more. */
  readonly prove: (ecid: Ecid, person: ConfiguratorPerson) => Promise<ConfiguratorReport>
  /**
   * Does something to a device; false when the person declined.
   * @throws AppError `configurator.notVerified`; as `actOn`
   */
  readonly act: (ecid: Ecid, act: ConfiguratorAct, consent: ActBench['consent']) => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * Opens the data directory, whose lock keeps runs away meanwhile, and finds cfgutil.
 * @param named another cfgutil than Apple Configurator's, as a path; the only one that a practice world takes
 * @throws AppError as `findCfgutil`, and as `createApp` for the data directory
 */
export async function createConfiguratorBench(
  options: AppOptions,
  named: string | null,
  signal: AbortSignal,
): Promise<ConfiguratorBench> {
  const path = findCfgutil({ platform: process.platform, mode: options.mode, named })
  await selfTestCrypto()
  const clock = options.clock ?? systemClock
  const temporary = tmpdir()
  sweepIdentityFiles(temporary)
  const directory = openDataDirectory(options.dataDir, options.mode)
  const store = await openStoreIn(directory, options.passphrase).catch((error: unknown) => {
    directory.close()
    throw error
  })
  const plain = new Cfgutil({ path, keys: null, temporary })
  const guard = new Guard()
  guard.protected.set(await readProtection(store))
  const redeem: RedeemTyped = ({ udid, serial, ecid }, verb, typed) =>
    // cfgutil cannot tell whether Find My is on: the person is asked, and Apple refuses what it must.
    redeemConfiguratorTyped(guard, { udid, serial, ecid: BigInt(ecid).toString(), findMy: null }, verb, typed)
  const supervisor = async () => {
    const { name, certificatePem, privateKeyPem } = await ensureOrganization(
      store,
      options.organizationName,
      clock.now(),
    )
    const keys = { certificateDer: pemToDer(certificatePem), privateKeyDer: pemToDer(privateKeyPem) }
    return { organization: { name, keys }, cfgutil: new Cfgutil({ path, keys, temporary }) }
  }
  const status = async (): Promise<ConfiguratorStatus> => {
    const kept = readVerification(await store.setting(verificationSetting))
    return judgeVerification(path, await identifyCfgutil(plain, signal), kept)
  }
  return {
    status,
    list: () => listDevices(plain, signal),
    choose: async (ecid) => chosen(await listDevices(plain, signal), ecid),
    prove: async (ecid, person) => {
      const profile = { identifier: harmlessIdentifier, bytes: harmlessProfile() }
      const bench = { ...(await supervisor()), ecid, person, redeem, temporary, profile, clock, signal }
      const report = await proveConfigurator(bench)
      await keepVerdict(report, (text) => store.putSetting(verificationSetting, text))
      return report
    },
    act: async (ecid, act, consent) => {
      const { verified, cfgutil: identity } = await status()
      if (!verified) throw new AppError('configurator.notVerified', { version: identity.version ?? '?' })
      const { organization, cfgutil } = await supervisor()
      const { certificateDer: hostCertificateDer } = organization.keys
      const hands = {
        cfgutil,
        temporary,
        hostCertificateDer,
        organizationName: organization.name,
        redeem,
        consent,
        signal,
      }
      return actOn(hands, ecid, act)
    },
    close: async () => {
      await store.close()
      directory.close()
    },
  }
}

/** A trial that was declined or stopped says nothing new; one that was refuted takes an earlier verdict back. */
async function keepVerdict(report: ConfiguratorReport, put: (text: string) => Promise<void>): Promise<void> {
  const { passed, checks, cfgutil, madeAt } = report
  if (passed) await put(JSON.stringify({ cfgutil, provedAt: madeAt }))
  else if (checks.some(({ verdict }) => verdict === 'refuted')) await put('')
}

function chosen(devices: readonly ListedDevice[], wanted: string | null): Ecid {
  const ecid = wanted === null ? null : readEcid(wanted)
  if (wanted !== null && ecid === null) throw new AppError('configurator.ecidUnknown')
  const fits = devices.filter((device) => ecid === null || device.ecid === ecid)
  const [first] = fits
  if (first === undefined) throw new AppError('configurator.noDevice')
  if (fits.length > 1) throw new AppError('configurator.whichDevice', { count: fits.length })
  return first.ecid
}
