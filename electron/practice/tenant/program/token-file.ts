import { z } from 'zod'
import { AppError } from '../../../../src-shared/errors.ts'
import { openEnvelope } from '../../../pki/cms-envelope.ts'
import type { EnvelopeKey } from '../../../pki/cms-envelope.ts'
import type { ProgramSecrets } from './oauth-header.ts'

export type ServerToken = ProgramSecrets & { readonly expiresAt: number }

const tokenSchema = z.object({
  consumer_key: z.string().min(1),
  consumer_secret: z.string().min(1),
  access_token: z.string().min(1),
  access_secret: z.string().min(1),
  access_token_expiry: z.iso.datetime({ offset: true }),
})

/**
 * Opens Apple's `.p7m`: S/MIME headers or none, base64 of an envelope; inside, a mail with the JSON between two marks,
 * over one line or several. Null when it was not encrypted to this key or holds no token.
 */
export function openTokenFile(file: string, key: EnvelopeKey): ServerToken | null {
  const base64 = file.replace(/^[\s\S]*?\r?\n\r?\n/, '').replaceAll(/\s/g, '')
  try {
    const mail = openEnvelope(Buffer.from(base64, 'base64'), key).toString('utf8')
    const json = /-----BEGIN MESSAGE-----([\s\S]*?)-----END MESSAGE-----/.exec(mail)?.[1]
    const token = tokenSchema.parse(JSON.parse((json ?? '').replaceAll(/\r?\n/g, '')))
    return {
      consumerKey: token.consumer_key,
      consumerSecret: token.consumer_secret,
      accessToken: token.access_token,
      accessSecret: token.access_secret,
      expiresAt: Date.parse(token.access_token_expiry),
    }
  } catch (error) {
    if (error instanceof AppError || error instanceof z.ZodError || error instanceof SyntaxError) return null
    throw error
  }
}
