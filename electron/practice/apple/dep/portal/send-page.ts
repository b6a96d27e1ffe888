import type { FastifyReply, FastifyRequest } from 'fastify'
import { readFormField } from '../../form-field.ts'

/** A page of the portal: it loads nothing and sends its forms nowhere else. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" })
    .type('text/html; charset=utf-8')
    .send(html)
}

/** A field of the form that was sent; empty when it is not there. */
export function fieldOf(request: FastifyRequest, name: string): string {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return readFormField(body, request.headers['content-type'] ?? '', name)?.toString('utf8') ?? ''
}
