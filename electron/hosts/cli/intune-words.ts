import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { AccountFlags } from './account-command.ts'
import { askLine } from './ask-line.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

/** JSON for programs, sentences for people. */
export function say(flags: { readonly json?: boolean }, value: object, text: () => string): void {
  process.stdout.write(`${flags.json === true ? JSON.stringify(value, null, 2) : text()}\n`)
}

/** An answer of the core, as JSON or as a text made from it. */
export function ask<Answer extends object>(
  flags: AccountFlags,
  host: CliHost,
  question: (app: App) => Promise<Answer>,
  text: (answer: Answer) => string,
): Promise<void> {
  return withApp(flags, host, async (app) => {
    const answer = await question(app)
    say(flags, answer, () => text(answer))
  })
}

export function dayOf(at: number | null, { translator: { t, language } }: CliHost): string {
  return at === null ? t('intune:never') : new Date(at).toLocaleDateString(language)
}

export function momentOf(at: number | null, { translator: { t, language } }: CliHost): string {
  return at === null ? t('intune:never') : new Date(at).toLocaleString(language)
}

/** A table, or a sentence that there is nothing. */
export function listText(header: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  return rows.length === 0 ? empty : formatTable(header, rows)
}

/** How many a person typed: by a flag, or asked at the terminal after they saw the list. */
export async function typedCount(
  flag: string | undefined,
  named: readonly string[],
  { translator: { t } }: CliHost,
): Promise<number> {
  const text = flag ?? (await askLine(`${named.join('\n')}\n${t('intune:confirmCount', { count: named.length })} `))
  if (text === null) throw new AppError('app.usage', { detail: '--confirm <n>' })
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : -1
}

/** A whole number from 1 on. @throws AppError 'app.usage' */
export function numberOf(option: string, text: string, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw new AppError('app.usage', { detail: `${option}: 1–${most}` })
  return value
}
