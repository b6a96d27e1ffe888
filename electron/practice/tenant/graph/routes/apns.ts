import { z } from 'zod'
import { AppError } from '../../../../../src-shared/errors.ts'
import { pemToDer } from '../../../../pki/pem.ts'
import { apnsFrom, findApns, storeApns, topicOf } from '../../apns.ts'
import type { ApnsCertificate } from '../../apns.ts'
import { forgetPushRequest, isOfPushRequest, makePushRequest } from '../../push-request.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { jsonReply, scopes } from '../call.ts'
import { notFound, refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply } from '../listing.ts'

async function get(call: GraphCall): Promise<GraphReply> {
  const apns = await findApns(call.tenant.db)
  if (apns === null) throw notFound('The Apple push notification certificate')
  return entityReply(call, entity(call, apns))
}

function entity(call: GraphCall, apns: ApnsCertificate): Entity {
  const { certificatePem: _pem, ...shown } = apns
  const status = { certificateUploadStatus: 'Success', certificateUploadFailureReason: null, certificate: null }
  return { id: call.tenant.world.accountId, ...shown, ...status }
}

const uploadSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  appleIdentifier: z.string(),
  certificate: z.string(),
})

/** Renewal must keep the topic: with another one every device would have to enroll again. */
async function upload(call: GraphCall): Promise<GraphReply> {
  const { appleIdentifier, certificate } = readBody(call, uploadSchema)
  const topic = readTopic(certificate)
  if (topic === null) throw refusedByIntune('The certificate is not an Apple MDM push certificate in PEM form')
  const { db, clock } = call.tenant
  const before = await findApns(db)
  // Without the key that belongs to it a certificate is of no use.
  if (!(await isOfPushRequest(db, certificate, before?.certificatePem ?? null)))
    throw refusedByIntune('The certificate was not made for a signing request of this tenant')
  if (before !== null && before.topicIdentifier !== topic) {
    throw refusedByIntune('The topic of the certificate differs from the present one: renew with the same Apple ID')
  }
  const apns = apnsFrom(certificate, appleIdentifier, clock.now())
  await storeApns(db, apns)
  await forgetPushRequest(db)
  return entityReply(call, entity(call, apns))
}

function readTopic(certificate: string): string | null {
  try {
    pemToDer(certificate)
    return topicOf(certificate)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

async function signingRequest(call: GraphCall): Promise<GraphReply> {
  return jsonReply(200, { '@odata.context': call.contextUrl, value: await makePushRequest(call.tenant) })
}

const base = 'deviceManagement/applePushNotificationCertificate'

export const apnsRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: base,
    beta: false,
    scopes: [...scopes.read, ...scopes.readDevices],
    family: 'devices',
    handle: get,
  },
  { method: 'PATCH', path: base, beta: false, scopes: scopes.write, family: 'devices', handle: upload },
  {
    method: 'GET',
    path: `${base}/downloadApplePushNotificationCertificateSigningRequest`,
    beta: false,
    scopes: scopes.write,
    family: 'devices',
    handle: signingRequest,
  },
  {
    method: 'POST',
    path: `${base}/generateApplePushNotificationCertificateSigningRequest`,
    beta: true,
    scopes: scopes.write,
    family: 'devices',
    handle: signingRequest,
  },
]
