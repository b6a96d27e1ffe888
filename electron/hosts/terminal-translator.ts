import { pickLanguage } from '../../src-shared/i18n/languages.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'

/** Texts in the language of this computer's terminal. */
export function terminalTranslator(env: NodeJS.ProcessEnv): Translator {
  return createTranslator(pickLanguage([env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]))
}
