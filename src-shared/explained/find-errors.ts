import { explainedErrors } from './catalogue.ts'
import type { ExplainedError } from './catalogue.ts'
import type { ErrorSpelling } from './explained-error.ts'

/** One error of a chain, as far as it was told. `codes`: the numbers that its spelling can stand for. */
export type ErrorLink = {
  readonly domain: string | null
  readonly codes: readonly number[]
  readonly text: string | null
}

/** `inDomain` is false when the domain asked about does not know it and others do: codes have been seen to move. */
export type Found = { readonly errors: readonly ExplainedError[]; readonly inDomain: boolean }

/** A part of a message shorter than this fits too many. */
const shortestPart = 6

/** Every known error that this can be: by number, else by words; by number in all domains unless one is asked about. */
export function findErrors({ domain, codes, text }: ErrorLink): Found {
  const byNumber = search(domain, (spelling) => codes.some((code) => isNumber(spelling, code)))
  if (byNumber.errors.length > 0 || text === null) return byNumber
  const words = plain(text)
  if (words === '') return byNumber
  const exact = search(domain, (spelling) => typeof spelling === 'string' && plain(spelling) === words)
  if (exact.errors.length > 0) return exact
  const part = search(domain, (spelling) => typeof spelling === 'string' && isPart(plain(spelling), words))
  return part
}

function search(domain: string | null, fits: (spelling: ErrorSpelling) => boolean): Found {
  const wanted = domain?.toLowerCase()
  const hits = explainedErrors.flatMap((error) =>
    Object.entries(error.names)
      .filter(([, spellings]) => spellings.some(fits))
      .map(([name]) => ({ error, here: wanted === undefined || name.toLowerCase() === wanted })),
  )
  const inDomain = hits.some(({ here }) => here)
  const chosen = hits.filter(({ here }) => here || !inDomain).map(({ error }) => error)
  return { errors: [...new Set(chosen)], inDomain }
}

function isNumber(spelling: ErrorSpelling, code: number): boolean {
  if (typeof spelling === 'number') return spelling === code
  return typeof spelling !== 'string' && spelling[0] <= code && code <= spelling[1]
}

function isPart(spelling: string, words: string): boolean {
  return words.includes(spelling) || (words.length >= shortestPart && spelling.includes(words))
}

/** Small letters, single spaces, straight quotes, nothing at the ends: messages are copied by hand. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[\s"“«.…]+|[\s"”».…]+$/g, '')
}
