import type { ErrorRecord } from '../errors.ts'
import { explainedErrors, unknownError } from './catalogue.ts'
import type { ExplainedError } from './catalogue.ts'
import { readBareHex, readErrorNumber } from './error-number.ts'
import { findErrors } from './find-errors.ts'
import type { ErrorLink } from './find-errors.ts'

/** What is known about an error. `errors` is never empty: what is not known answers with the entry `unknown`. */
export type Explanation = {
  readonly errors: readonly ExplainedError[]
  readonly known: boolean
  readonly inDomain: boolean
  /** Everything that was told, outermost first: evidence, whatever was made of it. */
  readonly chain: readonly ErrorLink[]
}

/** The innermost link that is known explains a chain; what wraps it says less, and what is inside it nobody knows. */
export function explainChain(chain: readonly ErrorLink[]): Explanation {
  for (const link of chain.toReversed()) {
    const found = findErrors(link)
    if (found.errors.length > 0) return { ...found, known: true, chain }
  }
  return { errors: [unknownError], known: false, inDomain: false, chain }
}

/** Explains codes and messages as people type them, outermost first: `0x80EF`, `DMCTunnelErrorDomain 14002`, `*E422`, and as alerts show them. */
export function explainTexts(texts: readonly string[], domain: string | null = null): Explanation {
  return explainChain(texts.flatMap(partsOf).map((text) => readLink(text, domain)))
}

/**
 * Explains one of Slipway's own errors by what the device said, kept in its details: MCInstall's domain and code, or
 * lockdownd's word. Null when no device spoke.
 */
export function explain({ code, details }: Pick<ErrorRecord, 'code' | 'details'>): Explanation | null {
  const { domain, code: number, text, error, outermost, status } = details
  if (code.startsWith('apple.lockdown.')) {
    return typeof error === 'string' ? explainChain([{ domain: 'lockdownd', codes: [], text: error }]) : null
  }
  if (typeof domain !== 'string' || typeof number !== 'number') return null
  // Without a chain only a status word was told, and stands in for the domain.
  if (number === 0) {
    const word = typeof status === 'string' ? status : domain
    return word === '' ? null : explainChain([{ domain: 'MCInstall', codes: [], text: word }])
  }
  const own: ErrorLink = { domain, codes: [number], text: typeof text === 'string' && text !== '' ? text : null }
  const wrapped = typeof outermost === 'string' && outermost !== `${domain} ${number}`
  return explainChain(wrapped ? [readLink(outermost, null), own] : [own])
}

const domains = new Set(explainedErrors.flatMap(({ names }) => Object.keys(names).map((name) => name.toLowerCase())))

/** An alert of Apple Configurator, or an error in a log, copied whole: each code in its place, the outermost first. */
function partsOf(text: string): readonly string[] {
  return text.match(/\[[^[\]]*\d[^[\]]*\]/g) ?? text.match(/(?<=Domain=)[\w.]+ Code=-?\d+/g) ?? [text]
}

/** `Domain code`, in whatever way the two are kept apart: `Domain – 0x80EC`, `Domain:33004`, `Domain Code=33004`. */
const domainAndNumber = /^([A-Za-z][\w. ]*?)(?:\s+-\s+|[\s:/=–—]+)(?:code[\s=:]*)?(-?\w+)$/i

function readLink(text: string, domain: string | null): ErrorLink {
  const spelled = unwrapped(text)
  const codes = readErrorNumber(spelled)
  if (codes.length > 0) return { domain, codes, text: null }
  const [, named = '', number = ''] = domainAndNumber.exec(spelled) ?? []
  const numbers = readErrorNumber(number)
  const isDomain = domains.has(named.toLowerCase()) || /domain$/i.test(named)
  if (isDomain && numbers.length > 0) return { domain: domain ?? named, codes: numbers, text: null }
  return { domain, codes: readBareHex(spelled), text }
}

/** Without brackets, without the same number once more behind it (`0x80EF (33007)`), without the word *error* before it. */
function unwrapped(text: string): string {
  const bare = text.trim().replace(/^\[(.*)\]$|^\(([^()]*)\)$/s, '$1$2')
  const [, first = bare, again = ''] = /^(.*\S)\s*\((-?\w+)\)$/s.exec(bare) ?? []
  const single = readErrorNumber(again).length > 0 ? first : bare
  return single.trim().replace(/^(?:itunes\s+)?(?:error|erreur|code)(?:\s+code)?[\s:#=]*(?=-?\d)/i, '')
}
