import type { AppOptions } from '../app-options.ts'
import type { Engine } from '../engine/engine.ts'
import type { DeviceFeed } from '../engine/feed.ts'
import { redeemTenantStored } from '../engine/guard-tenant.ts'
import type { EnrollmentWatch } from '../engine/ports.ts'
import { browserPages } from '../graph/auth/browser-pages.ts'
import { clouds } from '../graph/auth/clouds.ts'
import { MicrosoftAccount } from '../graph/auth/microsoft-account.ts'
import type { GraphClient } from '../graph/call.ts'
import { createGraphClient } from '../graph/client.ts'
import { EnrollmentFollower } from '../graph/enrollment-follower.ts'
import type { Outage } from '../graph/outage.ts'
import { PendingRegistrations } from '../graph/outbox/pending.ts'
import type { Clock } from '../lib/clock.ts'
import { closeHttpAgents, httpRequest } from '../lib/http.ts'
import { openOutbox } from '../start/open-outbox.ts'
import type { OutboxWorks } from '../start/open-outbox.ts'
import type { WorldCheck } from '../start/world-check.ts'
import type { DataDirectory } from '../store/data-directory.ts'
import type { Store } from '../store/store.ts'
import type { Closers } from './closers.ts'
import type { Records } from './records.ts'
import { keptInStore } from './kept-in-store.ts'

/** Everything between this computer and the tenant. */
export type Intune = OutboxWorks & {
  readonly account: MicrosoftAccount
  readonly graph: GraphClient
  /** Follows prepared devices, and says what keeps Intune from knowing them. */
  readonly watch: EnrollmentWatch
}

export type IntuneParts = Pick<Records, 'store' | 'guard'> & {
  readonly directory: DataDirectory
  readonly world: WorldCheck
  readonly clock: Clock
  /** Who is told what Intune says. */
  readonly engine: () => Engine
}

export async function openIntune(options: AppOptions, parts: IntuneParts, closers: Closers): Promise<Intune> {
  const { logger, additionalCaPems } = options
  const { store, guard, clock } = parts
  closers.add(closeHttpAgents)
  const account = await openAccount(options, store)
  const graph = createGraphClient({
    baseUrl: options.graph.baseUrl ?? clouds[account.place?.tenant.cloud ?? 'global'].graphUrl,
    getToken: (refusal) => account.getToken(refusal),
    http: httpRequest,
    additionalCaPems,
    clock,
    logger,
  })
  const works = openOutbox({
    path: parts.directory.file('outbox.sqlite'),
    graph,
    store,
    additionalCaPems,
    activationUrl: options.activationUrl,
    assertTenant: parts.world.assertTenant,
    redeem: (one, seen) => redeemTenantStored(guard, one, seen, clock.now()),
    clock,
    logger,
  })
  closers.add(() => works.close())
  return { ...works, account, graph, watch: openWatch(options, parts, { ...works, graph }, closers) }
}

function openWatch(
  { logger }: AppOptions,
  { clock, engine }: IntuneParts,
  { graph, desk, outbox, outage }: OutboxWorks & { readonly graph: GraphClient },
  closers: Closers,
): EnrollmentWatch {
  const pending = new PendingRegistrations({ outbox, say: (...word) => engine().intuneSays(...word) })
  closers.add(() => pending.stop())
  const follower = new EnrollmentFollower({
    graph,
    accountId: () => desk.accountId(),
    baseline: desk.baseline,
    clock,
    onState: (udid, state, fresh) => engine().intuneSays(udid, pending.word(udid, state), fresh),
    onOutage: (error) => {
      if (error === null) return endOutage(outage)
      logger.warn({ sentence: error.message }, 'following enrollments')
      if (error.code !== asksForPatience) outage.note(error, clock.now())
    },
  })
  closers.add(() => follower.stop())
  return {
    follow: (udid, serial, since) => {
      follower.follow(udid, serial, since)
      pending.follow(udid, serial)
    },
    unfollow: (udid) => {
      follower.unfollow(udid)
      pending.unfollow(udid)
    },
  }
}

/** No sign that anybody else is not answered. */
const asksForPatience = 'graph.throttled'

/** Graph answers; the service behind the Profile URL is another one. */
function endOutage(outage: Outage): void {
  if (outage.view?.error.code !== 'graph.enrollmentServiceDown') outage.end()
}

/** What waits for Intune shows when it is out of reach; a station that starts knows of no earlier time. */
export function showOutages(outage: Outage, feed: Pick<DeviceFeed, 'showAway'>, clock: Clock): () => void {
  let since: number | null = null
  return outage.onChange(() => {
    const before = since
    const { view } = outage
    since = view === null || view.error.code === asksForPatience ? null : view.since
    if (since === before) return
    if (since !== null) feed.showAway({ since, until: null })
    else if (before !== null) feed.showAway({ since: before, until: clock.now() })
  })
}

function openAccount({ graph, signIn, openUrl, ...options }: AppOptions, store: Store): Promise<MicrosoftAccount> {
  const when = graph.standIn === true ? 'while' : 'instead'
  return MicrosoftAccount.open({
    ...keptInStore(store),
    http: httpRequest,
    additionalCaPems: options.additionalCaPems,
    logger: options.logger,
    pages: async () => browserPages((await store.setting('language')) === 'fr' ? 'fr' : options.language),
    usualTenant: signIn?.tenant ?? null,
    authority: signIn?.authority ?? null,
    standIn: graph.getToken === null ? null : { getToken: graph.getToken, when },
    openUrl: openUrl ?? (async () => false),
  })
}
