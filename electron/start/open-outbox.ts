import { AppError } from '../../src-shared/errors.ts'
import { EnrollmentDesk } from '../graph/enrollment-desk.ts'
import { FactsShelf } from '../graph/enrollment-facts.ts'
import type { GraphClient } from '../graph/call.ts'
import { Outage } from '../graph/outage.ts'
import { Courier } from '../graph/outbox/courier.ts'
import type { RedeemStored } from '../graph/outbox/delivery.ts'
import { Outbox } from '../graph/outbox/outbox.ts'
import { TenantDesk } from '../graph/tenant-desk.ts'
import type { Clock } from '../lib/clock.ts'
import { randomUuid } from '../lib/crypto.ts'
import { httpRequest } from '../lib/http.ts'
import type { Logger } from '../lib/logger.ts'
import { OutboxFile } from '../store/outbox-file.ts'
import type { Store } from '../store/store.ts'

export type OutboxParts = {
  readonly path: string
  readonly graph: GraphClient
  readonly store: Store
  readonly additionalCaPems: readonly string[]
  readonly activationUrl: string
  /** @throws AppError `app.practiceRealMix` */
  readonly assertTenant: (practiceWorld: string | null) => void
  /** The guard's word for what the outbox holds and what cannot be taken back. */
  readonly redeem: RedeemStored
  readonly clock: Clock
  readonly logger: Logger
}

export type OutboxWorks = {
  readonly desk: EnrollmentDesk
  readonly outbox: Outbox
  readonly courier: Courier
  readonly outage: Outage
  readonly facts: FactsShelf
  readonly close: () => Promise<void>
}

const factsSecret = 'enrollment-facts'

/**
 * What talks to Intune for the bench: the desk that asks, the outbox that keeps, the courier that tells.
 * @throws AppError `app.diskFull`, `app.fileUnwritable`
 */
export function openOutbox(parts: OutboxParts): OutboxWorks {
  const { graph, store, clock, logger, additionalCaPems, assertTenant } = parts
  const file = new OutboxFile(parts.path)
  const outbox = new Outbox({ keeper: file, clock, makeId: randomUuid })
  const outage = new Outage()
  const tenantDesk = new TenantDesk(graph)
  const keeper = {
    // Facts that cannot be opened any more are made anew at the next contact.
    read: () => store.secret(factsSecret).catch((error: unknown) => nullIfDamaged(error)),
    write: (text: string) => store.putSecret(factsSecret, text),
  }
  const facts = new FactsShelf(keeper, clock)
  const desk: EnrollmentDesk = new EnrollmentDesk({
    desk: tenantDesk,
    outage,
    facts,
    outbox,
    courier: () => courier,
    http: httpRequest,
    additionalCaPems,
    activationUrl: parts.activationUrl,
    clock,
  })
  const courier: Courier = new Courier({
    outbox,
    desk: tenantDesk,
    outage,
    assertTenant,
    beforeImport: (serials) => desk.noteBaseline(serials),
    redeem: parts.redeem,
    clock,
    logger,
    makeId: randomUuid,
    fraction: () => Math.random(),
  })
  const close = async (): Promise<void> => {
    await courier.stop()
    file.close()
  }
  return { desk, outbox, courier, outage, facts, close }
}

function nullIfDamaged(error: unknown): null {
  if (error instanceof AppError && error.code === 'secrets.damaged') return null
  throw error
}
