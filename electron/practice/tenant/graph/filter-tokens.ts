import { malformedRequest } from './failure.ts'

export type FilterToken =
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'mark'; readonly value: string }

const maxLength = 4096

/** Splits a $filter into words, quoted texts (doubled quotes undone) and the marks `( ) ,`. @throws GraphFailure 400 */
export function tokenize(text: string): readonly FilterToken[] {
  if (text.length > maxLength) throw malformedRequest('The $filter is too long')
  const tokens: FilterToken[] = []
  const pattern = /\s+|'((?:[^']|'')*)'|([(),])|([^\s(),']+)/gy
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) throw malformedRequest('Invalid filter clause: a text has no closing quote')
    const [, quoted, mark, word] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") })
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word })
  }
  return tokens
}
