import { blueprint } from '../../src-shared/blueprint.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { automatedRoute } from './kill-routes-ade.ts'
import { returnRoute } from './kill-routes-return.ts'
import type { KillRoute } from './kill-world.ts'
import { usual } from './usual-blueprint.ts'

const prepareOnly = blueprint.parse({
  ...usual(blueprintIds.bench),
  id: 'prepare-only',
  name: 'Prepare only',
  route: 'none',
  enrollmentProfile: null,
  pairing: 'certificate',
  timeZone: 'Europe/Paris',
  end: { shutDown: false, label: '{serial}', sound: false },
})

const mixed = {
  devices: ['fresh', 'used', 'fresh', 'used'],
  erased: [0, 1, 0, 1],
  stored: [1, 1, 1, 1],
} as const

/** Every route by its name. */
export const killRoutes = {
  'Setup Assistant, ends at the bench': { ...mixed, blueprint: usual(blueprintIds.bench), ends: 'enrolled' },
  'Setup Assistant, ends with the user': { ...mixed, blueprint: usual(blueprintIds.user), ends: 'enrolled' },
  direct: {
    blueprint: usual(blueprintIds.direct),
    devices: ['used', 'used', 'used', 'used'],
    erased: [0, 0, 0, 0],
    // A used device has one already, and direct enrollment leaves it alone.
    stored: [0, 0, 0, 0],
    ends: 'enrolled',
  },
  'prepare only': { ...mixed, blueprint: prepareOnly, ends: 'prepared' },
  automated: automatedRoute,
  return: returnRoute,
} as const satisfies Readonly<Record<string, KillRoute>>
