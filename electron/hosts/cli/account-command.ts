import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { AccountStatus, SignInItem } from '../../../src-shared/account-contract.ts'
import type { SignedIn } from '../../../src-shared/account.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { printable } from './printable.ts'
import { connectionOptions, withApp } from './with-app.ts'

export type AccountFlags = Connection & { readonly json?: boolean }
type SignInFlags = AccountFlags & { readonly deviceCode?: boolean; readonly certificate?: string }

/** The flags by which a command that signs in finds the world. */
export function accountOptions(command: Command, host: CliHost): Command {
  return connectionOptions(command, host).option('--authority <url>', host.translator.t('account:option.authority'))
}

/** `slipway sign-in`, `sign-out`, `whoami`. */
export function addAccountCommands(program: Command, host: CliHost): void {
  const { t } = host.translator
  accountOptions(program.command('sign-in').description(t('account:about')), host)
    .option('--device-code', t('account:option.deviceCode'))
    .option('--certificate <file>', t('account:option.certificate'))
    .action((flags: SignInFlags) => withApp(flags, host, (app) => signIn(app, flags, host)))
  accountOptions(program.command('sign-out').description(t('account:signOutAbout')), host).action(
    (flags: AccountFlags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['account.signOut']({})
        if (flags.json !== true) process.stdout.write(`${t('account:signedOut')}\n`)
      }),
  )
  accountOptions(program.command('whoami').description(t('account:whoAmIAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) => showStatus(await app.handlers['account.status']({}), flags, host)),
  )
}

async function signIn(app: App, flags: SignInFlags, host: CliHost): Promise<void> {
  const account =
    flags.certificate === undefined
      ? await signInAsPerson(app, flags.deviceCode === true ? 'deviceCode' : 'browser', host)
      : (await app.handlers['account.signInWithCertificate']({ pem: await readPem(flags.certificate) })).account
  if (flags.json === true) process.stdout.write(`${JSON.stringify(account, null, 2)}\n`)
  else process.stdout.write(`${accountLine(account, host)}\n`)
}

/** Ctrl+C cancels. What a person has to do goes to standard error, so that --json stays clean. */
async function signInAsPerson(app: App, way: 'browser' | 'deviceCode', host: CliHost): Promise<SignedIn> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  try {
    for await (const item of app.handlers['account.signIn']({ way }, { signal: stopping.signal })) {
      if (item.kind === 'done') return item.account
      process.stderr.write(`${whatToDo(item, host)}\n`)
    }
    throw new AppError('signIn.cancelled')
  } finally {
    process.off('SIGINT', stop)
  }
}

function whatToDo(item: Exclude<SignInItem, { kind: 'done' }>, { translator: { t } }: CliHost): string {
  if (item.kind === 'browser') return `${t(item.opened ? 'account:opening' : 'account:notOpened')}\n  ${item.url}`
  const minutes = Math.round(item.expiresInSeconds / 60)
  return t('account:code', { url: printable(item.verificationUri), code: printable(item.userCode), minutes })
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new AppError('app.fileUnreadable', { path, reason }, { cause: error })
  }
}

export function showStatus(status: AccountStatus, flags: AccountFlags, host: CliHost): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(status, null, 2) : statusText(status, host)}\n`)
}

function statusText({ tenant, account, source, trouble, restartNeeded }: AccountStatus, host: CliHost): string {
  const { translator } = host
  const { t } = translator
  const lines = [tenant === null ? t('account:noTenant') : t('account:tenantLine', tenant)]
  if (account !== null) lines.push(accountLine(account, host))
  if (source === 'environment' || source === 'practice') lines.push(t(`account:${source}`))
  else if (account === null) lines.push(t('account:nobody'))
  if (trouble !== null) {
    const { sentence, remedy } = translator.error(trouble)
    lines.push(sentence, t('cli:remedy', { remedy }))
  }
  if (restartNeeded) lines.push(t('account:restart'))
  return lines.join('\n')
}

function accountLine(account: SignedIn, { translator: { t } }: CliHost): string {
  if (account.kind === 'application')
    return t('account:application', { clientId: account.clientId, expires: account.expires.slice(0, 10) })
  const username = printable(account.username)
  return t('account:person', { username, name: printable(account.name ?? account.username) })
}
