import { pairingMark } from '../apple/pair-record.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import { eraseDevice, flush, openMcInstall } from '../apple/services/mcinstall.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Step, StepContext, StepResult } from '../engine/ports.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { showsErase } from '../../src-shared/erase-evidence.ts'
import { attachedDevice } from './hands.ts'
import type { StepHands } from './hands.ts'
import { readReturned } from './identify.ts'
import { mayStillLeave } from './leaving.ts'

/** Reason given when an interrupted erase turns out to have happened; the machine then waits for no second return. */
export const alreadyErased = 'erase.alreadyHappened'

/** Reason given when the connection ended without an answer; the machine looks at the device when it is back. */
export const eraseUnheard = 'erase.unheard'

/**
 * Erases all content and settings, with a warrant of the guard. Both keys are always sent: without PreserveDataPlan the
 * device would erase its eSIM. The device is held against other programs until the outcome is in the journal, and looked
 * at once more when it is: consent and plan are for what was read.
 */
export function erase(hands: StepHands): Step {
  return async (context) => {
    context.afterwards(await hands.holdDevice(context.udid, context.signal, context.askedAt))
    const { already, record } = await lookFirst(hands, context)
    if (already !== null) return already
    await hands.desk.assertActivatable()
    const isRestore = context.blueprint.eraseWith === 'restore'
    const heard = isRestore ? await restoreDevice(hands, context) : await eraseByCommand(hands, context, record)
    return heard ? {} : { reason: eraseUnheard }
  }
}

/**
 * Under the very pairing that was looked through: a device that has just forgotten it is another one than was looked at.
 * @returns false when nobody heard whether the device took it
 */
async function eraseByCommand(hands: StepHands, context: StepContext, record: PairRecord): Promise<boolean> {
  const { udid, blueprint, signal } = context
  const service = await openMcInstall(hands.mux, attachedDevice(context), record, { signal })
  try {
    await flush(service, { signal })
    // No signal: once asked for, an erase is heard to its end.
    return await eraseDevice(service, hands.orderErase(udid, pairingMark(record)), {
      preserveDataPlan: blueprint.dataPlan === 'preserve',
      disallowProximitySetup: true,
    })
  } finally {
    service.close()
  }
}

/** After these nobody knows what cfgutil did; the device shows it when it is back. */
const inDoubt: ReadonlySet<string> = new Set([
  'configurator.stopped',
  'configurator.noAnswer',
  'configurator.tooMuch',
  'configurator.garbled',
  'configurator.deviceLeft',
])

/** @returns false when nobody heard how it ended */
async function restoreDevice(hands: StepHands, { udid, signal }: StepContext): Promise<boolean> {
  try {
    await hands.restore(() => hands.orderRestore(udid), signal)
    return true
  } catch (error) {
    if (error instanceof AppError && inDoubt.has(error.code)) return false
    throw error
  }
}

type Look = { readonly already: StepResult | null; readonly record: PairRecord }

/**
 * What the device itself says about an erase that may have happened. The pairing it was ordered under, still honored, is
 * the evidence that it did not: an erase forgets every host. Any other may be from after it, whoever made it.
 * @throws AppError when neither can be told; nothing is erased on a guess
 */
async function lookFirst(hands: StepHands, context: StepContext): Promise<Look> {
  const asked = hands.clock.now()
  for (;;) {
    const { facts, anew, record } = await readReturned(hands, context)
    if (context.resumed && showsErase(facts, context.beforeErase))
      return { already: { facts, reason: alreadyErased }, record }
    const isOrdered = context.resumed && context.eraseOrderedAt !== null
    // Not begun; or begun, but never sent by this run, as if it were not, though days may lie between.
    if (!isOrdered) assertUnchanged(context, facts, anew)
    else assertNotErased(context, facts, !anew && pairingMark(record) === context.orderedUnder)
    if (isOrdered && (await mayStillLeave(hands, context, asked))) continue
    context.learn(facts)
    if (isOrdered) hands.renewErase(context.udid)
    return { already: null, record }
  }
}

/**
 * For an erase that was sent, or was about to be: it may have happened, by us or by somebody else, and a person may use the
 * device since. A cfgutil that an earlier process started may still be fetching the system that it is to install.
 * @throws AppError `stage.eraseNotConsented`, `stage.configurationUnreadable`
 */
function assertNotErased({ blueprint }: StepContext, facts: DeviceFacts, remembers: boolean): void {
  if (!remembers || blueprint.eraseWith === 'restore') throw new AppError('stage.eraseNotConsented')
  if (facts.cloudConfigured === null) throw new AppError('stage.configurationUnreadable')
}

/**
 * For an erase that this run has not begun: the device is still the one that was planned for.
 * @throws AppError `stage.deviceChanged`, `stage.configurationUnreadable`
 */
function assertUnchanged(context: StepContext, facts: DeviceFacts, anew: boolean): void {
  const differs = decisive.some((key) => {
    const known = context.facts?.[key] ?? null
    return known !== null && facts[key] !== null && known !== facts[key]
  })
  // What a paired host alone may read was known: then the device knew this host.
  const forgot = anew && context.facts !== null && context.facts.cloudConfigured !== null
  if (forgot || differs) throw new AppError('stage.deviceChanged')
  if (facts.cloudConfigured === null) throw new AppError('stage.configurationUnreadable')
}

/** What tells a device in use from a fresh one, and one organization's from another's. */
const decisive = ['cloudConfigured', 'supervised', 'organizationName', 'setupDone', 'activationState'] as const
