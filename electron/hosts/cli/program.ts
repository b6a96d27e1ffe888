import { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { isLanguage, pickLanguage } from '../../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { readVersion } from '../read-version.ts'
import { fail } from './fail.ts'
import { addAccountCommands } from './account-command.ts'
import { addAdeCommand } from './ade-command.ts'
import { addAutomationCommand } from './automation-command.ts'
import { addRunsCommand } from './runs-command.ts'
import { addBenchCommands } from './bench-commands.ts'
import { addBlueprintCommand } from './blueprint-command.ts'
import { addConfiguratorCommand } from './configurator-command.ts'
import { addDeadlinesCommand } from './deadlines-command.ts'
import { addDeviceCommand } from './device-command.ts'
import { addErrorsCommand } from './errors-command.ts'
import { addIntuneCommand } from './intune-command.ts'
import { addHandoverCommand } from './handover-command.ts'
import { addLedgerCommand } from './ledger-command.ts'
import { addOfflineCommand } from './offline-command.ts'
import { addProtectCommand } from './protect-command.ts'
import { addOutboxCommand } from './outbox-command.ts'
import { addPanesCommand } from './panes-command.ts'
import { addPracticeCommand } from './practice-command.ts'
import { addProveCommands } from './prove-command.ts'
import { addReturnCommand } from './return-command.ts'
import { addShiftCommand } from './shift-command.ts'
import { addStatusCommand } from './status-command.ts'
import { takeLanguage } from './take-language.ts'
import { addTenantCommand } from './tenant-command.ts'
import { addUsbCommand } from './usb-command.ts'

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
addPracticeCommand(program, host)
addBenchCommands(program, host)
addRunsCommand(program, host)
addAutomationCommand(program, host)
addReturnCommand(program, host)
addStatusCommand(program, host)
addShiftCommand(program, host)
addAccountCommands(program, host)
addTenantCommand(program, host)
addAdeCommand(program, host)
addIntuneCommand(program, host)
addUsbCommand(program, host)
addProveCommands(program, host)
addConfiguratorCommand(program, host)
addDeviceCommand(program, host)
addBlueprintCommand(program, host)
addOutboxCommand(program, host)
addOfflineCommand(program, host)
addPanesCommand(program, host)
addErrorsCommand(program, host)
addDeadlinesCommand(program, host)
addHandoverCommand(program, host)
addLedgerCommand(program, host)
addProtectCommand(program, host)

try {
  if (asked !== undefined && !isLanguage(asked))
    throw new AppError('app.usage', { detail: translator.t('local:languageUnknown', { language: asked }) })
  await program.parseAsync(rest)
} catch (error) {
  fail(error, translator, verbose)
}
