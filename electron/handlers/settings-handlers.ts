import type { Handlers } from '../../src-shared/rpc.ts'
import type { settingsContract, StationSettings } from '../../src-shared/settings-contract.ts'
import { usualLimits } from '../engine/scheduler.ts'
import type { Store } from '../store/store.ts'
import { keepWorkLimits, readWorkLimits } from '../store/work-limits.ts'

/** What is set for this station, and where it keeps what it knows. */
export function makeSettingsHandlers(store: Store, dataDirectory: string): Handlers<typeof settingsContract> {
  const show = async (): Promise<StationSettings> => ({
    dataDirectory,
    runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    limits: await readWorkLimits(store),
    usual: { devices: usualLimits.limit, perController: usualLimits.perController },
  })
  return {
    'settings.show': show,
    'settings.setLimits': async (limits) => {
      await keepWorkLimits(store, limits)
      return show()
    },
  }
}
