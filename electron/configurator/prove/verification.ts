import { readFileSync } from 'node:fs'
import { AppError } from '../../../src-shared/errors.ts'
import { configuratorVerification } from '../../../src-shared/configurator-view.ts'
import type { CfgutilIdentity, ConfiguratorVerification } from '../../../src-shared/configurator-view.ts'
import { sha256 } from '../../lib/crypto.ts'
import type { Cfgutil } from '../cfgutil.ts'
import { readCfgutilVersion } from '../verbs/version.ts'

/** Name of the setting that keeps the verdict, as JSON. */
export const verificationSetting = 'configurator.verified'

/** Which cfgutil this is. @throws AppError as `runCfgutil`; `configurator.notFound` when its file cannot be read */
export async function identifyCfgutil(cfgutil: Cfgutil, signal: AbortSignal): Promise<CfgutilIdentity> {
  const version = await readCfgutilVersion(cfgutil, signal)
  return { version, fingerprint: sha256(readTool(cfgutil.path)).toString('hex') }
}

/** The verdict that was kept; null when there is none, or none that can be read. */
export function readVerification(text: string | null): ConfiguratorVerification | null {
  if (text === null) return null
  try {
    return configuratorVerification.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function readTool(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new AppError('configurator.notFound', { places: path }, { cause: error })
  }
}
