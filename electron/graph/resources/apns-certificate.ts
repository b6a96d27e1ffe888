import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { PushCertificate } from '../../../src-shared/intune/push-certificate.ts'
import type { GraphClient } from '../call.ts'
import { anyAnswer, optionalText, optionalTime } from './wire.ts'

const path = '/deviceManagement/applePushNotificationCertificate'

export const pushCertificateWire = z.object({
  appleIdentifier: optionalText,
  topicIdentifier: optionalText,
  certificateSerialNumber: optionalText,
  expirationDateTime: optionalTime,
  lastModifiedDateTime: optionalTime,
})
const pushCertificate = pushCertificateWire.transform((found): PushCertificate => ({
  appleId: found.appleIdentifier,
  topic: found.topicIdentifier,
  serialNumber: found.certificateSerialNumber,
  expiresAt: found.expirationDateTime,
  changedAt: found.lastModifiedDateTime,
}))

/** The Apple MDM push certificate, without which no Apple device enrolls; null when the tenant has none. */
export async function readApnsCertificate(graph: GraphClient, signal?: AbortSignal): Promise<PushCertificate | null> {
  try {
    return await graph.get(path, { version: 'v1.0', schema: pushCertificate, signal })
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

const text = z.object({ value: z.string().min(1) })

/** What Apple's push certificate portal takes, as Intune wrote it: not to be changed. */
export async function readPushRequest(graph: GraphClient): Promise<string> {
  const name = 'downloadApplePushNotificationCertificateSigningRequest()'
  return (await graph.get(`${path}/${name}`, { version: 'v1.0', schema: text })).value
}

/** Hands the certificate to Intune, and reads back what it has then. */
export async function uploadPushCertificate(
  graph: GraphClient,
  appleId: string,
  pem: string,
): Promise<PushCertificate | null> {
  const body = {
    '@odata.type': '#microsoft.graph.applePushNotificationCertificate',
    appleIdentifier: appleId,
    certificate: pem,
  }
  await graph.patch(path, { version: 'v1.0', schema: anyAnswer, body })
  return readApnsCertificate(graph)
}
