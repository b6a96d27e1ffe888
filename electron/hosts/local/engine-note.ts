import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { writeWhole } from '../../lib/write-whole.ts'

export const hostKinds = ['station', 'desktop', 'cli', 'prove'] as const
export type HostKind = (typeof hostKinds)[number]

/** What the holder of a data directory tells other hosts of this user, in a file only its owner reads. */
const engineNote = z.object({
  host: z.enum(hostKinds),
  version: z.string().max(100),
  pid: z.number().int().positive(),
  /** Milliseconds since 1970. */
  since: z.number(),
  /** A socket's path or a pipe's name; null: it works alone and serves nobody. */
  address: z.string().max(500).nullable(),
  /** 32 bytes as hex, new with each start: proves to each end that the other may read this file. */
  token: z.string().regex(/^[0-9a-f]{64}$/),
})
export type EngineNote = z.infer<typeof engineNote>

const largestNote = 8 * 1024

/** @throws AppError `app.fileUnwritable`, `app.diskFull` */
export function writeNote(dataDir: string, note: EngineNote): void {
  writeWhole(noteFile(dataDir), JSON.stringify(note))
}

/** The last holder's word, which may be dead; null when there is none that can be read. */
export function readNote(dataDir: string): EngineNote | null {
  try {
    const text = readFileSync(noteFile(dataDir), 'utf8')
    return text.length > largestNote ? null : engineNote.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Takes back a note, unless somebody else has written one since. */
export function removeNote(dataDir: string, token: string): void {
  if (readNote(dataDir)?.token === token) rmSync(noteFile(dataDir), { force: true })
}

function noteFile(dataDir: string): string {
  return join(dataDir, 'engine.json')
}
