import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, optionalTime } from './wire.ts'

export type ApnsCertificate = {
  readonly appleId: string | null
  readonly topic: string | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null
}

const pushCertificate = z.object({
  appleIdentifier: optionalText,
  topicIdentifier: optionalText,
  expirationDateTime: optionalTime,
})

/** The Apple MDM push certificate, without which no Apple device enrolls; null when the tenant has none. */
export async function readApnsCertificate(graph: GraphClient, signal?: AbortSignal): Promise<ApnsCertificate | null> {
  try {
    const path = '/deviceManagement/applePushNotificationCertificate'
    const found = await graph.get(path, { version: 'v1.0', schema: pushCertificate, signal })
    return { appleId: found.appleIdentifier, topic: found.topicIdentifier, expiresAt: found.expirationDateTime }
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph.notFound') return null
    throw error
  }
}

/** Whether there is one that is still good; one that does not say until when counts as good. */
export async function isApnsReady(graph: GraphClient): Promise<boolean> {
  const certificate = await readApnsCertificate(graph)
  return certificate !== null && (certificate.expiresAt === null || certificate.expiresAt > graph.clock.now())
}
