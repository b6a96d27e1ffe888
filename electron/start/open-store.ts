import type { DataDirectory } from '../store/data-directory.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'

/**
 * The store of a data directory, its secrets opened by the passphrase, or without one by the key file beside it.
 * @throws AppError 'secrets.wrongPassphrase', 'secrets.damaged', 'app.diskFull'
 */
export async function openStoreIn(directory: DataDirectory, passphrase: string | null): Promise<Store> {
  const keySource =
    passphrase === null
      ? ({ kind: 'keyFile', path: directory.file('secrets.key') } as const)
      : ({ kind: 'passphrase', passphrase, saltPath: directory.file('secrets.salt') } as const)
  return openStore(directory.file('slipway.sqlite'), await openSecretBox(keySource))
}
