import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { generateDeviceKeys } from './identities.ts'
import type { DeviceKeys } from './identities.ts'

const keyPair = z.object({ privateKeyPem: z.string(), publicKeyPem: z.string() })
const cabinet = z.array(z.object({ lockdown: keyPair, builtIn: keyPair }))

/**
 * Keys for `count` devices. Making them takes a third of a second per device, so with a data directory they are kept
 * (keys.json, owner only) and the next cart starts at once.
 */
export async function takeKeys(count: number, dataDirectory: string | null): Promise<readonly DeviceKeys[]> {
  const kept = dataDirectory === null ? [] : await readKept(join(dataDirectory, 'keys.json'))
  if (kept.length >= count) return kept.slice(0, count)
  // generateKeyPair runs on the thread pool, so asking for all of them at once keeps every core busy.
  const made = await Promise.all(Array.from({ length: count - kept.length }, () => generateDeviceKeys()))
  const all = [...kept, ...made]
  if (dataDirectory !== null) await keep(join(dataDirectory, 'keys.json'), all)
  return all
}

async function readKept(path: string): Promise<readonly DeviceKeys[]> {
  try {
    return cabinet.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    // Nothing kept yet, or not by us: new keys do as well.
    return []
  }
}

async function keep(path: string, keys: readonly DeviceKeys[]): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(keys), { mode: 0o600 })
  await rename(`${path}.new`, path)
}
