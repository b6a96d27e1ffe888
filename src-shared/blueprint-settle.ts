import type { Blueprint } from './blueprint.ts'
import { blueprintRules, brokenRules, isInForce } from './blueprint-rules.ts'
import type { BlueprintRule, BlueprintRuleKind } from './blueprint-rules.ts'

/** What a field becomes that must be given and is not. */
const given: Readonly<Record<string, unknown>> = {
  enrollmentProfile: { displayName: 'Slipway', description: '', userAffinity: 'none' },
  returning: { outcome: 'ready', record: 'delete', identity: 'keep' },
}

/** A rule may make another one count, and that one a third; no chain of them is longer. */
const rounds = 4

/**
 * The blueprint with every field that the others leave no choice for at the one value it may have. Whoever edits keeps
 * what was wished for and shows this: a choice that is taken back brings the wishes back.
 */
export function settleBlueprint(wish: Blueprint): Blueprint {
  let settled: unknown = wish
  for (let round = 0; round < rounds; round += 1) {
    for (const rule of blueprintRules) {
      if (brokenRules(settled, [rule]).length > 0) settled = put(settled, rule.path, valueFor(rule))
    }
  }
  // Only values that the rules name were put in, each of them one that its field may have.
  return settled as Blueprint
}

/** Why a field (`wallpaper`, `end.shutDown`) cannot be chosen as the others are; null when it can. */
export function lockOf(settled: Blueprint, path: string): BlueprintRuleKind | null {
  const rule = blueprintRules.find((one) => one.path.join('.') === path && isLocking(one) && isInForce(settled, one))
  return rule?.kind ?? null
}

/** That something must be given still leaves the choice of what. */
function isLocking({ must }: BlueprintRule): boolean {
  return must !== 'given'
}

function valueFor({ must, path }: BlueprintRule): unknown {
  if (must === 'null') return null
  if (must === 'empty') return []
  if (must === 'given') return given[path.join('.')]
  return must[0]
}

function put(value: unknown, [key, ...rest]: readonly string[], wanted: unknown): unknown {
  if (key === undefined) return wanted
  const fields = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  return { ...fields, [key]: put(fields[key], rest, wanted) }
}
