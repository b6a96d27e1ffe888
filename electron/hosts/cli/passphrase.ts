import { readFileSync } from 'node:fs'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'

/** Secrets come by file or environment: a process list shows flags. */
export const offlinePassphraseVariable = 'SLIPWAY_OFFLINE_PASSPHRASE'

/** @throws AppError `app.usage`, `app.fileUnreadable` */
export function readPassphrase(file: string | undefined, env: NodeJS.ProcessEnv, { t }: Translator): string {
  if (file !== undefined) return firstLine(file)
  const given = env[offlinePassphraseVariable]
  if (given !== undefined && given !== '') return given
  throw new AppError('app.usage', { detail: t('cli:outbox.needPassphrase', { variable: offlinePassphraseVariable }) })
}

function firstLine(path: string): string {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new AppError('app.fileUnreadable', { path, reason }, { cause: error })
  }
}
