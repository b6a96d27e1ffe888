import { malformedRequest } from './failure.ts'
import { tokenize } from './filter-tokens.ts'
import type { FilterToken } from './filter-tokens.ts'

/** A JSON object as Graph shows it. */
export type Entity = Readonly<Record<string, unknown>>
export type Predicate = (entity: Entity) => boolean

/** What may be filtered on; `lenientId` compares profile ids with or without the container in front. */
export type FilterProperties = Readonly<Record<string, 'plain' | 'lenientId'>>

type Literal = string | number | boolean | null

const maxDepth = 20

/**
 * Compiles the subset of $filter that is known to work: eq, ne, gt, ge, lt, le, contains, startswith, and, or, not,
 * parentheses. Text is compared without case, as the service does with enums and serial numbers.
 * @throws GraphFailure 400 for anything else and for properties that are not listed
 */
export function compileFilter(text: string, properties: FilterProperties): Predicate {
  const parser = new FilterParser(tokenize(text), properties)
  return parser.parse()
}

class FilterParser {
  readonly #tokens: readonly FilterToken[]
  readonly #properties: FilterProperties
  #position = 0
  #depth = 0

  constructor(tokens: readonly FilterToken[], properties: FilterProperties) {
    this.#tokens = tokens
    this.#properties = properties
  }

  parse(): Predicate {
    const predicate = this.#or()
    if (this.#position !== this.#tokens.length) throw this.#unreadable()
    return predicate
  }

  #or(): Predicate {
    let left = this.#and()
    while (this.#takeWord('or')) {
      const before = left
      const right = this.#and()
      left = (entity) => before(entity) || right(entity)
    }
    return left
  }

  #and(): Predicate {
    let left = this.#term()
    while (this.#takeWord('and')) {
      const before = left
      const right = this.#term()
      left = (entity) => before(entity) && right(entity)
    }
    return left
  }

  #term(): Predicate {
    if (this.#takeWord('not')) {
      const inner = this.#nested(() => this.#term())
      return (entity) => !inner(entity)
    }
    if (this.#takeMark('(')) {
      const inner = this.#nested(() => this.#or())
      this.#expectMark(')')
      return inner
    }
    const word = this.#word()
    return this.#takeMark('(') ? this.#call(word) : this.#comparison(word)
  }

  #nested(read: () => Predicate): Predicate {
    this.#depth += 1
    if (this.#depth > maxDepth) throw malformedRequest('The $filter is nested too deeply')
    const predicate = read()
    this.#depth -= 1
    return predicate
  }

  #call(name: string): Predicate {
    const property = this.#property(this.#word())
    this.#expectMark(',')
    const value = this.#literal()
    this.#expectMark(')')
    if (typeof value !== 'string') throw malformedRequest(`${name} needs a text`)
    const wanted = value.toLowerCase()
    const textOf = (entity: Entity) => plainText(entity[property]).toLowerCase()
    if (name === 'contains') return (entity) => textOf(entity).includes(wanted)
    if (name === 'startswith') return (entity) => textOf(entity).startsWith(wanted)
    throw malformedRequest(`The function '${name}' is not supported in $filter`)
  }

  #comparison(name: string): Predicate {
    const property = this.#property(name)
    const operator = this.#word()
    const value = this.#literal()
    const lenient = this.#properties[property] === 'lenientId'
    const compare = (entity: Entity) => order(entity[property] ?? null, value, lenient)
    if (operator === 'eq') return (entity) => compare(entity) === 0
    if (operator === 'ne') return (entity) => compare(entity) !== 0
    if (operator === 'gt') return (entity) => compare(entity) > 0
    if (operator === 'ge') return (entity) => compare(entity) >= 0
    if (operator === 'lt') return (entity) => compare(entity) < 0
    if (operator === 'le') return (entity) => compare(entity) <= 0
    throw malformedRequest(`The operator '${operator}' is not supported in $filter`)
  }

  #property(name: string): string {
    if (!Object.hasOwn(this.#properties, name))
      throw malformedRequest(`Could not find a property named '${name}' to filter on`)
    return name
  }

  #literal(): Literal {
    const token = this.#tokens[this.#position]
    this.#position += 1
    if (token?.kind === 'text') return token.value
    if (token?.kind !== 'word') throw this.#unreadable()
    if (token.value === 'null') return null
    if (token.value === 'true' || token.value === 'false') return token.value === 'true'
    // A bare GUID, date or enum name: compared as text.
    return /^-?\d+(\.\d+)?$/.test(token.value) ? Number(token.value) : token.value
  }

  #word(): string {
    const token = this.#tokens[this.#position]
    this.#position += 1
    if (token?.kind !== 'word') throw this.#unreadable()
    return token.value
  }

  #takeWord(value: string): boolean {
    const token = this.#tokens[this.#position]
    const taken = token?.kind === 'word' && token.value === value
    if (taken) this.#position += 1
    return taken
  }

  #takeMark(value: string): boolean {
    const token = this.#tokens[this.#position]
    const taken = token?.kind === 'mark' && token.value === value
    if (taken) this.#position += 1
    return taken
  }

  #expectMark(value: string): void {
    if (!this.#takeMark(value)) throw this.#unreadable()
  }

  #unreadable(): Error {
    return malformedRequest('Invalid filter clause: its syntax cannot be read')
  }
}

/** Negative, zero or positive like a sort; NaN when the two cannot be compared, so that every operator is false but ne. */
function order(found: unknown, wanted: Literal, lenientId: boolean): number {
  // An unassigned device shows null or an empty text, and both are asked for.
  if (wanted === null || found === null) return (found ?? '') === (wanted ?? '') ? 0 : Number.NaN
  if (typeof found === 'string') {
    const [a, b] = [found.toLowerCase(), String(wanted).toLowerCase()].map((text) => (lenientId ? bare(text) : text))
    const [dateA, dateB] = [asDate(a ?? ''), asDate(b ?? '')]
    if (dateA !== null && dateB !== null) return dateA - dateB
    if (a === b) return 0
    return (a ?? '') < (b ?? '') ? -1 : 1
  }
  if (typeof found === typeof wanted) return Number(found) - Number(wanted)
  return Number.NaN
}

/** A scalar as text; anything else has none to compare. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function bare(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1)
}

function asDate(text: string): number | null {
  return /^\d{4}-\d{2}-\d{2}t/.test(text) ? Date.parse(text.toUpperCase()) : null
}
