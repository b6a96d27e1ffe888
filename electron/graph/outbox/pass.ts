import { AppError, asAppError } from '../../../src-shared/errors.ts'
import type { Intent } from '../../../src-shared/outbox.ts'
import type { Logger } from '../../lib/logger.ts'
import { markNeedsPerson } from './delivery.ts'
import type { Delivery, IntentOf } from './delivery.ts'
import { groupsOf } from './queue.ts'
import { deliverDeletion, deliverName, deliverOnce } from './records.ts'
import { deliverAssignments, deliverImports, deliverRemovals } from './serials.ts'
import { judge } from './verdict.ts'

/**
 * Delivers the next intent of each device once, those together that can be told together.
 * @throws AppError what concerns the tenant as a whole: nothing more can be told now
 */
export async function deliverHeads(delivery: Delivery, heads: readonly Intent[], logger: Logger): Promise<void> {
  for (const group of groupsOf(heads)) {
    try {
      await deliverGroup(delivery, group)
    } catch (thrown) {
      const error = asAppError(thrown)
      const verdict = judge(error)
      if (verdict === 'later' || verdict === 'blocked' || verdict === 'cancelled') throw error
      if (error.code === 'app.unexpected') logger.error({ error: thrown }, 'the outbox stumbled')
      // Not even its state could be read: waiting would not help the next reading.
      if (verdict !== 'again') markNeedsPerson(delivery, group, error)
    }
  }
}

async function deliverGroup(delivery: Delivery, group: readonly Intent[]): Promise<void> {
  const [first] = group
  if (first === undefined) return
  switch (first.task.kind) {
    case 'importSerial':
      return deliverImports(delivery, group.filter(isKind('importSerial')))
    case 'assignProfile':
      return deliverAssignments(delivery, group.filter(isKind('assignProfile')))
    case 'removeSerial':
      return deliverRemovals(delivery, group.filter(isKind('removeSerial')))
    default:
      for (const one of group) await deliverRecord(delivery, one)
  }
}

async function deliverRecord(delivery: Delivery, one: Intent): Promise<void> {
  if (isKind('retire')(one) || isKind('wipe')(one)) return deliverOnce(delivery, one)
  if (isKind('setName')(one)) return deliverName(delivery, one)
  if (isKind('deleteRecord')(one)) return deliverDeletion(delivery, one)
  throw new AppError('app.unexpected', { detail: one.task.kind })
}

function isKind<K extends Intent['task']['kind']>(kind: K): (one: Intent) => one is IntentOf<K> {
  return (one): one is IntentOf<K> => one.task.kind === kind
}
