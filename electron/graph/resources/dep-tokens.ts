import * as z from 'zod'
import type { AdeToken } from '../../../src-shared/ade.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { anyAnswer, optionalText, optionalTime, wireId } from './wire.ts'

const path = '/deviceManagement/depOnboardingSettings'

const depToken = z
  .object({
    id: wireId,
    tokenName: optionalText,
    appleIdentifier: optionalText,
    tokenExpirationDateTime: optionalTime,
    lastSuccessfulSyncDateTime: optionalTime,
    lastSyncTriggeredDateTime: optionalTime,
    lastSyncErrorCode: z.number().int().nullish(),
    syncedDeviceCount: z.number().int().nullish(),
  })
  .transform((token): AdeToken => ({
    id: token.id,
    name: token.tokenName ?? '',
    appleId: token.appleIdentifier,
    expiresAt: token.tokenExpirationDateTime,
    lastSyncAt: token.lastSuccessfulSyncDateTime,
    syncTriggeredAt: token.lastSyncTriggeredDateTime,
    syncError: token.lastSyncErrorCode ?? 0,
    syncedDevices: token.syncedDeviceCount ?? 0,
  }))

const textAnswer = z.object({ value: z.string().min(1) })

/** The tokens of Apple's enrollment program; the hidden container of Apple Configurator is not among them. */
export function listDepTokens(graph: GraphClient, signal?: AbortSignal): Promise<readonly AdeToken[]> {
  return allPages(graph.pages(path, { version: 'beta', schema: depToken, signal }))
}

export function readDepToken(graph: GraphClient, id: string, signal?: AbortSignal): Promise<AdeToken> {
  return graph.get(`${path}/${segment(id)}`, { version: 'beta', schema: depToken, signal })
}

/** A place for a token; Apple's file follows. The caller has the consent to share data with Apple. */
export function createDepToken(graph: GraphClient, name: string): Promise<AdeToken> {
  const body = { tokenName: name, dataSharingConsentGranted: true }
  return graph.post(path, { version: 'beta', schema: depToken, body })
}

/** PEM, as Apple wants it uploaded. Asking again gives the same. */
export async function readEncryptionKey(graph: GraphClient, id: string): Promise<string> {
  const call = { version: 'beta', schema: textAnswer } as const
  return (await graph.get(`${path}/${segment(id)}/getEncryptionPublicKey()`, call)).value
}

/** A new key, PEM: what Apple encrypted to the one before cannot be uploaded any more. */
export async function generateEncryptionKey(graph: GraphClient, id: string): Promise<string> {
  const call = { version: 'beta', schema: textAnswer, idempotent: true } as const
  return (await graph.post(`${path}/${segment(id)}/generateEncryptionPublicKey`, call)).value
}

/** @param file the text of Apple's `.p7m`, as downloaded */
export async function uploadDepToken(graph: GraphClient, id: string, appleId: string, file: string): Promise<void> {
  const body = { appleId, depToken: file }
  await graph.post(`${path}/${segment(id)}/uploadDepToken`, {
    version: 'beta',
    schema: anyAnswer,
    body,
    idempotent: true,
  })
}

/** Intune works on after its answer; how it went stands in the token later. */
export async function startDepSync(graph: GraphClient, id: string): Promise<void> {
  await graph.post(`${path}/${segment(id)}/syncWithAppleDeviceEnrollmentProgram`, {
    version: 'beta',
    schema: anyAnswer,
  })
}
