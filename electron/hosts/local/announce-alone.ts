import { randomBytes } from '../../lib/crypto.ts'
import type { HostKind } from './engine-note.ts'
import { removeNote, writeNote } from './engine-note.ts'

/**
 * Tells other hosts that the holder of the data directory serves nobody, so that they need not wait for it.
 * @returns takes the word back
 */
export function announceAlone(dataDir: string, host: HostKind, version: string): () => void {
  const token = randomBytes(32).toString('hex')
  writeNote(dataDir, { host, version, pid: process.pid, since: Date.now(), address: null, token })
  return () => removeNote(dataDir, token)
}
