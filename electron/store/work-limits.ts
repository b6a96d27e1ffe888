import { workLimits } from '../../src-shared/settings-contract.ts'
import type { WorkLimits } from '../../src-shared/settings-contract.ts'
import type { Store } from './store.ts'

const name = 'workLimits'

/** What was chosen for this data directory; what cannot be read counts as not chosen. */
export async function readWorkLimits(store: Pick<Store, 'setting'>): Promise<WorkLimits> {
  const none: WorkLimits = { devices: null, perController: null }
  const text = await store.setting(name)
  if (text === null) return none
  try {
    return workLimits.catch(none).parse(JSON.parse(text))
  } catch {
    return none
  }
}

export async function keepWorkLimits(store: Pick<Store, 'putSetting'>, limits: WorkLimits): Promise<void> {
  await store.putSetting(name, JSON.stringify(workLimits.parse(limits)))
}
