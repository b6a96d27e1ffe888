import { toErrorRecord } from '../../src-shared/errors.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { isOpen, needsDecision } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import type { ReturnEntry } from '../../src-shared/returns-contract.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'
import type { DeviceState, RunState } from '../engine/state.ts'

export type OwedOptions = {
  readonly states: () => Iterable<DeviceState>
  readonly intents: () => readonly Intent[]
  readonly records: (serials: readonly string[]) => Promise<ReadonlyMap<string, RecordFacts>>
  readonly certificates: (serial: string) => number
}

/**
 * What is still to be done with devices that come back: those that are expected, and those whose return began here and is
 * not at its end. What Intune has of them is asked of Intune now.
 */
export async function owedReturns(
  options: OwedOptions,
  expected: readonly string[],
): Promise<{ readonly entries: ReturnEntry[]; readonly intune: ErrorRecord | null }> {
  const states = [...options.states()]
  const wanted = new Set(expected.map((serial) => serial.trim().toUpperCase()))
  const begun = states
    .filter(isReturned)
    .map(serialOf)
    .filter((serial) => serial !== null)
  const serials = [...new Set([...wanted, ...begun])]
  let intune: ErrorRecord | null = null
  const records = await options.records(serials).catch((error: unknown) => {
    intune = toErrorRecord(error)
    return new Map<string, RecordFacts>()
  })
  const entries = serials.map((serial) => {
    const state = states.find((one) => serialOf(one) === serial) ?? null
    return entryOf(serial, state, records.get(serial) ?? null, options)
  })
  const isToGo = (serial: string): boolean =>
    states.some((one) => serialOf(one) === serial && one.run?.blueprint.returning?.record === 'delete')
  return { entries: entries.filter((one) => wanted.has(one.serial) || isOwed(one, isToGo(one.serial))), intune }
}

function entryOf(
  serial: string,
  state: DeviceState | null,
  record: RecordFacts | null,
  { intents, certificates }: OwedOptions,
): ReturnEntry {
  const mine = intents().filter((one) => one.serial === serial && (isOpen(one) || needsDecision(one)))
  return {
    serial,
    udid: state?.udid ?? null,
    isAttached: state?.presence === 'attached',
    run: state !== null && isReturned(state) ? runOf(state.run) : null,
    records: record?.records ?? null,
    bypassCode: record?.bypassCode ?? null,
    outbox: mine.map(({ id, task, state: standing }) => ({ id, kind: task.kind, state: standing })),
    certificates: certificates(serial),
  }
}

function runOf({ status, steps, error, startedAt }: RunState): ReturnEntry['run'] {
  const state = status === 'prepared' ? 'ended' : status === 'failed' || status === 'cancelled' ? 'stopped' : 'underWay'
  const owed = steps.filter(({ outcome }) => outcome !== 'done' && outcome !== 'skipped').map(({ name }) => name)
  return { state, owed, error, startedAt }
}

function isOwed({ run, records, outbox }: ReturnEntry, recordsGo: boolean): boolean {
  return run?.state !== 'ended' || outbox.length > 0 || (recordsGo && (records ?? 0) > 0)
}

function isReturned(state: DeviceState): state is DeviceState & { readonly run: RunState } {
  return state.run?.blueprint.kind === 'return'
}

function serialOf({ facts }: DeviceState): string | null {
  return facts?.serial?.trim().toUpperCase() ?? null
}
