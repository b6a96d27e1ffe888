import { AppError } from '../../src-shared/errors.ts'
import { noProtection, protection } from '../../src-shared/protection.ts'
import type { Protection } from '../../src-shared/protection.ts'
import type { Store } from './store.ts'

const setting = 'protection'

/** @throws AppError `stage.protectionDamaged`: lists that cannot be read are never taken for empty ones */
export async function readProtection(store: Store): Promise<Protection> {
  const kept = await store.setting(setting)
  if (kept === null) return noProtection
  try {
    return protection.parse(JSON.parse(kept))
  } catch (error) {
    throw new AppError('stage.protectionDamaged', {}, { cause: error })
  }
}

export async function keepProtection(store: Store, lists: Protection): Promise<void> {
  await store.putSetting(setting, JSON.stringify(lists))
}
