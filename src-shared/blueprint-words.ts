import type { BlueprintProblem } from './blueprint-check.ts'
import type { BlueprintChange } from './blueprint-diff.ts'
import type { Blueprint } from './blueprint.ts'
import { resources } from './i18n/resources.ts'
import type { Translator } from './i18n/translator.ts'
import { paneByKey } from './setup-assistant/catalogue.ts'

/** A blueprint field by field. A field that has no word yet is shown by its own name, so that nothing is hidden. */
export function blueprintRows(blueprint: Blueprint, translator: Translator): readonly (readonly [string, string])[] {
  return flatten(blueprint, []).map(([path, value]) => [
    fieldWord(path, translator),
    valueWord(path, value, translator),
  ])
}

/** Each kind of problem fills in its own. */
const noValues = { expected: '', values: '', limit: '', text: '' }

/** One reason why a document is no blueprint, as a sentence. */
export function problemText({ path, kind, values }: BlueprintProblem, t: Translator['t']): string {
  return t(`blueprint:problem.${kind}`, { ...noValues, ...values, path: path === '' ? t('blueprint:wholeFile') : path })
}

/** One difference between two blueprints as a line. */
export function changeText(change: BlueprintChange, translator: Translator): string {
  const { t } = translator
  const parts = change.path.split('.')
  const path = fieldWord(parts, translator)
  const word = (value: unknown): string => valueWord(parts, value, translator)
  if (change.kind !== 'changed') return t(`lookup:blueprint.${change.kind}`, { path, value: word(change.value) })
  return t('lookup:blueprint.changed', { path, before: word(change.before), after: word(change.after) })
}

type Leaf = readonly [path: readonly string[], value: unknown]

function flatten(value: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, child]) => flatten(child, [...path, key]))
}

/** What a field is called, by its path. */
export function fieldWord(path: readonly string[], { language }: Translator): string {
  const found = wordAt(resources[language].blueprint.field, path)
  if (typeof found === 'string') return found
  // A whole group (Wi-Fi or none) is called like its first field.
  const first: unknown = typeof found === 'object' && found !== null ? Object.values(found)[0] : undefined
  return typeof first === 'string' ? first : path.join('.')
}

function valueWord(path: readonly string[], value: unknown, translator: Translator): string {
  const { t, language } = translator
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('blueprint:none')
  if (typeof value === 'boolean') return t(value ? 'blueprint:yes' : 'blueprint:no')
  if (Array.isArray(value)) return value.map((one) => valueWord(path, one, translator)).join(', ')
  if (typeof value !== 'string') return JSON.stringify(value)
  const pane = path[0] === 'skipSetup' ? paneByKey(value) : null
  if (pane !== null) return `${t(`panes:of.${pane.key}.title`)} (${pane.key})`
  const word = wordAt(resources[language].blueprint.value, [...path, value])
  return typeof word === 'string' ? word : printable(value)
}

function wordAt(words: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? (found as Readonly<Record<string, unknown>>)[key]
        : undefined,
    words,
  )
}

/** A file may hold anything: nothing in it may move a terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
}
