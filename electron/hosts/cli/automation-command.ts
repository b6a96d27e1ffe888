import type { Command } from 'commander'
import { automationRule } from '../../../src-shared/automation.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { countOf } from './named-devices.ts'
import { printable } from './printable.ts'
import { readBase64 } from './read-file.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & {
  readonly json?: boolean
  readonly operator?: string
  readonly max?: string
  readonly minutes?: string
  readonly eraseCount?: string
}

type Shown = Awaited<ReturnType<App['handlers']['automation.list']>>

/** `slipway automation list | put | delete | arm`. Arming lasts as long as the command: a restart disarms. */
export function addAutomationCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const automation = program.command('automation').description(t('automation:about'))
  const add = (name: string, about: string): Command =>
    connectionOptions(automation.command(name).description(about), host)
  add('list', t('automation:listAbout')).action((flags: Flags) =>
    withApp(flags, host, async (app) => show(await app.handlers['automation.list']({}), flags, host)),
  )
  add('put', t('automation:putAbout'))
    .argument('<file>')
    .action((file: string, flags: Flags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['automation.put']({ rule: await readRule(file) })
      }),
    )
  add('delete', t('automation:deleteAbout'))
    .argument('<id>')
    .action((id: string, flags: Flags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['automation.delete']({ id })
      }),
    )
  add('arm', t('automation:armAbout'))
    .argument('<id>')
    .requiredOption('--operator <name>', t('automation:operatorOption'))
    .requiredOption('--max <n>', t('automation:maximumOption'))
    .option('--minutes <n>', t('automation:minutesOption'), '60')
    .option('--erase-count <n>', t('automation:eraseOption'))
    .action((id: string, flags: Flags) => withApp(flags, host, (app) => arm(app, id, flags, host)))
}

async function readRule(file: string) {
  const text = Buffer.from(await readBase64(file), 'base64').toString('utf8')
  try {
    return automationRule.parse(JSON.parse(text))
  } catch (error) {
    throw new AppError(
      'app.usage',
      { detail: error instanceof Error ? error.message.slice(0, 400) : file },
      { cause: error },
    )
  }
}

function show(view: Shown, flags: Flags, { translator: { t, language } }: CliHost): void {
  if (flags.json === true) return void process.stdout.write(`${JSON.stringify(view, null, 2)}\n`)
  if (view.rules.length === 0) return console.log(t('automation:none'))
  for (const rule of view.rules) {
    const armed = view.armed.find(({ ruleId }) => ruleId === rule.id)
    const time = new Date(armed?.expiresAt ?? 0).toLocaleTimeString(language)
    const standing = armed === undefined ? t('automation:disarmed') : t('automation:armedUntil', { ...armed, time })
    console.log(printable(`${rule.id}: ${rule.name} → ${rule.blueprintId} (${standing})`))
  }
}

/** Follows the countdowns until Ctrl+C, or until nothing is left of the consent. */
async function arm(app: App, id: string, flags: Flags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const typedCount = flags.eraseCount === undefined ? null : countOf('--erase-count', flags.eraseCount, host)
  const request = {
    id,
    operator: flags.operator ?? '',
    maximum: countOf('--max', flags.max ?? '', host),
    minutes: countOf('--minutes', flags.minutes ?? '', host),
    typedCount,
  }
  await app.handlers['automation.arm'](request)
  console.log(t('automation:waiting'))
  const stop = new AbortController()
  const over = setTimeout(() => stop.abort(), request.minutes * 60_000)
  const interrupted = (): void => stop.abort()
  process.once('SIGINT', interrupted)
  const told = new Set<string>()
  try {
    for await (const view of app.handlers['automation.feed']({}, { signal: stop.signal })) {
      for (const { udid, serial, startsAt } of view.countdowns) {
        const seconds = Math.max(0, Math.round((startsAt - Date.now()) / 1000))
        if (!told.has(`${udid} ${startsAt}`))
          console.log(t('automation:countdown', { serial: serial ?? udid, seconds }))
        told.add(`${udid} ${startsAt}`)
      }
    }
  } finally {
    clearTimeout(over)
    process.off('SIGINT', interrupted)
    await app.handlers['automation.disarm']({ id })
  }
}
