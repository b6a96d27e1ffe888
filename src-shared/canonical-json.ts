/** What JSON can say, and nothing that gets lost on the way. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * The one way to write a value down, so that the same value always has the same digest: keys in order, no blanks
 * (RFC 8785). For ASCII keys and whole numbers, Python's `json.dumps(value, sort_keys=True, separators=(",", ":"),
 * ensure_ascii=False)` writes the same. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .toSorted(byCodeUnits)
    .map((key) => `${canonicalJson(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${members.join(',')}}`
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
