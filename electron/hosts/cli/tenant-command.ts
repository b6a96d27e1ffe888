import type { Command } from 'commander'
import type { AccountTest } from '../../../src-shared/account-contract.ts'
import { setupKind } from '../../../src-shared/account-contract.ts'
import { tenantSettings } from '../../../src-shared/account.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { permissions } from '../../../src-shared/permissions.ts'
import type { App } from '../../app.ts'
import { accountOptions, showStatus } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { printable } from './printable.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type SetupFlags = AccountFlags & {
  readonly tenantId?: string
  readonly clientId?: string
  readonly cloud: string
  readonly printScript?: string
}

/** `slipway tenant setup | test`: an organization brings its own app registration. */
export function addTenantCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const tenant = program.command('tenant').description(t('account:tenantAbout'))
  accountOptions(tenant.command('setup').description(t('account:setupAbout')), host)
    .option('--tenant-id <id>', t('account:option.tenantId'))
    .option('--client-id <id>', t('account:option.clientId'))
    .option('--cloud <name>', t('account:option.cloud'), 'global')
    .option('--print-script <kind>', t('account:option.printScript'))
    .action((flags: SetupFlags) => withApp(flags, host, (app) => setUp(app, flags, host)))
  accountOptions(tenant.command('test').description(t('account:testAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) => {
      const test = await app.handlers['account.test']({})
      process.stdout.write(`${flags.json === true ? JSON.stringify(test, null, 2) : testText(test, host)}\n`)
      process.exitCode = test.ok ? 0 : 1
    }),
  )
}

async function setUp(app: App, flags: SetupFlags, host: CliHost): Promise<void> {
  if (flags.printScript !== undefined) {
    const kind = setupKind.safeParse(flags.printScript)
    if (!kind.success) throw new AppError('app.usage', { detail: `--print-script: ${setupKind.options.join(', ')}.` })
    process.stdout.write((await app.handlers['account.setup']({ kind: kind.data })).script)
    return
  }
  if (flags.tenantId === undefined && flags.clientId === undefined) {
    if (flags.json !== true) process.stdout.write(`${stepsText(host)}\n\n`)
    return showStatus(await app.handlers['account.status']({}), flags, host)
  }
  const wanted = tenantSettings.safeParse(flags)
  if (!wanted.success) {
    const field = String(wanted.error.issues[0]?.path[0] ?? '')
    const option = { tenantId: '--tenant-id', clientId: '--client-id', cloud: '--cloud' }[field] ?? field
    throw new AppError('app.usage', { detail: `${option}: ${flags[field as 'cloud'] ?? '–'}` })
  }
  const status = await app.handlers['account.configure'](wanted.data)
  if (flags.json !== true) process.stdout.write(`${host.translator.t('account:saved')}\n`)
  showStatus(status, flags, host)
}

function stepsText({ translator: { t } }: CliHost): string {
  const names = permissions.map(({ name }) => name).join(', ')
  return [
    t('account:steps.title'),
    t('account:steps.one'),
    t('account:steps.two'),
    t('account:steps.three'),
    t('account:steps.four', { permissions: names }),
    t('account:steps.five'),
    t('account:steps.six'),
    t('account:steps.seven'),
    '',
    t('account:steps.script'),
  ].join('\n')
}

function testText(test: AccountTest, { translator: { t } }: CliHost): string {
  const header = (['permission', 'for', 'need', 'state'] as const).map((name) => t(`account:table.${name}`))
  const rows = test.permissions.map(({ name, purpose, need, state }) => [
    name,
    t(`account:purpose.${purpose}`),
    t(`account:need.${need}`),
    t(`account:state.${state}`),
  ])
  const end = test.ok
    ? [t('account:testGood', { name: printable(test.tenantName ?? '') })]
    : [t('account:testBad'), `  ${test.consentUrl}`]
  return [
    formatTable(header, rows),
    '',
    t(`account:role.${test.role}`, { refusal: printable(test.refusal ?? '') }),
    ...end,
  ].join('\n')
}
