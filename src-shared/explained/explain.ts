import type { ErrorRecord } from '../errors.ts'
import { explainedErrors, unknownError } from './catalogue.ts'
import type { ExplainedError } from './catalogue.ts'
import { readErrorNumber } from './error-number.ts'
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

/** Explains codes and messages as people type them, outermost first: `0x80EF`, `DMCTunnelErrorDomain 14002`, `*E422`. */
export function explainTexts(texts: readonly string[], domain: string | null = null): Explanation {
  return explainChain(texts.map((text) => readLink(text, domain)))
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

function readLink(text: string, domain: string | null): ErrorLink {
  const codes = readErrorNumber(text)
  if (codes.length > 0) return { domain, codes, text: null }
  const [, named = '', number = ''] = /^([A-Za-z][\w. ]*?)[\s:/]+(?:code\s*)?(-?\w+)$/.exec(text.trim()) ?? []
  const numbers = readErrorNumber(number)
  const isDomain = domains.has(named.toLowerCase()) || /domain$/i.test(named)
  if (isDomain && numbers.length > 0) return { domain: domain ?? named, codes: numbers, text: null }
  return { domain, codes: [], text }
}
