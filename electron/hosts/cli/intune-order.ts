import type { Command } from 'commander'
import type { Connection } from '../connection.ts'
import { askLine } from './ask-line.ts'
import type { CliHost } from './cli-host.ts'
import { outboxText } from './outbox-words.ts'
import { printable } from './printable.ts'
import { formatTable } from './table.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean; readonly confirm?: string; readonly eraseEsim?: boolean }

const verbs = { retire: 'retire', wipe: 'wipe', delete: 'deleteRecord' } as const

/**
 * `slipway intune retire | wipe | delete <serial…>`: what does not come back. The records are shown first; then the last
 * four characters of the one serial number are typed, or how many devices are named.
 */
export function addIntuneOrders(intune: Command, host: CliHost): void {
  const { t } = host.translator
  for (const name of ['retire', 'wipe', 'delete'] as const) {
    const command = connectionOptions(intune.command(name).description(t(`returns:order.${name}`)), host)
      .argument('<serials...>', t('returns:serials'))
      .option('--confirm <text>', t('returns:order.typed'))
    if (name === 'wipe') command.option('--erase-esim', t('returns:order.eraseEsim'))
    command.action((serials: string[], flags: Flags) => order(name, serials, flags, host))
  }
}

function order(name: keyof typeof verbs, serials: readonly string[], flags: Flags, host: CliHost): Promise<void> {
  const { t } = host.translator
  return withApp(flags, host, async (app) => {
    const named = [...new Set(serials.map((serial) => serial.trim().toUpperCase()))]
    const { records } = await app.handlers['intune.records']({ serials: named })
    const shown = flags.json === true ? process.stderr : process.stdout
    const header = (['serial', 'name', 'person', 'state'] as const).map((key) => t(`returns:order.column.${key}`))
    const rows = records.map((record) =>
      [record.serial, record.name, record.userPrincipalName, record.managementState].map((cell) =>
        printable(cell === null || cell === '' ? '–' : cell),
      ),
    )
    if (rows.length > 0) shown.write(`${formatTable(header, rows)}\n`)
    const question =
      named.length === 1
        ? t(`returns:order.askOne.${name}`)
        : t(`returns:order.askSeveral.${name}`, { count: named.length })
    const typed = flags.confirm ?? (await askLine(`${question} `)) ?? ''
    const { ids } = await app.handlers['intune.order']({
      verb: verbs[name],
      serials: named,
      typed,
      keepEsimDataPlan: flags.eraseEsim !== true,
    })
    const view = await app.handlers['outbox.run']({})
    const mine = view.entries.filter(({ id }) => ids.includes(id))
    if (flags.json === true) process.stdout.write(`${JSON.stringify({ entries: mine }, null, 2)}\n`)
    else process.stdout.write(`${outboxText({ ...view, entries: mine, facts: [] }, Date.now(), host.translator)}\n`)
    if (mine.some(({ state }) => state === 'refused' || state === 'needsPerson')) process.exitCode = 1
  })
}
