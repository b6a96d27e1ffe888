import { join } from 'node:path'
import type { Flag } from '../arguments.ts'
import type { Cfgutil } from '../cfgutil.ts'
import { useConfiguratorWarrant } from '../configurator-warrant.ts'
import type { ConfiguratorWarrant } from '../configurator-warrant.ts'
import type { SkipFlag } from '../flags.ts'
import { withPrivateFolder, writePrivate } from '../identity-files.ts'

/** It waits for the device, fetches an activation record and activates. */
const limits = { timeoutMs: 15 * 60_000 }

type Place = { readonly language: string | null; readonly locale: string | null }

/** `automated`: as Apple Business Manager and the MDM say (`--dep`). */
export type AutomatedPreparation = Place & {
  readonly skip: readonly Extract<SkipFlag, '--skip-language' | '--skip-region'>[]
}

/** `manual`: supervised by an organization of ours. No enrollment address can be given: no such flag has been seen. */
export type ManualPreparation = Place & {
  readonly organizationName: string
  readonly hostCertificateDer: Uint8Array
  readonly allowPairing: boolean
  readonly skip: readonly SkipFlag[]
}

/**
 * Sends an erased device into automated enrollment.
 * @throws AppError `configurator.noWarrant`; `configurator.alreadyPrepared` (it must be erased first); as `Cfgutil.onDevice`
 */
export async function prepareAutomated(
  cfgutil: Cfgutil,
  warrant: ConfiguratorWarrant,
  preparation: AutomatedPreparation,
  signal: AbortSignal,
): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'prepare')
  const flags: readonly Flag[] = [
    ['--dep'],
    ...placeFlags(preparation),
    ...preparation.skip.map((one) => [one] as const),
  ]
  await cfgutil.onDevice({ verb: 'prepare', ecid, limits, flags }, signal)
}

/** Supervises an erased device. @throws AppError as `prepareAutomated` */
export async function prepareManually(
  cfgutil: Cfgutil,
  warrant: ConfiguratorWarrant,
  preparation: ManualPreparation & { readonly temporary: string },
  signal: AbortSignal,
): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'prepare')
  const { organizationName, hostCertificateDer, allowPairing, skip, temporary } = preparation
  await withPrivateFolder(temporary, async (folder) => {
    const certificate = join(folder, 'host.der')
    writePrivate(certificate, hostCertificateDer)
    const flags: readonly Flag[] = [
      ['--supervised'],
      ['--name', organizationName],
      ['--host-cert', certificate],
      ...(allowPairing ? [] : [['--forbid-pairing'] as const]),
      ...placeFlags(preparation),
      ...skip.map((one) => [one] as const),
    ]
    await cfgutil.onDevice({ verb: 'prepare', ecid, limits, flags, asSupervisor: true }, signal)
  })
}

function placeFlags({ language, locale }: Place): readonly Flag[] {
  return [
    ...(language === null ? [] : [['--language', language] as const]),
    ...(locale === null ? [] : [['--locale', locale] as const]),
  ]
}
