import type { Blueprint } from './blueprint.ts'

/** One difference. Of lists, what was added and what was removed; of the rest, the value before and after. */
export type BlueprintChange =
  | { readonly kind: 'changed'; readonly path: string; readonly before: unknown; readonly after: unknown }
  | { readonly kind: 'added' | 'removed'; readonly path: string; readonly value: unknown }

/** What would be different with the second blueprint, field by field, in the order of the first one's fields. */
export function diffBlueprints(before: Blueprint, after: Blueprint): readonly BlueprintChange[] {
  return diff(before, after, '')
}

function diff(before: unknown, after: unknown, path: string): readonly BlueprintChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path)
  if (!isRecord(before) || !isRecord(after)) return [{ kind: 'changed', path, before, after }]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => diff(before[key] ?? null, after[key] ?? null, path === '' ? key : `${path}.${key}`))
}

/** The same members in another order are one change: profiles are installed in theirs. */
function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): readonly BlueprintChange[] {
  const removed = before.filter((value) => !after.includes(value))
  const added = after.filter((value) => !before.includes(value))
  if (removed.length + added.length === 0) return [{ kind: 'changed', path, before, after }]
  return [
    ...removed.map((value) => ({ kind: 'removed', path, value }) as const),
    ...added.map((value) => ({ kind: 'added', path, value }) as const),
  ]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
