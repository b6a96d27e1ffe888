import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { generateRsaKey } from '../../lib/crypto-keys.ts'
import type { RsaKeyPair } from '../../lib/crypto-keys.ts'
import type { Logger } from '../../lib/logger.ts'

/** The two key pairs of a device, made when first asked for: lockdownd's and the one of its built-in certificate. */
export type DeviceKeys = {
  readonly lockdown: () => Promise<RsaKeyPair>
  readonly builtIn: () => Promise<RsaKeyPair>
}

const keyPair = z.object({ privateKeyPem: z.string(), publicKeyPem: z.string() })
const keptKeys = z.array(z.object({ lockdown: keyPair.optional(), builtIn: keyPair.optional() }))
type KeptKeys = { lockdown?: RsaKeyPair | undefined; builtIn?: RsaKeyPair | undefined }

/**
 * Keys for a cart's devices, by slot. A pair costs a twentieth of a second of processor time, and a cart of sixty-four
 * would need 128 before it could start; so each is made when its device first needs it, off the main thread. With a data
 * directory they are kept (keys.json, owner only).
 */
export async function openKeyCabinet(
  dataDirectory: string | null,
  logger: Logger,
): Promise<(index: number) => DeviceKeys> {
  const path = dataDirectory === null ? null : join(dataDirectory, 'keys.json')
  const kept: KeptKeys[] = path === null ? [] : await readKept(path)
  const save = path === null ? () => {} : saver(path, kept, logger)
  return (index) => {
    while (kept.length <= index) kept.push({})
    const own = kept[index] ?? {}
    const lazily = (which: keyof KeptKeys): (() => Promise<RsaKeyPair>) => {
      let made: Promise<RsaKeyPair> | null = null
      const make = async (): Promise<RsaKeyPair> => {
        const known = own[which]
        if (known !== undefined) return known
        own[which] = await generateRsaKey()
        save()
        return own[which]
      }
      return () => (made ??= make())
    }
    return { lockdown: lazily('lockdown'), builtIn: lazily('builtIn') }
  }
}

async function readKept(path: string): Promise<KeptKeys[]> {
  try {
    return keptKeys.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    // Nothing kept yet, or not by us: new keys do as well.
    return []
  }
}

/** Writes the whole cabinet after a change; changes during a write lead to one more. */
function saver(path: string, kept: readonly KeptKeys[], logger: Logger): () => void {
  let wanted = false
  let writing = false
  const write = async (): Promise<void> => {
    writing = true
    while (wanted) {
      wanted = false
      await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600 })
      await rename(`${path}.new`, path)
    }
  }
  return () => {
    wanted = true
    if (writing) return
    write()
      // A device that gets new keys next time is a nuisance, not a failure.
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'keys of practice devices are not kept'))
      .finally(() => (writing = false))
  }
}
