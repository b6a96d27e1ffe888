import { malformedRequest } from './failure.ts'
import { plainText } from './filter.ts'
import type { Predicate } from './filter.ts'

/**
 * Compiles `$search`: one or several `"property:text"`, joined by AND or OR. Microsoft: a property's words that begin
 * with the text are found, without case.
 * @throws GraphFailure 400 for another form, or a property that cannot be searched
 */
export function compileSearch(text: string, searchable: readonly string[] = []): Predicate {
  if (searchable.length === 0) throw malformedRequest('$search is not supported here')
  const joined = text.trim().split(/\s+(AND|OR)\s+/)
  const words = new Set(joined.filter((_, index) => index % 2 === 1))
  if (words.size > 1) throw malformedRequest('$search takes AND or OR here, not both')
  const clauses = joined.filter((_, index) => index % 2 === 0).map((clause) => readClause(clause, searchable))
  return words.has('OR')
    ? (entity) => clauses.some((clause) => clause(entity))
    : (entity) => clauses.every((clause) => clause(entity))
}

function readClause(clause: string, searchable: readonly string[]): Predicate {
  const [, property = '', value = ''] = /^"(\w+):([^"]{1,256})"$/.exec(clause) ?? []
  if (property === '') throw malformedRequest('$search needs clauses like "displayName:text", in double quotes')
  if (!searchable.includes(property)) throw malformedRequest(`The property '${property}' cannot be searched`)
  const wanted = value.trim().toLowerCase()
  return (entity) => {
    const found = plainText(entity[property]).toLowerCase()
    return found.startsWith(wanted) || found.split(/[\s._-]+/).some((word) => word.startsWith(wanted))
  }
}
