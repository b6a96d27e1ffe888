import { rpcLimits } from '../../../src-shared/rpc.ts'
import type { StreamLinkLimits } from '../../lib/stream-link.ts'

/** A greeting is short, and nobody has proved anything yet. */
const greetingBytes = 4 * 1024
export const greetingMs = 5_000

/** Characters of a message may take up to four bytes each. */
export const workingBytes = rpcLimits.messageSize * 4

export function greetingLimits(): StreamLinkLimits {
  return { frameBytes: greetingBytes, waitingBytes: 64 * 1024 * 1024, frameMs: 30_000 }
}
