import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { cableValues } from '../../../src-shared/setup-assistant/cable-values.ts'
import { panesFor } from '../../../src-shared/setup-assistant/catalogue.ts'
import type { Pane } from '../../../src-shared/setup-assistant/catalogue.ts'
import { checkSkipKeys } from '../../../src-shared/setup-assistant/check-skip-keys.ts'
import type { SkipKeyWarning } from '../../../src-shared/setup-assistant/check-skip-keys.ts'
import { graphBooleanOf } from '../../../src-shared/setup-assistant/graph-booleans.ts'
import { formatOsVersion, parseOsVersion } from '../../../src-shared/setup-assistant/os-version.ts'
import type { OsVersion } from '../../../src-shared/setup-assistant/os-version.ts'
import { platforms } from '../../../src-shared/setup-assistant/pane.ts'
import type { PaneSpan, Platform } from '../../../src-shared/setup-assistant/pane.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'

type PanesFlags = {
  readonly os?: string
  readonly platform: string
  readonly check?: readonly string[]
  readonly json?: boolean
}

/** `slipway panes`: Setup Assistant's panes and their skip keys, or what is wrong with a list of such keys. */
export function addPanesCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  program
    .command('panes')
    .description(t('lookup:panes.about'))
    .option('--os <version>', t('lookup:panes.os'))
    .option('--platform <name>', t('lookup:panes.platform', { names: platforms.join(', ') }), 'ios')
    .option('--check <key...>', t('lookup:panes.check'))
    .option('--json', t('cli:option.json'))
    .action((flags: PanesFlags) => run(flags, host.translator))
}

function run(flags: PanesFlags, translator: Translator): void {
  const { t } = translator
  const version = flags.os === undefined ? undefined : parseOsVersion(flags.os)
  if (version === null)
    throw new AppError('app.usage', { detail: t('lookup:panes.badVersion', { text: flags.os ?? '' }) })
  const platform = platforms.find((name) => name === flags.platform)
  if (platform === undefined) {
    throw new AppError('app.usage', { detail: t('lookup:panes.badPlatform', { names: platforms.join(', ') }) })
  }
  const text =
    flags.check === undefined
      ? list(platform, version, flags, translator)
      : check(flags.check, version, flags, translator)
  process.stdout.write(`${text}\n`)
}

function list(platform: Platform, version: OsVersion | undefined, { json }: PanesFlags, { t }: Translator): string {
  const found = panesFor(platform, version)
  if (json === true) {
    const rows = found.map((pane) => paneJson(pane, platform, t))
    return JSON.stringify({ platform, panes: rows, ...(platform === 'ios' ? { cableValues } : {}) }, null, 2)
  }
  if (found.length === 0) return t('lookup:panes.none')
  const header = (['key', 'title', 'since', 'until', 'graph', 'what'] as const).map((key) =>
    t(`lookup:panes.column.${key}`),
  )
  const rows = found.map((pane) => {
    const span = pane.on[platform]
    return [
      pane.key,
      t(`panes:of.${pane.key}.title`),
      span === undefined ? '–' : formatOsVersion(span.introduced),
      endOf(span) ?? '–',
      graphBooleanOf(pane.key) ?? '–',
      `${t(`panes:of.${pane.key}.what`)}${span?.early === true ? ` ${t('lookup:panes.early')}` : ''}`,
    ]
  })
  return formatTable(header, rows)
}

function endOf(span: PaneSpan | undefined): string | null {
  const end = span?.deprecated ?? span?.removed
  return end === undefined ? null : formatOsVersion(end)
}

function paneJson({ key, on }: Pane, platform: Platform, t: Translator['t']): Readonly<Record<string, unknown>> {
  const span = on[platform]
  const version = (end: OsVersion | undefined): string | null => (end === undefined ? null : formatOsVersion(end))
  return {
    key,
    title: t(`panes:of.${key}.title`),
    what: t(`panes:of.${key}.what`),
    introduced: version(span?.introduced),
    deprecated: version(span?.deprecated),
    removed: version(span?.removed),
    early: span?.early === true,
    graphBoolean: graphBooleanOf(key),
    platforms: Object.keys(on),
  }
}

function check(
  keys: readonly string[],
  version: OsVersion | undefined,
  { json }: PanesFlags,
  { t }: Translator,
): string {
  const warnings = checkSkipKeys(keys, version)
  if (json === true) {
    const told = warnings.map((warning) => ({ ...warning, text: warningText(warning, t) }))
    return JSON.stringify({ keys, warnings: told }, null, 2)
  }
  if (warnings.length === 0) return t('lookup:panes.allFine', { count: keys.length })
  return warnings.map((warning) => warningText(warning, t)).join('\n')
}

/** One warning about a skip key as a sentence. */
export function warningText({ key, kind, values }: SkipKeyWarning, t: Translator['t']): string {
  return t(`panes:warning.${kind}`, { key, suggestion: values.suggestion ?? '', version: values.version ?? '' })
}
