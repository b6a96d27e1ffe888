import { AbmDesk } from '../abm/abm-desk.ts'
import type { AppOptions } from '../app-options.ts'
import type { Clock } from '../lib/clock.ts'
import { httpRequest } from '../lib/http.ts'
import type { WorldCheck } from '../start/world-check.ts'
import { keptInStore } from './kept-in-store.ts'
import type { Records } from './records.ts'

export type AbmParts = {
  readonly records: Pick<Records, 'store'>
  readonly world: WorldCheck
  readonly clock: Clock
}

/** Apple Business Manager, asked with an API account of the organization. */
export function abmDesk(
  { mode, appleBusinessUrl = null, additionalCaPems, logger }: AppOptions,
  { records: { store }, world, clock }: AbmParts,
): AbmDesk {
  return new AbmDesk({
    mode,
    baseUrl: appleBusinessUrl,
    ...keptInStore(store),
    http: httpRequest,
    additionalCaPems,
    assertWorld: world.assertApple,
    clock,
    logger,
  })
}
