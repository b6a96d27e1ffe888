import { deadlineAt, deadlineFrom } from '../../src-shared/deadlines.ts'
import type { Deadline, DeadlineKind } from '../../src-shared/deadlines.ts'
import type { deadlinesContract, DueItem } from '../../src-shared/deadlines-contract.ts'
import { handedProfile } from '../../src-shared/handed-profile.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { DeviceState } from '../engine/state.ts'
import type { GraphClient } from '../graph/call.ts'
import type { FactsShelf } from '../graph/enrollment-facts.ts'
import { readApnsCertificate } from '../graph/resources/apns-certificate.ts'
import { listDepTokens } from '../graph/resources/dep-tokens.ts'
import type { ProvisionalPeriods } from './provisional-periods.ts'

export type DeadlineServices = {
  readonly graph: GraphClient
  readonly facts: Pick<FactsShelf, 'all'>
  readonly states: () => Iterable<DeviceState>
  readonly provisional: Pick<ProvisionalPeriods, 'all' | 'of'>
  readonly clock: { readonly now: () => number }
}

/** What lapsed longer ago than this is history, and its device has been dealt with or not. */
const rememberedMs = 14 * 24 * 60 * 60_000

export function makeDeadlineHandlers(services: DeadlineServices): Handlers<typeof deadlinesContract> {
  const { provisional } = services
  return {
    'deadlines.list': () => listDeadlines(services),
    'deadlines.provisional': async ({ serial }) => {
      if (serial === null) return { devices: [...(await provisional.all())] }
      const one = await provisional.of(serial)
      return { devices: one === null ? [] : [one] }
    },
  }
}

/** What lapses, the most urgent first. */
export async function listDeadlines(services: DeadlineServices) {
  const now = services.clock.now()
  const unknown: DeadlineKind[] = []
  // A tenant that is away, or an account that may not see it, leaves a gap that is said.
  const ask = async (kind: DeadlineKind, read: () => Promise<readonly DueItem[]>): Promise<readonly DueItem[]> =>
    read().catch(() => {
      unknown.push(kind)
      return []
    })
  const parts = await Promise.all([
    ask('apnsCertificate', () => apnsItems(services, now)),
    ask('adeToken', () => tokenItems(services, now)),
    ask('directEnrollmentFile', () => fileItems(services, now)),
    ask('provisionalPeriod', () => provisionalItems(services, now)),
  ])
  const items = [...parts.flat(), ...[...services.states()].flatMap((state) => deviceItems(state, now))]
  const shown = items.filter(({ remaining }) => remaining > -rememberedMs)
  return { items: shown.toSorted((a, b) => a.remaining - b.remaining), unknown }
}

async function apnsItems({ graph }: DeadlineServices, now: number): Promise<readonly DueItem[]> {
  const found = await readApnsCertificate(graph)
  const expiresAt = found?.expiresAt ?? null
  return expiresAt === null ? [] : [item(deadlineAt('apnsCertificate', expiresAt, now), found?.appleId ?? null)]
}

async function tokenItems({ graph }: DeadlineServices, now: number): Promise<readonly DueItem[]> {
  return (await listDepTokens(graph)).flatMap(({ name, expiresAt }) =>
    expiresAt === null ? [] : [item(deadlineAt('adeToken', expiresAt, now), name)],
  )
}

async function fileItems({ facts }: DeadlineServices, now: number): Promise<readonly DueItem[]> {
  return (await facts.all()).flatMap(({ profile, directFile }) =>
    directFile === null
      ? []
      : [item(deadlineFrom('directEnrollmentFile', directFile.exportedAt, now), profile.displayName)],
  )
}

/** One line for all who may still leave: a cartful would hide everything else. Whoever no longer may is no deadline. */
async function provisionalItems({ provisional }: DeadlineServices, now: number): Promise<readonly DueItem[]> {
  const open = (await provisional.all()).filter(({ endsAt }) => endsAt !== null && endsAt > now)
  const [first] = open
  if (first?.endsAt == null) return []
  return [{ ...item(deadlineAt('provisionalPeriod', first.endsAt, now), first.serial), count: open.length }]
}

/** What a device under way, or one that was just enrolled, is waited for with. */
function deviceItems({ udid, facts, run }: DeviceState, now: number): readonly DueItem[] {
  if (run === null) return []
  const of = facts?.serial ?? udid
  const handed = handedProfile(run.tap, { tapSince: run.tapSince, step: run.current }, now)
  if (handed !== null) return [handed.install, handed.certificate].flatMap((one) => (one === null ? [] : item(one, of)))
  const { enrollmentProfile } = run.blueprint
  const hasUser = enrollmentProfile !== null && enrollmentProfile.userAffinity !== 'none'
  if (run.status !== 'enrolled' || run.endedAt === null || !hasUser) return []
  return [item(deadlineFrom('userAffinity', run.endedAt, now), of)]
}

function item(deadline: Deadline, of: string | null): DueItem {
  return { ...deadline, of }
}
