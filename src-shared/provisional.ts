import * as z from 'zod'
import { deadlineFrom } from './deadlines.ts'

/**
 * A device that somebody added to Apple Business Manager by hand. `waiting`: its thirty days have not begun, because it is
 * not assigned or not enrolled yet. `open`, `soon`: whoever uses it may leave management until `endsAt`. `settled`: no more.
 * That is no failure: it is what the organization waits for. Times are milliseconds since 1970.
 */
export const provisionalDevice = z.object({
  serial: z.string(),
  addedAt: z.number().nullable(),
  state: z.enum(['waiting', 'open', 'soon', 'settled']),
  endsAt: z.number().nullable(),
})
export type ProvisionalDevice = z.infer<typeof provisionalDevice>

type Known = {
  readonly serial: string
  /** Apple's word: MANUALLY_ADDED is what Apple Configurator did. */
  readonly source: string
  readonly assigned: boolean
  readonly addedAt: number | null
}

export function isAddedByHand({ source }: Pick<Known, 'source'>): boolean {
  return source === 'MANUALLY_ADDED'
}

/**
 * Apple: the thirty days begin once a device added with Apple Configurator is assigned to a device management service and
 * enrolled in it.
 * @param enrolledAt its newest enrollment that Intune knows; one from before it was added is another life's
 */
export function provisionalPeriod(
  { serial, assigned, addedAt }: Known,
  enrolledAt: number | null,
  now: number,
): ProvisionalDevice {
  const begun = assigned && enrolledAt !== null && enrolledAt >= (addedAt ?? 0)
  if (!begun) return { serial, addedAt, state: 'waiting', endsAt: null }
  const { state, dueAt } = deadlineFrom('provisionalPeriod', enrolledAt, now)
  return { serial, addedAt, state: words[state], endsAt: dueAt }
}

const words = { ok: 'open', soon: 'soon', past: 'settled' } as const
