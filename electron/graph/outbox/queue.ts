import { isOpen, needsDecision } from '../../../src-shared/outbox.ts'
import type { Intent, OutboxTask } from '../../../src-shared/outbox.ts'
import { wishKey } from '../tenant-desk.ts'

/**
 * The next intent of each device that may be delivered, in the order in which they were asked for. What was refused or
 * needs a person holds back what follows for its device, and nobody else.
 */
export function headsOf(intents: Iterable<Intent>): readonly Intent[] {
  const heads = new Map<string, Intent>()
  for (const one of intents) {
    if (!isOpen(one) && !needsDecision(one)) continue
    if (!heads.has(one.serial)) heads.set(one.serial, one)
  }
  return [...heads.values()].filter(isOpen)
}

/** What can be told together: the same kind, and the same profile. */
export function groupsOf(heads: readonly Intent[]): readonly (readonly Intent[])[] {
  const groups = Map.groupBy(heads, ({ task }) => sameWord(task))
  return [...groups.values()]
}

function sameWord(task: OutboxTask): string {
  return task.kind === 'assignProfile' ? `assignProfile ${wishKey(task.profile)}` : task.kind
}

export type Merge = {
  /** Stand for what is asked for anew; those that need a decision are tried again. */
  readonly kept: readonly Intent[]
  /** Never sent, and no longer wanted. */
  readonly superseded: readonly Intent[]
  readonly missing: readonly OutboxTask[]
}

/**
 * What becomes of a device's unfinished words to Intune when it is registered anew: the same again is one and the same,
 * another profile takes the place of one that was not yet sent. What may have been sent stays, ahead of the new.
 */
export function mergeRegistration(unfinished: readonly Intent[], tasks: readonly OutboxTask[]): Merge {
  const kept: Intent[] = []
  const missing: OutboxTask[] = []
  for (const task of tasks) {
    const same = unfinished.find((one) => isSameTask(one.task, task))
    // An assignment that stands ahead of an import would be told too early.
    if (same === undefined || (missing.length > 0 && task.kind === 'assignProfile')) missing.push(task)
    else kept.push(same)
  }
  const superseded = unfinished.filter(
    (one) =>
      (one.task.kind === 'assignProfile' || one.task.kind === 'importSerial') &&
      !kept.includes(one) &&
      (needsDecision(one) || (one.state === 'waiting' && one.attempts === 0)),
  )
  return { kept, superseded, missing }
}

function isSameTask(a: OutboxTask, b: OutboxTask): boolean {
  return sameWord(a) === sameWord(b)
}
