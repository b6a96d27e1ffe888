import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { GraphClient } from '../call.ts'
import { normalizeSerial } from '../serial.ts'
import { profilePath } from './enrollment-profiles.ts'
import { anyAnswer } from './wire.ts'

/** Microsoft allows 1,000 to a call; scripts in the field send 100, and a refusal then concerns fewer devices. */
const assignChunk = 100

export type AssignOptions = {
  /** After each chunk: how many of how many are assigned. */
  readonly onProgress?: (done: number, total: number) => void
  readonly clientRequestId?: string
  readonly signal?: AbortSignal
}

/**
 * Assigns devices to a profile; it holds from their next enrollment on. There is no way to un-assign. Repeating is
 * harmless. (The service calls them `deviceIds` and means serial numbers.)
 */
export async function assignSerials(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  serials: readonly string[],
  options: AssignOptions = {},
): Promise<void> {
  const all = [...new Set(serials.map(normalizeSerial))]
  const path = `${profilePath(accountId, profileId)}/updateDeviceProfileAssignment`
  for (let at = 0; at < all.length; at += assignChunk) {
    const deviceIds = all.slice(at, at + assignChunk)
    const call = { version: 'beta', schema: anyAnswer, body: { deviceIds }, idempotent: true } as const
    const { signal, clientRequestId } = options
    await graph.post(path, { ...call, signal, ...(clientRequestId === undefined ? {} : { clientRequestId }) })
    options.onProgress?.(at + deviceIds.length, all.length)
  }
}

/** A direct-enrollment file as the service gave it: signed, good for two weeks, and a secret, since it enrolls devices. */
export type ExportedMobileConfig = {
  /** Never to be re-written: any change breaks the signature. */
  readonly bytes: Buffer
  /** Milliseconds since 1970, by this computer's clock. */
  readonly exportedAt: number
}

const exported = z.object({ value: z.base64().min(1) })

/** @throws AppError 'graph.exportNeedsPerson' when the token is an app's, which Intune may refuse here */
export async function exportMobileConfig(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  signal?: AbortSignal,
): Promise<ExportedMobileConfig> {
  const path = `${profilePath(accountId, profileId)}/exportMobileConfig`
  const answer = await graph.get(path, { version: 'beta', schema: exported, signal }).catch((error: unknown) => {
    // Graph names no scope when the kind of token is what it minds.
    const refused = error instanceof AppError && error.code === 'graph.forbidden'
    throw refused ? new AppError('graph.exportNeedsPerson', error.details, { cause: error }) : error
  })
  return { bytes: Buffer.from(answer.value, 'base64'), exportedAt: graph.clock.now() }
}
