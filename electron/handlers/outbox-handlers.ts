import { toErrorRecord } from '../../src-shared/errors.ts'
import { isOpen, needsDecision } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import type { outboxContract, OutboxEntry, OutboxView } from '../../src-shared/outbox-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { FactsShelf } from '../graph/enrollment-facts.ts'
import type { Outage } from '../graph/outage.ts'
import type { Courier } from '../graph/outbox/courier.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import { systemClock } from '../lib/clock.ts'
import type { OfflineDesk } from '../offline/offline-desk.ts'

export type OutboxServices = {
  readonly outbox: Outbox
  readonly courier: Courier
  readonly outage: Outage
  readonly facts: FactsShelf
  readonly offline: OfflineDesk
}

const endedShown = 200
const gatherMs = 50

/** What Intune must still be told, and the files for a bench without network. */
export function makeOutboxHandlers(services: OutboxServices): Handlers<typeof outboxContract> {
  const { outbox, courier, offline } = services
  return {
    'outbox.list': () => outboxView(services),
    'outbox.feed': (_input, { signal }) => feed(services, signal),
    'outbox.retry': async ({ ids }) => {
      outbox.retry(ids.length > 0 ? ids : outbox.intents.filter(needsDecision).map((one) => one.id))
      return {}
    },
    'outbox.drop': async ({ ids, reason }) => {
      outbox.drop(ids, reason)
      return {}
    },
    'outbox.run': async () => {
      // Why it did not get far is in the view.
      await courier.deliverNow().catch(() => {})
      return outboxView(services)
    },
    'outbox.import': ({ sealed, passphrase }) => offline.takeReport(Buffer.from(sealed, 'base64'), passphrase),
    'offline.export': async ({ passphrase }) => {
      const { bytes, ...facts } = await offline.exportPackage(passphrase)
      return { ...facts, sealed: bytes.toString('base64') }
    },
    'offline.import': ({ sealed, passphrase }) => offline.importPackage(Buffer.from(sealed, 'base64'), passphrase),
    'offline.report': async ({ passphrase }) => {
      const { bytes, ...counts } = await offline.report(passphrase)
      return { ...counts, sealed: bytes.toString('base64') }
    },
  }
}

async function outboxView({ outbox, courier, outage, facts }: OutboxServices): Promise<OutboxView> {
  const { intents } = outbox
  const unfinished = intents.filter((one) => isOpen(one) || needsDecision(one))
  const ended = intents.filter((one) => !isOpen(one) && !needsDecision(one))
  const newest = ended.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)).slice(0, endedShown)
  const { view } = outage
  return {
    entries: [...unfinished, ...newest].map(entryOf),
    open: unfinished.filter(isOpen).length,
    needPerson: unfinished.filter(needsDecision).length,
    outage: view === null ? null : { since: view.since, error: toErrorRecord(view.error) },
    trouble: courier.trouble === null ? null : toErrorRecord(courier.trouble),
    facts: [...(await facts.view())],
  }
}

function entryOf({ task, tenantId: _tenant, before: _before, ...entry }: Intent): OutboxEntry {
  const about = task.kind === 'assignProfile' ? task.profile.displayName : task.kind === 'setName' ? task.name : null
  return { ...entry, kind: task.kind, about }
}

async function* feed(services: OutboxServices, signal: AbortSignal): AsyncGenerator<OutboxView> {
  let changed = new AbortController()
  const note = (): void => changed.abort()
  const stops = [services.outbox.onChange(note), services.outage.onChange(note)]
  try {
    while (!signal.aborted) {
      changed = new AbortController()
      yield await outboxView(services)
      const woken = AbortSignal.any([signal, changed.signal])
      await new Promise<void>((resolve) => {
        if (woken.aborted) resolve()
        else woken.addEventListener('abort', () => resolve(), { once: true })
      })
      await systemClock.sleep(gatherMs, signal).catch(() => {})
    }
  } finally {
    for (const stop of stops) stop()
  }
}
