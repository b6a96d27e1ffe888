import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../src-shared/errors.ts'

/** What the tenant needs of the factory: it believes devices of this authority and activates them with that one. */
export type FactoryFiles = {
  readonly worldId: string
  readonly deviceCaPem: string
  readonly activationCa: { readonly certificatePem: string; readonly privateKeyPem: string }
}

/** Reads `world-id`, `device-ca.pem`, `activation-ca.pem` and `activation-ca.key.pem`. @throws AppError `practice.noFactory` {file} */
export async function readFactoryFiles(directory: string): Promise<FactoryFiles> {
  const read = async (name: string) => {
    try {
      return await readFile(join(directory, name), 'utf8')
    } catch (error) {
      throw new AppError('practice.noFactory', { file: join(directory, name) }, { cause: error })
    }
  }
  return {
    worldId: (await read('world-id')).trim(),
    deviceCaPem: await read('device-ca.pem'),
    activationCa: {
      certificatePem: await read('activation-ca.pem'),
      privateKeyPem: await read('activation-ca.key.pem'),
    },
  }
}
