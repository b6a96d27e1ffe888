import type { FastifyRequest } from 'fastify'

/** The fields of a urlencoded body; a repeated one counts by its last value. */
export function formOf({ body }: FastifyRequest): Readonly<Record<string, string>> {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  return Object.fromEntries(new URLSearchParams(text))
}

/** The parameters of the address. */
export function queryOf({ url }: FastifyRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(url, 'https://authority').searchParams)
}
