/** What fields of a blueprint must be when others are what they are. Data, so that zod and the JSON Schema say the same. */
export type BlueprintRule = {
  /** Its sentence in the i18n area `blueprint`, under `problem`. */
  readonly kind: BlueprintRuleKind
  /** Holds when each of these fields has one of these values. */
  readonly when: readonly {
    readonly path: string
    readonly in: readonly (string | boolean | null)[]
    readonly not?: true
  }[]
  readonly path: readonly string[]
  /** What the field must be then. */
  readonly must: 'null' | 'given' | 'empty' | readonly (string | boolean)[]
}

export type BlueprintRuleKind =
  | 'directErases'
  | 'restoreErases'
  | 'directAffinity'
  | 'directPairing'
  | 'profileNeeded'
  | 'appleDecides'
  | 'certificateNeedsSupervision'
  | 'pictureNeedsSupervision'
  | 'nobodyMayPair'
  | 'shutDownAtBench'
  | 'returnOnly'
  | 'returnLeaves'
  | 'returnErases'

const stage = { path: 'kind', in: ['stage'] }
const returns = { path: 'kind', in: ['return'] }
const direct = { path: 'route', in: ['direct'] }
const automated = { path: 'route', in: ['automated'] }
const forbid = { path: 'pairing', in: ['forbid'] }

/** A device that comes back is emptied and put down; what a new user needs is another blueprint's matter. */
const notOnReturn = [
  ...(['wifi', 'networkProfile', 'nameTemplate', 'language', 'locale', 'timeZone', 'wallpaper'] as const).map(
    (path) => ({
      path,
      must: 'null' as const,
    }),
  ),
  ...(['skipSetup', 'profiles', 'apps'] as const).map((path) => ({ path, must: 'empty' as const })),
  { path: 'enrollmentProfile', must: 'null' as const },
  { path: 'supervise', must: [false] },
  // Its certificate names the command that erased it.
  { path: 'eraseWith', must: ['command'] },
  { path: 'pairing', must: ['allow'] },
  { path: 'route', must: ['none'] },
]

export const blueprintRules: readonly BlueprintRule[] = [
  // Microsoft: direct enrollment neither erases nor knows users, and it leaves supervision and pairing as they are.
  { kind: 'directErases', when: [direct], path: ['erase'], must: ['never'] },
  { kind: 'restoreErases', when: [{ path: 'erase', in: ['never'] }], path: ['eraseWith'], must: ['command'] },
  { kind: 'directAffinity', when: [direct], path: ['enrollmentProfile', 'userAffinity'], must: ['none'] },
  { kind: 'directPairing', when: [direct], path: ['pairing'], must: ['allow'] },
  {
    kind: 'profileNeeded',
    when: [stage, { path: 'route', in: ['setupAssistant', 'direct'] }],
    path: ['enrollmentProfile'],
    must: 'given',
  },
  // Apple: a device takes its configuration from Apple or from the cable, never from both.
  { kind: 'appleDecides', when: [automated], path: ['pairing'], must: ['allow'] },
  { kind: 'appleDecides', when: [automated], path: ['skipSetup'], must: 'empty' },
  { kind: 'appleDecides', when: [automated], path: ['wallpaper'], must: 'null' },
  {
    kind: 'certificateNeedsSupervision',
    when: [{ path: 'pairing', in: ['certificate'] }],
    path: ['supervise'],
    must: [true],
  },
  {
    kind: 'pictureNeedsSupervision',
    when: [
      { path: 'wallpaper', in: [null], not: true },
      { path: 'route', in: ['setupAssistant', 'none'] },
    ],
    path: ['supervise'],
    must: [true],
  },
  // From the write on this station is nobody, too: nothing that comes after it can be done by cable.
  { kind: 'nobodyMayPair', when: [forbid], path: ['wallpaper'], must: 'null' },
  { kind: 'nobodyMayPair', when: [forbid], path: ['end', 'shutDown'], must: [false] },
  // A device that is off walks through no Setup Assistant.
  {
    kind: 'shutDownAtBench',
    when: [
      { path: 'endsAt', in: ['bench'] },
      { path: 'route', in: ['setupAssistant', 'direct', 'automated'] },
    ],
    path: ['end', 'shutDown'],
    must: [false],
  },
  { kind: 'shutDownAtBench', when: [direct], path: ['end', 'shutDown'], must: [false] },
  { kind: 'returnOnly', when: [stage], path: ['returning'], must: 'null' },
  { kind: 'returnOnly', when: [returns], path: ['returning'], must: 'given' },
  { kind: 'returnErases', when: [returns], path: ['erase'], must: ['always'] },
  ...notOnReturn.map(({ path, must }) => ({ kind: 'returnLeaves', when: [returns], path: [path], must }) as const),
]

/** Those of the rules that a blueprint breaks. */
export function brokenRules(value: unknown, rules: readonly BlueprintRule[]): readonly BlueprintRule[] {
  return rules.filter((rule) => isInForce(value, rule) && !fits(valueAt(value, rule.path), rule.must))
}

/** Whether a rule says anything about a blueprint with these other fields. */
export function isInForce(value: unknown, { when }: BlueprintRule): boolean {
  return when.every((condition) => isOneOf(valueAt(value, [condition.path]), condition.in) !== (condition.not === true))
}

function isOneOf(value: unknown, values: readonly unknown[]): boolean {
  return values.includes(value)
}

/** A field within something that is not there breaks nothing; that it is missing is another rule's matter. */
function fits(value: unknown, must: BlueprintRule['must']): boolean {
  if (must === 'null') return value === null
  if (must === 'given') return value !== null
  if (must === 'empty') return Array.isArray(value) && value.length === 0
  return value === undefined || isOneOf(value, must)
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  )
}
