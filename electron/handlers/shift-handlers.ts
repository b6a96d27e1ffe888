import type { DeviceStage } from '../../src-shared/device.ts'
import { isOpen, needsDecision } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import type { DueItem } from '../../src-shared/deadlines-contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { OpenDevice, shiftContract, ShiftReview } from '../../src-shared/shift-contract.ts'
import type { ShiftDesk } from './shift-desk.ts'

/** Who works at the bench, as the contract has it. */
export function makeShiftHandlers(desk: ShiftDesk, review: () => Promise<ShiftReview>): Handlers<typeof shiftContract> {
  return {
    'shift.feed': (_input, { signal }) => desk.feed(signal),
    'shift.show': () => desk.view(),
    'shift.addOperator': (wanted) => desk.addOperator(wanted),
    'shift.removeOperator': async ({ id }) => {
      await desk.removeOperator(id)
      return {}
    },
    'shift.on': (by) => desk.signOn(by),
    'shift.review': review,
    'shift.off': ({ note }) => desk.signOff(note),
  }
}

const done: ReadonlySet<DeviceStage> = new Set(['seen', 'identifying', 'ready', 'enrolled', 'prepared', 'awaitingUser'])

/** What the next one has to know: everything begun and not ended, and what lapses soon. */
export function reviewShift(
  views: readonly DeviceView[],
  intents: readonly Pick<Intent, 'state'>[],
  due: readonly DueItem[],
): ShiftReview {
  const begun = views.filter(({ run }) => run !== null)
  return {
    unfinished: begun.filter(({ stage }) => !done.has(stage)).map(openDevice),
    awaitingUser: begun.filter(({ stage }) => stage === 'awaitingUser').map(openDevice),
    outboxOpen: intents.filter(isOpen).length,
    outboxNeedPerson: intents.filter(needsDecision).length,
    deadlines: due.filter(({ state }) => state !== 'ok').slice(0, 200),
  }
}

function openDevice({ udid, facts, slot, stage }: DeviceView): OpenDevice {
  return { udid, serial: facts?.serial ?? null, slot, stage }
}
