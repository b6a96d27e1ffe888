import { AppError } from '../../src-shared/errors.ts'
import type { GraphQuery } from './call.ts'

/**
 * The base address without the version segment, e.g. https://graph.microsoft.com.
 * @throws AppError 'http.badUrl'; 'graph.insecureAddress' for http anywhere but on this computer, since every request
 *   carries a token
 */
export function parseBaseUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new AppError('http.badUrl', { url: text.slice(0, 200) })
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new AppError('graph.insecureAddress', { host: url.host })
  }
  return url
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** Path and query of a request. Spaces become %20: OData literals are full of them, and `+` is read differently. */
export function graphPath(path: string, query: GraphQuery = {}): string {
  const options = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  )
  return options.length === 0 ? path : `${path}?${options.join('&')}`
}

/** A text as an OData literal: quotes inside are doubled. */
export function odataText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** One segment of a path, from an id that came from outside. */
export function segment(id: string): string {
  return encodeURIComponent(id)
}
