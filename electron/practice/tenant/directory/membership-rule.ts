/** What a rule may ask of a device. */
export type RuleDevice = {
  readonly displayName: string | null
  readonly enrollmentProfileName: string | null
  readonly deviceOSType: string
  readonly deviceOwnership: 'Company' | 'Personal'
  readonly deviceModel: string | null
}

type Rule = (device: RuleDevice) => boolean

const properties = ['displayName', 'enrollmentProfileName', 'deviceOSType', 'deviceOwnership', 'deviceModel'] as const
const operators: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  '-eq': (found, wanted) => found === wanted,
  '-ne': (found, wanted) => found !== wanted,
  '-startswith': (found, wanted) => found.startsWith(wanted),
  '-contains': (found, wanted) => found.includes(wanted),
}

/**
 * Reads the membership rule of a dynamic device group: comparisons like `(device.enrollmentProfileName -eq "Kiosk")`,
 * joined by `-and` or by `-or`. Microsoft: texts are compared without case. Null for every other rule.
 */
export function readMembershipRule(text: string): Rule | null {
  const joined = text.length > 3072 ? [] : text.split(/\s+(-and|-or)\s+/i)
  const words = new Set(joined.filter((_, index) => index % 2 === 1).map((word) => word.toLowerCase()))
  // Which of the two binds closer is nothing to guess at.
  if (words.size > 1) return null
  const parts = joined.filter((_, index) => index % 2 === 0).map((part) => readComparison(part))
  if (parts.length === 0 || parts.some((part) => part === null)) return null
  const rules = parts.filter((part) => part !== null)
  return words.has('-or')
    ? (device) => rules.some((rule) => rule(device))
    : (device) => rules.every((rule) => rule(device))
}

function readComparison(text: string): Rule | null {
  const pattern = /^\s*(\(?)\s*device\.(\w+)\s+(-\w+)\s+(?:"([^"]*)"|'([^']*)')\s*(\)?)\s*$/
  const [, open, name = '', operator = '', double, single, close] = pattern.exec(text) ?? []
  const property = properties.find((known) => known.toLowerCase() === name.toLowerCase())
  const compare = operators[operator.toLowerCase()]
  if (property === undefined || compare === undefined || (open === '') !== (close === '')) return null
  const wanted = (double ?? single ?? '').toLowerCase()
  return (device) => compare((device[property] ?? '').toLowerCase(), wanted)
}
