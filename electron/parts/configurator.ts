import { tmpdir } from 'node:os'
import type { BackendFacts } from '../../src-shared/capabilities.ts'
import { judgeVerification } from '../../src-shared/configurator-view.ts'
import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { AppOptions } from '../app-options.ts'
import { Cfgutil } from '../configurator/cfgutil.ts'
import { sweepIdentityFiles } from '../configurator/identity-files.ts'
import { identifyCfgutil, readVerification, verificationSetting } from '../configurator/prove/verification.ts'
import { findCfgutil } from '../configurator/tool-path.ts'
import { restore } from '../configurator/verbs/restore.ts'
import { pemToDer } from '../pki/pem.ts'
import type { StepHands } from '../steps/hands.ts'
import type { Records } from './records.ts'

/** Apple's cfgutil within runs, for what only it can do. Off until this very one has passed its trial. */
export type Configurator = {
  readonly facts: () => Promise<BackendFacts>
  readonly restore: StepHands['restore']
}

const lookMs = 30_000

export function makeConfigurator(options: AppOptions, { store, organization }: Records): Configurator {
  const temporary = tmpdir()
  const named = options.cfgutil ?? null
  /** A stand-in that was named for a practice world plays the Mac, too. */
  const platform = options.mode === 'practice' && named !== null ? 'darwin' : process.platform
  const open = (): Cfgutil => {
    const { certificatePem, privateKeyPem } = organization
    const keys = { certificateDer: pemToDer(certificatePem), privateKeyDer: pemToDer(privateKeyPem) }
    return new Cfgutil({
      path: findCfgutil({ platform: process.platform, mode: options.mode, named }),
      keys,
      temporary,
    })
  }
  const isVerified = async (cfgutil: Cfgutil): Promise<boolean> => {
    const kept = readVerification(await store.setting(verificationSetting))
    if (kept === null) return false
    const identity = await identifyCfgutil(cfgutil, AbortSignal.timeout(lookMs))
    return judgeVerification(cfgutil.path, identity, kept).verified
  }
  return {
    facts: async () => {
      if (platform !== 'darwin') return { platform, cfgutilVerified: false }
      try {
        return { platform, cfgutilVerified: await isVerified(open()) }
      } catch (error) {
        options.logger.info({ code: toErrorRecord(error).code }, 'planned without cfgutil')
        return { platform, cfgutilVerified: false }
      }
    },
    restore: async (order, signal) => {
      sweepIdentityFiles(temporary)
      const cfgutil = open()
      if (!(await isVerified(cfgutil))) throw new AppError('configurator.notVerified', { version: '?' })
      signal.throwIfAborted()
      // Whatever stops this process, cfgutil is left to end what it has begun: half a restore is a device in recovery.
      await Promise.race([restore(cfgutil, order(), null, new AbortController().signal), stopped(signal)])
    },
  }
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AppError('app.cancelled')), { once: true })
  })
}
