import type { Translator } from '../../../src-shared/i18n/translator.ts'

/** What every command of the command line is given. */
export type CliHost = { readonly version: string; readonly translator: Translator; readonly verbose: boolean }
