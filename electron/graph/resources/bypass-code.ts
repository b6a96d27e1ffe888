import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { segment } from '../address.ts'
import type { GraphClient } from '../call.ts'
import { optionalText } from './wire.ts'

const answer = z.object({ activationLockBypassCode: optionalText })

/**
 * The code that opens Activation Lock of a device, as Intune keeps it with the record; null when it keeps none, or no
 * such record. Microsoft: lists leave it out, and a single reading tells it only when `$select` names it.
 */
export async function readBypassCode(
  graph: GraphClient,
  recordId: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const path = `/deviceManagement/managedDevices/${segment(recordId)}`
  const query = { $select: 'id,activationLockBypassCode' }
  try {
    const { activationLockBypassCode } = await graph.get(path, { version: 'v1.0', schema: answer, query, signal })
    const code = activationLockBypassCode?.trim() ?? ''
    return code === '' ? null : code
  } catch (error) {
    if (error instanceof AppError && error.code === 'graph.notFound') return null
    throw error
  }
}
