/** Something the palette can find. */
export type Entry = {
  readonly id: string
  readonly kind: 'command' | 'device' | 'page'
  readonly title: string
  /** Serial number, slot, tag: shown smaller, and found as well. */
  readonly detail: string
  /** Numbers that are looked up as a whole or by their end, as a serial number on a sticker is. */
  readonly numbers: readonly string[]
  readonly keys: string
  readonly run: () => void | Promise<void>
}

const mostShown = 12

/** The entries that fit, best first: every word of the query must be found; without a query, commands and pages. */
export function searchEntries(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return entries.filter(({ kind }) => kind !== 'device').slice(0, mostShown)
  return entries
    .map((entry) => ({ entry, score: words.reduce((sum, word) => sum + scoreOf(entry, word), 0) }))
    .filter(({ score }) => Number.isFinite(score))
    .toSorted((left, right) => right.score - left.score)
    .slice(0, mostShown)
    .map(({ entry }) => entry)
}

function scoreOf({ title, detail, numbers }: Entry, word: string): number {
  const values = numbers.map(folded)
  if (values.includes(word)) return 100
  if (word.length >= 3 && values.some((value) => value.endsWith(word))) return 80
  const name = folded(title)
  if (name.startsWith(word)) return 60
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 50
  if (name.includes(word)) return 30
  const rest = folded(detail)
  if (rest.includes(word) || (word.length >= 2 && values.some((value) => value.includes(word)))) return 20
  return Number.NEGATIVE_INFINITY
}

/** Without accents and capitals: nobody types them in a hurry. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
