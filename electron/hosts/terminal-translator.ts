import { pickLanguage } from '../../src-shared/i18n/languages.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import { takeLanguage } from './take-language.ts'

/** Texts in the language that was asked for, else that of this computer's terminal. */
export function terminalTranslator(env: NodeJS.ProcessEnv, args: readonly string[]): Translator {
  const { language } = takeLanguage(args)
  return createTranslator(pickLanguage([language, env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]))
}
