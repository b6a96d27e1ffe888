import type * as z from 'zod'
import { blueprint, oldFields } from './blueprint.ts'
import type { Blueprint } from './blueprint.ts'
import { blueprintRules } from './blueprint-rules.ts'
import type { BlueprintRuleKind } from './blueprint-rules.ts'
import { checkSkipKeys } from './setup-assistant/check-skip-keys.ts'
import type { SkipKeyWarning } from './setup-assistant/check-skip-keys.ts'

/** Why a document is no blueprint; `kind` is its sentence in the i18n area `blueprint`, `text` what zod says of the rest. */
export type BlueprintProblem = {
  readonly path: string
  readonly kind: 'missing' | 'wrongType' | 'oneOf' | 'tooShort' | 'tooLong' | BlueprintRuleKind | 'other'
  readonly values: Readonly<Record<string, string>>
}

/** `blueprint` is null when there are problems. Fields that no blueprint has are passed over, and told of. */
export type BlueprintCheck = {
  readonly blueprint: Blueprint | null
  readonly problems: readonly BlueprintProblem[]
  readonly unknownFields: readonly string[]
  /** Fields that are called otherwise now, and are still read. */
  readonly renamedFields: readonly { readonly path: string; readonly now: string }[]
  readonly keyWarnings: readonly SkipKeyWarning[]
}

/** Editors find the schema by this field; it is no part of the blueprint. */
const schemaField = '$schema'

/** Reads a document from outside as a blueprint and says everything there is to say about it. */
export function checkBlueprint(document: unknown): BlueprintCheck {
  const read = blueprint.safeParse(document)
  if (!read.success) {
    const problems = read.error.issues.map((issue) => problemOf(issue, document))
    return { blueprint: null, problems, unknownFields: [], renamedFields: [], keyWarnings: [] }
  }
  const extra = extraFields(document, read.data).filter((path) => path !== schemaField)
  return {
    blueprint: read.data,
    problems: [],
    unknownFields: extra.filter((path) => !Object.hasOwn(oldFields, path)),
    renamedFields: extra.flatMap((path) => (oldFields[path] === undefined ? [] : [{ path, now: oldFields[path] }])),
    keyWarnings: checkSkipKeys(read.data.skipSetup),
  }
}

function problemOf(issue: z.core.$ZodIssue, document: unknown): BlueprintProblem {
  const path = issue.path.map(String).join('.')
  const say = (kind: BlueprintProblem['kind'], values: BlueprintProblem['values'] = {}): BlueprintProblem => ({
    path,
    kind,
    values,
  })
  const rule = issue.code === 'custom' ? blueprintRules.find(({ kind }) => kind === issue.params?.['kind']) : undefined
  if (rule !== undefined) return say(rule.kind)
  if (issue.path.length > 0 && valueAt(document, issue.path) === undefined) return say('missing')
  if (issue.code === 'invalid_type') return say('wrongType', { expected: issue.expected })
  if (issue.code === 'invalid_value') return say('oneOf', { values: issue.values.map(String).join(', ') })
  if (issue.code === 'too_small') return say('tooShort', { limit: String(issue.minimum) })
  if (issue.code === 'too_big') return say('tooLong', { limit: String(issue.maximum) })
  return say('other', { text: issue.message })
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), document)
}

/** Paths of fields that reading left out. */
function extraFields(document: unknown, read: unknown, path = ''): readonly string[] {
  if (!isRecord(document) || !isRecord(read)) return []
  return Object.keys(document).flatMap((key) => {
    const here = path === '' ? key : `${path}.${key}`
    return Object.hasOwn(read, key) ? extraFields(document[key], read[key], here) : [here]
  })
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}
