import type { Command } from 'commander'
import type { IdentifierResult } from '../../../src-shared/intune/corporate-identifier.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { ask, listText, say, typedCount } from './intune-words.ts'
import { readBase64 } from './read-file.ts'
import { withApp } from './with-app.ts'

type ImportFlags = AccountFlags & { readonly overwrite?: boolean; readonly dryRun?: boolean }

/** `slipway intune identifiers list | import | delete`. */
export function addIntuneIdentifiers(intune: Command, host: CliHost): void {
  const { t } = host.translator
  const identifiers = intune.command('identifiers').description(t('intune:identifiersAbout'))
  accountOptions(identifiers.command('list').description(t('intune:identifierListAbout')), host)
    .option('--search <text>', t('intune:option.search'))
    .action((flags: AccountFlags & { readonly search?: string }) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.identifiers']({ search: flags.search ?? null }),
        ({ identifiers: found }) =>
          listText(
            [
              t('intune:column.identifier'),
              t('intune:column.kind'),
              t('intune:column.state'),
              t('intune:column.details'),
            ],
            found.map(({ identifier, kind, state, details }) => [identifier, kind, state, details]),
            t('intune:noIdentifiers'),
          ),
      ),
    )
  accountOptions(identifiers.command('import <file>').description(t('intune:identifierImportAbout')), host)
    .option('--overwrite', t('intune:option.overwrite'))
    .option('--dry-run', t('intune:option.dryRun'))
    .action((file: string, flags: ImportFlags) =>
      withApp(flags, host, async (app) => {
        const { rows } = await app.handlers['intune.importIdentifiers']({
          source: { kind: 'file', file: await readBase64(file) },
          overwrite: flags.overwrite === true,
          dryRun: flags.dryRun === true,
        })
        say(flags, { rows }, () => resultsText(rows, flags.dryRun === true, host))
        process.exitCode = rows.some(({ outcome }) => outcome === 'invalid' || outcome === 'refused') ? 1 : 0
      }),
    )
  accountOptions(identifiers.command('delete <identifiers...>').description(t('intune:identifierDeleteAbout')), host)
    .option('--confirm <n>', t('intune:option.confirm'))
    .action((named: string[], flags: AccountFlags & { readonly confirm?: string }) =>
      withApp(flags, host, async (app) => {
        const count = await typedCount(flags.confirm, named, host)
        const { rows } = await app.handlers['intune.deleteIdentifiers']({ identifiers: named, typedCount: count })
        say(flags, { rows }, () =>
          listText(
            [t('intune:column.identifier'), t('intune:column.outcome')],
            rows.map(({ identifier, deleted }) => [identifier, t(`intune:deleted.${deleted ? 'deleted' : 'unknown'}`)]),
            '',
          ),
        )
        process.exitCode = rows.every(({ deleted }) => deleted) ? 0 : 1
      }),
    )
}

function resultsText(rows: readonly IdentifierResult[], dryRun: boolean, { translator: { t } }: CliHost): string {
  const words = ({ outcome }: IdentifierResult): string =>
    dryRun && outcome === 'imported' ? t('intune:preview.update') : t(`intune:identified.${outcome}`)
  return listText(
    [t('intune:column.line'), t('intune:column.identifier'), t('intune:column.kind'), t('intune:column.outcome')],
    rows.map((row) => [String(row.line), row.identifier, row.kind ?? '–', words(row)]),
    '',
  )
}
