import { AppError } from '../../../src-shared/errors.ts'
import { isOpen, needsDecision, tenantTargetOf } from '../../../src-shared/outbox.ts'
import type { Intent, OutboxTask } from '../../../src-shared/outbox.ts'
import { useTenantWarrant } from '../tenant-warrant.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import type { ProfileWish } from '../resources/enrollment-profiles.ts'
import { normalizeSerial } from '../serial.ts'
import type { IntentChange } from './delivery.ts'
import { mergeRegistration } from './queue.ts'

/** Where intents are kept. `put` returns when they are known to survive a power cut. */
export type OutboxKeeper = {
  readonly all: () => readonly Intent[]
  readonly put: (intents: readonly Intent[]) => void
  readonly forget: (ids: readonly string[]) => void
}

export type OutboxOptions = {
  readonly keeper: OutboxKeeper
  readonly clock: { readonly now: () => number }
  readonly makeId: () => string
}

/** `asked`: a person or a run wants something of it. `moved`: a delivery went on. */
export type OutboxNews = 'asked' | 'moved'

/** What was done is shown for so long; the ledger remembers longer. */
const rememberMs = 90 * 24 * 60 * 60_000

/**
 * What Intune must still be told, in order per device. An intent is on the disk before anybody relies on it; `Courier`
 * delivers.
 */
export class Outbox {
  readonly #options: OutboxOptions
  readonly #intents = new Map<string, Intent>()
  readonly #listeners = new Set<(news: OutboxNews) => void>()

  constructor(options: OutboxOptions) {
    this.#options = options
    const now = options.clock.now()
    const kept = options.keeper.all()
    const isOld = (one: Intent): boolean =>
      one.endedAt !== null && !needsDecision(one) && one.endedAt < now - rememberMs
    options.keeper.forget(kept.filter(isOld).map((one) => one.id))
    for (const one of kept) if (!isOld(one)) this.#intents.set(one.id, one)
  }

  /** In the order in which they were asked for. */
  get intents(): readonly Intent[] {
    return [...this.#intents.values()]
  }

  /** Called after every change. @returns what stops it */
  onChange(listener: (news: OutboxNews) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What is not finished for this device, in order. */
  unfinished(serial: string): readonly Intent[] {
    const wanted = normalizeSerial(serial)
    return this.intents.filter((one) => one.serial === wanted && (isOpen(one) || needsDecision(one)))
  }

  /**
   * Serial number and profile, as two intents; the same again is the same. Returns when they are on the disk.
   * @returns their ids
   * @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing is promised
   */
  register(serial: string, tenantId: string, profile: ProfileWish): readonly string[] {
    const { displayName, description, userAffinity } = profile
    const tasks: readonly OutboxTask[] = [
      { kind: 'importSerial', details: null },
      { kind: 'assignProfile', profile: { displayName, description, userAffinity } },
    ]
    const here = this.unfinished(serial).filter((one) => one.tenantId === tenantId)
    const { kept, superseded, missing } = mergeRegistration(here, tasks)
    const endedAt = this.#options.clock.now()
    const dropped = superseded.map((one): Intent => ({ ...one, state: 'dropped', note: 'superseded', endedAt }))
    const again = kept.filter(needsDecision).map(asWaiting)
    const added = missing.map((task) => this.#newIntent(serial, tenantId, task))
    this.#put([...dropped, ...again, ...added], 'asked')
    return [...kept, ...added].map((one) => one.id)
  }

  /**
   * One more thing for Intune to be told. What cannot be taken back needs the guard's warrant for this device, whose
   * consent is kept with it: a later process gets no other word.
   * @throws AppError `outbox.noWarrant`, `app.diskFull`, `app.fileUnwritable`
   */
  add(serial: string, tenantId: string, task: OutboxTask, warrant: TenantWarrant | null): string {
    const plain = this.#newIntent(serial, tenantId, task)
    const target = tenantTargetOf(plain)
    const added = target === null ? plain : { ...plain, consent: useTenantWarrant(warrant, target) }
    this.#put([added], 'asked')
    return added.id
  }

  /** What another site asked for; those already here stay as they are. @returns how many were new */
  take(intents: readonly Intent[]): number {
    const news = intents.filter((one) => !this.#intents.has(one.id) && isOpen(one) && tenantTargetOf(one) === null)
    this.#put(news, 'asked')
    return news.length
  }

  /** Tries again what was refused or needs a person; and at once what waits. */
  retry(ids: readonly string[]): void {
    this.#put(this.#find(ids).filter(needsDecision).map(asWaiting), 'asked')
  }

  /** @throws AppError `outbox.underWay` for what may have been sent: how that ended must be known first */
  drop(ids: readonly string[], reason: string): void {
    const chosen = this.#find(ids).filter((one) => isOpen(one) || needsDecision(one))
    const sent = chosen.find((one) => one.state === 'sending' || one.state === 'unconfirmed')
    if (sent !== undefined) throw new AppError('outbox.underWay', { serial: sent.serial })
    const endedAt = this.#options.clock.now()
    this.#put(
      chosen.map((one): Intent => ({ ...one, state: 'dropped', note: reason, endedAt })),
      'asked',
    )
  }

  /** For deliveries: on the disk when it returns. What a person dropped meanwhile stays dropped. */
  change(intents: readonly Intent[], change: (one: Intent) => IntentChange): void {
    const now = intents.map((one) => this.#intents.get(one.id) ?? one).filter((one) => one.state !== 'dropped')
    this.#put(
      now.map((one) => ({ ...one, ...change(one) })),
      'moved',
    )
  }

  /** The same entries with other words, once they have ended. */
  reword(intents: readonly Intent[]): void {
    this.#put(intents, 'moved')
  }

  /** @throws AppError `outbox.unknown` */
  #find(ids: readonly string[]): readonly Intent[] {
    return ids.map((id) => {
      const found = this.#intents.get(id)
      if (found === undefined) throw new AppError('outbox.unknown', { id })
      return found
    })
  }

  #newIntent(serial: string, tenantId: string, task: OutboxTask): Intent {
    return {
      id: this.#options.makeId(),
      serial: normalizeSerial(serial),
      tenantId,
      task,
      state: 'waiting',
      attempts: 0,
      createdAt: this.#options.clock.now(),
      sentAt: null,
      endedAt: null,
      requestId: null,
      lastError: null,
      before: null,
      note: null,
      origin: null,
      consent: null,
    }
  }

  #put(intents: readonly Intent[], news: OutboxNews): void {
    if (intents.length > 0) this.#options.keeper.put(intents)
    for (const one of intents) this.#intents.set(one.id, one)
    for (const listener of this.#listeners) listener(news)
  }
}

function asWaiting(one: Intent): Intent {
  return { ...one, state: 'waiting', endedAt: null }
}
