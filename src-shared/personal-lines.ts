import type { DeviceFacts } from './device.ts'
import type { JournalEvent } from './journal.ts'
import type { Intent } from './outbox.ts'
import type { Plan, PlanProblem } from './plan.ts'
import type { StoredDevice } from './stored-device.ts'

// What is personal in the journal and in the outbox, and how these read without it. Serial number, UDID and ECID name the
// organization's equipment and stay, as in the ledger.

/** Something without its personal fields, and how many it had. */
export type Impersonal<T> = { readonly without: T; readonly fields: number }

type Details = PlanProblem['details']

/** Stands for a word of an error that may name a person, their device or their file. */
const taken = '…'

/**
 * A line of the journal without what is personal in it, as far as that is of before a time. A line that stands for many
 * is of the time of the last of them, but for its run, which is of the time at which it began.
 * @param before milliseconds since 1970
 */
export function impersonalEvent(event: JournalEvent, before: number): Impersonal<JournalEvent> {
  const taker = new Taker()
  const without = event.type === 'folded' ? foldedWithout(event, before, taker) : eventWithout(event, before, taker)
  return { without, fields: taker.fields }
}

/** Something that Intune was told, without who agreed to it and what a person or a device was called. */
export function impersonalIntent(intent: Intent): Impersonal<Intent> {
  const taker = new Taker()
  const { task, consent, lastError, note } = intent
  const without: Intent = {
    ...intent,
    task: task.kind === 'setName' && task.name !== taken ? { ...task, name: taker.word() } : task,
    consent: consent && { ...consent, operator: taker.value(consent.operator) },
    lastError: lastError && taker.error(lastError),
    // What a person typed when they dropped it.
    note: intent.state === 'dropped' && note !== 'superseded' ? taker.value(note) : note,
  }
  return { without, fields: taker.fields }
}

function eventWithout(event: JournalEvent, before: number, taker: Taker): JournalEvent {
  if (event.at >= before) return event
  switch (event.type) {
    case 'identified':
      return { ...event, facts: taker.facts(event.facts) }
    case 'identifyFailed':
    case 'stepFailed':
      return { ...event, error: taker.error(event.error) }
    case 'runStarted':
      return { ...event, operator: taker.value(event.operator) }
    case 'planned':
      return { ...event, plan: taker.plan(event.plan) }
    case 'profilesNoted':
      return { ...event, identifiers: taker.list(event.identifiers) }
    default:
      return event
  }
}

function foldedWithout(event: Extract<JournalEvent, { type: 'folded' }>, before: number, taker: Taker): JournalEvent {
  const { facts, identifyError, run } = event.state
  const isOld = event.at < before
  const state: StoredDevice = {
    ...event.state,
    facts: isOld && facts !== null ? taker.facts(facts) : facts,
    identifyError: isOld && identifyError !== null ? taker.error(identifyError) : identifyError,
    run: run !== null && run.startedAt < before ? runWithout(run, taker) : run,
  }
  return { ...event, state }
}

function runWithout(run: NonNullable<StoredDevice['run']>, taker: Taker): StoredDevice['run'] {
  return {
    ...run,
    operator: taker.value(run.operator),
    beforeErase: run.beforeErase && taker.facts(run.beforeErase),
    profilesBefore: run.profilesBefore && taker.list(run.profilesBefore),
    plan: run.plan && taker.plan(run.plan),
    error: run.error && taker.error(run.error),
  }
}

/** Takes personal fields away, and counts them. */
class Taker {
  fields = 0

  value(value: string | null): null {
    if (value !== null) this.fields += 1
    return null
  }

  word(): string {
    this.fields += 1
    return taken
  }

  list(list: string[]): string[] {
    if (list.length > 0) this.fields += 1
    return []
  }

  facts(facts: DeviceFacts): DeviceFacts {
    const { name, imei, wifiAddress } = facts
    return { ...facts, name: this.value(name), imei: this.value(imei), wifiAddress: this.value(wifiAddress) }
  }

  plan(plan: Plan): Plan {
    const problem = (one: PlanProblem): PlanProblem => ({ ...one, details: this.#details(one.details) })
    return { ...plan, problems: plan.problems.map(problem), warnings: plan.warnings.map(problem) }
  }

  /** Its sentence is made of code and details wherever somebody reads it. */
  error<E extends { code: string; message: string; details: Details }>(error: E): E {
    const details = this.#details(error.details)
    return details === error.details ? error : { ...error, message: error.code, details }
  }

  #details(details: Details): Details {
    const isNamed = (value: Details[string]): boolean => typeof value === 'string' && value !== taken
    if (!Object.values(details).some(isNamed)) return details
    this.fields += 1
    return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, isNamed(value) ? taken : value]))
  }
}
