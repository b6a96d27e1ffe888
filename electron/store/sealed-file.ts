import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import { openAesGcm, randomBytes, scryptKey, sealAesGcm } from '../lib/crypto.ts'

/**
 * A file that travels: one line of JSON in clear, so that people and programs can see what it is, and below it the
 * content, sealed with a passphrase (scrypt, AES-256-GCM). The line is bound to the content: changing either shows.
 */
const header = z.object({
  format: z.literal('slipway-sealed-1'),
  kind: z.enum(['offline-package', 'outbox-report']),
  /** Base64, 16 bytes. */
  salt: z.base64().length(24),
})
export type SealedKind = z.infer<typeof header>['kind']

/** Whoever gets hold of the file may try passphrases for ever. */
export const leastPassphrase = 12
const maxHeader = 1024

/** @throws AppError `offline.weakPassphrase` */
export async function sealFile(kind: SealedKind, content: unknown, passphrase: string): Promise<Buffer> {
  if (passphrase.length < leastPassphrase) throw new AppError('offline.weakPassphrase', { least: leastPassphrase })
  const salt = randomBytes(16)
  const line = JSON.stringify({ format: 'slipway-sealed-1', kind, salt: salt.toString('base64') })
  const sealed = sealAesGcm(await scryptKey(passphrase, salt), Buffer.from(JSON.stringify(content), 'utf8'), line)
  return Buffer.concat([Buffer.from(`${line}\n`, 'utf8'), sealed])
}

/** @throws AppError `offline.fileUnreadable`, `offline.wrongPassphrase` */
export async function openFile<T>(
  kind: SealedKind,
  bytes: Buffer,
  passphrase: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const end = bytes.subarray(0, maxHeader).indexOf(0x0a)
  const line = end < 0 ? '' : bytes.subarray(0, end).toString('utf8')
  const read = header.safeParse(parseJson(line))
  if (!read.success) throw new AppError('offline.fileUnreadable', { path: kind, reason: 'format' })
  if (read.data.kind !== kind) throw new AppError('offline.fileUnreadable', { path: kind, reason: read.data.kind })
  const key = await scryptKey(passphrase, Buffer.from(read.data.salt, 'base64'))
  const content = parsedContent(key, bytes.subarray(end + 1), line)
  const parsed = schema.safeParse(content)
  if (!parsed.success) throw new AppError('offline.fileUnreadable', { path: kind, reason: 'content' })
  return parsed.data
}

function parsedContent(key: Uint8Array, sealed: Uint8Array, line: string): unknown {
  try {
    return JSON.parse(openAesGcm(key, sealed, line).toString('utf8'))
  } catch (error) {
    throw new AppError('offline.wrongPassphrase', {}, { cause: error })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
