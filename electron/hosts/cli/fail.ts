import { asAppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'

/** One sentence, what to do, exit code 1; the stack only when asked for. */
export function fail(thrown: unknown, translator: Translator, verbose: boolean): void {
  const error = asAppError(thrown)
  const { sentence, remedy } = translator.error(error)
  console.error(translator.t('cli:error', { sentence }))
  if (remedy !== '') console.error(translator.t('cli:remedy', { remedy }))
  if (verbose) console.error(error.cause instanceof Error ? error.cause.stack : error.stack)
  else if (error.code === 'app.unexpected') console.error(translator.t('cli:verboseHint'))
  process.exitCode = 1
}
