import type { Command } from 'commander'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'

export type AdeFlags = AccountFlags & { readonly token?: string }

/** The flags by which every command finds world and token. */
export function adeOptions(command: Command, host: CliHost): Command {
  return accountOptions(command, host).option('--token <name>', host.translator.t('ade:option.token'))
}

/** JSON for programs, sentences for people. */
export function say(flags: { readonly json?: boolean }, value: object, text: () => string): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(value, null, 2) : text()}\n`)
}

export function dayOf(at: number | null, { translator: { t, language } }: CliHost): string {
  return at === null ? t('ade:never') : new Date(at).toLocaleDateString(language)
}

/** A yes or no as it was typed; undefined for anything else. */
export function yesOrNo(text: string): boolean | undefined {
  if (['yes', 'oui', 'true', 'on'].includes(text.toLowerCase())) return true
  return ['no', 'non', 'false', 'off'].includes(text.toLowerCase()) ? false : undefined
}
