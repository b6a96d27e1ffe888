import type { Command } from 'commander'
import type { Protection, ProtectionChange } from '../../../src-shared/protection.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & {
  readonly json?: boolean
  readonly never?: readonly string[]
  readonly remove?: readonly string[]
  readonly allow?: readonly string[]
  readonly disallow?: readonly string[]
  readonly onlyListed?: boolean
  readonly anyDevice?: boolean
}

/** `slipway protect`: shows the lists, or changes them. */
export function addProtectCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  connectionOptions(program.command('protect').description(t('protect:about')), host)
    .option('--never <serials...>', t('protect:never'))
    .option('--remove <serials...>', t('protect:remove'))
    .option('--allow <serials...>', t('protect:allow'))
    .option('--disallow <serials...>', t('protect:disallow'))
    .option('--only-listed', t('protect:onlyListed'))
    .option('--any-device', t('protect:anyDevice'))
    .action((flags: Flags) =>
      withApp(flags, host, async (app) => {
        const change = changeIn(flags)
        const lists =
          Object.keys(change).length === 0
            ? await app.handlers['protection.get']({})
            : await app.handlers['protection.change'](change)
        process.stdout.write(flags.json === true ? `${JSON.stringify(lists, null, 2)}\n` : wordsOf(lists, host))
      }),
    )
}

function changeIn({ never, remove, allow, disallow, onlyListed, anyDevice }: Flags): ProtectionChange {
  return {
    ...(never !== undefined && { protect: [...never] }),
    ...(remove !== undefined && { unprotect: [...remove] }),
    ...(allow !== undefined && { allow: [...allow] }),
    ...(disallow !== undefined && { disallow: [...disallow] }),
    ...(anyDevice === true && { onlyListed: false }),
    ...(onlyListed === true && { onlyListed: true }),
  }
}

function wordsOf({ onlyListed, allowed, never }: Protection, { translator: { t } }: CliHost): string {
  const list = (head: string, serials: readonly string[]): string[] => [head, ...serials.map((one) => `  ${one}`)]
  return [
    onlyListed ? t('protect:shown.onlyListed', { count: allowed.length }) : t('protect:shown.anyDevice'),
    ...(allowed.length === 0 ? [] : list(t('protect:shown.allowed', { count: allowed.length }), allowed)),
    ...(never.length === 0
      ? [t('protect:shown.neverNone')]
      : list(t('protect:shown.never', { count: never.length }), never)),
    '',
  ].join('\n')
}
