import { z } from 'zod'
import { badParameter } from './failure.ts'
import type { Fields } from './resources.ts'

/** A page of a list: what stands after `after`, so many. */
export type Page = { readonly after: number; readonly limit: number }

const usualLimit = 100
/** Apple: at most a thousand resources a page. */
const highestLimit = 1000
const cursorShape = z.tuple([z.literal('p'), z.number().int().min(0), z.number().int().min(1).max(highestLimit)])

/** The limit travels inside the cursor, so that `next` alone leads on. @throws BusinessFailure 400 */
export function readPage(query: URLSearchParams): Page {
  const limit = query.get('limit')
  const asked = limit === null ? null : Number(limit)
  if (asked !== null && !(Number.isInteger(asked) && asked >= 1 && asked <= highestLimit))
    throw badParameter('limit', `The limit is a whole number from 1 to ${highestLimit}`)
  const cursor = query.get('cursor')
  if (cursor === null) return { after: 0, limit: asked ?? usualLimit }
  const [, after, kept] = readCursor(cursor)
  return { after, limit: asked ?? kept }
}

function readCursor(text: string): z.infer<typeof cursorShape> {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch {
    throw badParameter('cursor', 'The cursor is none of this service')
  }
}

/** `links` and `meta` of a page. @param last the position of its last row; null when nothing follows */
export function pageEnvelope(base: string, path: string, page: Page, last: number | null, total: number) {
  const self = `${base}${path}`
  const paging = { total, limit: page.limit }
  if (last === null) return { links: { self }, meta: { paging } }
  const nextCursor = Buffer.from(JSON.stringify(['p', last, page.limit])).toString('base64url')
  return { links: { self, next: `${self}?cursor=${nextCursor}` }, meta: { paging: { ...paging, nextCursor } } }
}

/** `fields[type]=a,b`. @throws BusinessFailure 400 for a name Apple does not know */
export function readFields(query: URLSearchParams, type: string, known: readonly string[]): Fields {
  const parameter = `fields[${type}]`
  const given = query.getAll(parameter).flatMap((names) => names.split(','))
  if (given.length === 0) return null
  const strange = given.find((name) => !known.includes(name))
  if (strange !== undefined) throw badParameter(parameter, `'${strange}' is no field of ${type}`)
  return new Set(given)
}
