import { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { isLanguage, pickLanguage } from '../../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { readVersion } from '../read-version.ts'
import { partsFor } from './commands.ts'
import { fail } from './fail.ts'
import { takeLanguage } from '../take-language.ts'

const verbose = process.argv.includes('--verbose')
const { language: asked, rest } = takeLanguage(process.argv)
const translator = createTranslator(
  pickLanguage([asked, process.env['LC_ALL'], process.env['LC_MESSAGES'], process.env['LANG']]),
)
const version = readVersion()

const program = new Command('slipway')
  .description(translator.t('cli:about'))
  .version(version)
  .option('--verbose', translator.t('cli:option.verbose'))
  .option('--lang <language>', translator.t('cli:option.lang'))

const host = { version, translator, verbose }

try {
  if (asked !== undefined && !isLanguage(asked))
    throw new AppError('app.usage', { detail: translator.t('local:languageUnknown', { language: asked }) })
  for (const { load } of partsFor(rest.slice(2))) (await load())(program, host)
  await program.parseAsync(rest)
} catch (error) {
  fail(error, translator, verbose)
}
