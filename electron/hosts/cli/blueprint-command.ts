import type { Command } from 'commander'
import type { BlueprintCheck } from '../../../src-shared/blueprint-check.ts'
import { diffBlueprints } from '../../../src-shared/blueprint-diff.ts'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../../src-shared/default-blueprints.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { checkBlueprintFile, readBlueprint } from './blueprint-file.ts'
import { blueprintRows, changeText, problemText } from '../../../src-shared/blueprint-words.ts'
import { remarkTexts } from './blueprint-remarks.ts'
import type { CliHost } from './cli-host.ts'
import { addStationBlueprints } from './station-blueprints.ts'
import { formatTable } from './table.ts'

type Json = { readonly json?: boolean }

/**
 * `slipway blueprint list | show | check | diff`: blueprints as files; nothing of these touches a data directory. Those of
 * the station are `import | export | delete`, and `list --station`.
 */
export function addBlueprintCommand(program: Command, host: CliHost): void {
  const { translator } = host
  const { t } = translator
  const group = program.command('blueprint').description(t('lookup:blueprint.about'))
  const add = (spec: string, what: 'list' | 'show' | 'check' | 'diff'): Command =>
    group
      .command(spec)
      .description(t(`lookup:blueprint.${what}`))
      .option('--json', t('cli:option.json'))
  const which = t('lookup:blueprint.which')
  add('list', 'list')
    .argument('[file...]')
    .action((files: string[], flags: Json) => print(listText(files, flags, translator)))
  add('show', 'show')
    .argument('<blueprint>', which)
    .action((name: string, flags: Json) => print(showText(readBlueprint(name, t), flags, translator)))
  add('check', 'check')
    .argument('<file...>')
    .action((files: string[], flags: Json) => check(files, flags, t))
  add('diff', 'diff')
    .argument('<before>', which)
    .argument('<after>', which)
    .action((before: string, after: string, flags: Json) =>
      print(diffText(readBlueprint(before, t), readBlueprint(after, t), flags, translator)),
    )
  addStationBlueprints(group, host)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function listText(files: readonly string[], { json }: Json, { t, language }: Translator): string {
  const found = files.length === 0 ? defaultBlueprints(null, language) : files.map((file) => readBlueprint(file, t))
  if (json === true) return JSON.stringify({ blueprints: found }, null, 2)
  const header = (['id', 'name', 'route', 'erase'] as const).map((key) => t(`lookup:blueprint.column.${key}`))
  const rows = found.map(({ id, name, route, erase }) => [
    id,
    name,
    t(`blueprint:value.route.${route}`),
    t(`blueprint:value.erase.${erase}`),
  ])
  return formatTable(header, rows)
}

function showText(blueprint: Blueprint, { json }: Json, translator: Translator): string {
  if (json === true) return JSON.stringify(blueprint, null, 2)
  const rows = blueprintRows(blueprint, translator)
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** Remarks about keys and unknown fields hinder nothing; only problems make the exit code 1. */
function check(files: readonly string[], { json }: Json, t: Translator['t']): void {
  const checks = files.map((file) => ({ file, ...checkBlueprintFile(file, t) }))
  const ok = checks.every(({ problems }) => problems.length === 0)
  const documents = checks.map((one) => ({ file: one.file, ok: one.problems.length === 0, ...remarksOf(one, t) }))
  if (json === true) print(JSON.stringify({ ok, files: documents }, null, 2))
  else for (const one of documents) print(fileText(one, t))
  if (!ok) process.exitCode = 1
}

type Remarks = { readonly problems: readonly string[]; readonly warnings: readonly string[] }

function remarksOf(checked: BlueprintCheck, t: Translator['t']): Remarks {
  return {
    problems: checked.problems.map((problem) => problemText(problem, t)),
    warnings: remarkTexts(checked, t),
  }
}

function fileText({ file, problems, warnings }: Remarks & { readonly file: string }, t: Translator['t']): string {
  if (problems.length > 0) return [t('lookup:blueprint.broken', { file }), ...problems].join('\n  ')
  if (warnings.length === 0) return t('lookup:blueprint.fine', { file })
  return [t('lookup:blueprint.fineButKeys', { file }), ...warnings].join('\n  ')
}

function diffText(before: Blueprint, after: Blueprint, { json }: Json, translator: Translator): string {
  const changes = diffBlueprints(before, after)
  if (json === true) return JSON.stringify({ same: changes.length === 0, changes }, null, 2)
  if (changes.length === 0) return translator.t('lookup:blueprint.same')
  return changes.map((change) => changeText(change, translator)).join('\n')
}
