import { AppError, asAppError } from '../../src-shared/errors.ts'
import type { LedgerDraft, LedgerKind } from '../../src-shared/ledger.ts'
import { tenantTargetOf } from '../../src-shared/outbox.ts'
import type { Intent, OutboxTask } from '../../src-shared/outbox.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'
import type { TenantTarget } from '../../src-shared/tenant-consent.ts'
import type { DeviceState, RunState } from '../engine/state.ts'
import type { GraphClient } from '../graph/call.ts'
import { isOutage } from '../graph/outage.ts'
import type { Courier } from '../graph/outbox/courier.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import { readBypassCode } from '../graph/resources/bypass-code.ts'
import { readDeviceRecord } from '../graph/resources/device-actions.ts'
import { findManagedDevices } from '../graph/resources/managed-devices.ts'
import type { ManagedDevice } from '../graph/resources/managed-devices.ts'
import type { TenantWarrant } from '../graph/tenant-warrant.ts'
import type { Clock } from '../lib/clock.ts'
import type { RecordOutcome, RetireOutcome } from '../steps/return-hands.ts'
import { isCurrentCode } from './bypass-codes.ts'
import type { BypassCodes } from './bypass-codes.ts'

export type ReturnDeskOptions = {
  readonly graph: GraphClient
  readonly outbox: Outbox
  readonly courier: Courier
  /** The tenant, as it says itself. @throws AppError `app.practiceRealMix` when it is not of this Slipway's world */
  readonly tenantId: () => Promise<string>
  readonly codes: BypassCodes
  readonly state: (udid: string) => DeviceState
  /** The guard's word for what the plan of the device's run says. */
  readonly redeem: (state: DeviceState, target: TenantTarget) => TenantWarrant
  readonly record: (kind: LedgerKind, fact: Partial<Pick<LedgerDraft, 'device' | 'data' | 'personal'>>) => void
  readonly describe: (state: DeviceState) => LedgerDraft['device']
  readonly clock: Clock
}

/** How long a bench waits for Intune to take an order, and for the device to hear of it. */
const patienceMs = 60_000
const lookAgainMs = 1_000
/** A serial number has one live record and what earlier enrollments left; more than that nobody looks into. */
const mostRecords = 10

/** Intune's part of a return: its records, its bypass codes, and what it is told of them. */
export class ReturnDesk {
  readonly #options: ReturnDeskOptions

  constructor(options: ReturnDeskOptions) {
    this.#options = options
  }

  /** For plans. A serial number that Intune could not be asked about is left out. */
  async facts(serials: readonly string[]): Promise<ReadonlyMap<string, RecordFacts>> {
    const { graph } = this.#options
    const found = await Promise.all(
      serials.map(async (serial) => {
        const records = await findManagedDevices(graph, serial)
        const kept = await this.#keepsCurrentCode(serial, records)
        const bypassCode = (await this.#codeInIntune(records)) !== null ? 'inIntune' : kept ? 'kept' : 'none'
        return [serial, { records: records.length, bypassCode }] as const
      }),
    )
    return new Map(found)
  }

  async keepBypassCode(
    udid: string,
    fromDevice: () => Promise<string | null>,
    signal: AbortSignal,
  ): Promise<'kept' | 'already' | 'none' | 'noRecord'> {
    const { graph, codes, clock, record, describe, state } = this.#options
    const { serial } = this.#inRun(udid)
    await this.#options.tenantId()
    const records = await findManagedDevices(graph, serial, signal)
    const shown = await this.#codeInIntune(records, signal)
    const code = shown ?? (await fromDevice())
    if (code === null) {
      if (await this.#keepsCurrentCode(serial, records)) return 'already'
      return records.length === 0 ? 'noRecord' : 'none'
    }
    const source = shown === null ? 'cable' : 'intune'
    if (!(await codes.keep(serial, { code, source, keptAt: clock.now() }))) return 'already'
    record('bypassCodeKept', { device: describe(state(udid)), data: { serial, source } })
    return 'kept'
  }

  async hasBypassCode(serial: string): Promise<boolean> {
    return (await this.#options.codes.list(serial)).length > 0
  }

  async retire(udid: string, signal: AbortSignal): Promise<RetireOutcome> {
    const { graph } = this.#options
    const { run, serial } = this.#inRun(udid)
    const before = this.#ofRun(run, serial, 'retire')[0]
    const recordId = before?.task.kind === 'retire' ? before.task.recordId : (await this.#newest(serial, signal))?.id
    if (recordId === undefined) return 'noRecord'
    const id = before?.id ?? (await this.#order(udid, serial, { kind: 'retire', recordId }))
    try {
      if ((await this.#options.courier.settled([id], patienceMs, signal)) === 'later') return 'later'
    } catch (error) {
      if (asAppError(error).code !== 'outbox.recordGone') throw error
      return 'gone'
    }
    return this.#followRetire(graph, recordId, signal)
  }

  async clearRecords(udid: string, signal: AbortSignal): Promise<RecordOutcome> {
    try {
      const ids = await this.#orderDeletions(udid, signal)
      if (ids.length === 0) return 'nothingLeft'
      return await this.#options.courier.settled(ids, patienceMs, signal)
    } catch (thrown) {
      const error = asAppError(thrown)
      if (error.code === 'app.cancelled' || signal.aborted) throw error
      return isOutage(error) ? 'unread' : 'needsPerson'
    }
  }

  async #orderDeletions(udid: string, signal: AbortSignal): Promise<readonly string[]> {
    const { graph } = this.#options
    const { run, serial } = this.#inRun(udid)
    const { returning } = run.blueprint
    const ids: string[] = []
    if (returning?.record === 'delete') {
      const asked = this.#ofRun(run, serial, 'deleteRecord')
      ids.push(...asked.map(({ id }) => id))
      const known = new Set(asked.map(({ task }) => ('recordId' in task ? task.recordId : '')))
      const left = (await findManagedDevices(graph, serial, signal)).filter(({ id }) => !known.has(id))
      for (const { id: recordId } of left.slice(0, mostRecords))
        ids.push(await this.#order(udid, serial, { kind: 'deleteRecord', recordId }))
    }
    if (returning?.identity !== 'delete') return ids
    const asked = this.#ofRun(run, serial, 'removeSerial')[0]
    return [...ids, asked?.id ?? (await this.#order(udid, serial, { kind: 'removeSerial' }))]
  }

  /** What became of it, which the outbox does not wait for: the device has to be reached. */
  async #followRetire(graph: GraphClient, recordId: string, signal: AbortSignal): Promise<RetireOutcome> {
    const { clock } = this.#options
    const until = clock.now() + patienceMs
    for (;;) {
      const record = await readDeviceRecord(graph, recordId, signal)
      if (record === null) return 'gone'
      const state = record.actions.find(({ name }) => name === 'retire')?.state ?? 'none'
      if (state === 'done') return 'done'
      if (['failed', 'canceled', 'notSupported'].includes(state)) return 'failed'
      if (clock.now() >= until) return 'pending'
      await clock.sleep(lookAgainMs, signal)
    }
  }

  /** On the disk, with the consent of the run, when it returns. */
  async #order(udid: string, serial: string, task: OutboxTask): Promise<string> {
    const { outbox, state, redeem, tenantId } = this.#options
    const tenant = await tenantId()
    const target = tenantTargetOf({ serial, task })
    const warrant = target === null ? null : redeem(state(udid), target)
    return outbox.add(serial, tenant, task, warrant)
  }

  /** What this run has asked for already, in this process or an earlier one. */
  #ofRun(run: RunState, serial: string, kind: Intent['task']['kind']): readonly Intent[] {
    return this.#options.outbox.intents.filter(
      (one) => one.consent?.runId === run.id && one.serial === serial && one.task.kind === kind,
    )
  }

  async #newest(serial: string, signal: AbortSignal): Promise<ManagedDevice | undefined> {
    return (await findManagedDevices(this.#options.graph, serial, signal))[0]
  }

  async #keepsCurrentCode(serial: string, [newest]: readonly ManagedDevice[]): Promise<boolean> {
    const { codes, clock } = this.#options
    const [code] = await codes.list(serial)
    return code !== undefined && isCurrentCode(code, newest?.enrolledAt ?? null, clock.now())
  }

  async #codeInIntune(records: readonly ManagedDevice[], signal?: AbortSignal): Promise<string | null> {
    for (const { id } of records.slice(0, mostRecords)) {
      const code = await readBypassCode(this.#options.graph, id, signal)
      if (code !== null) return code
    }
    return null
  }

  /** @throws AppError `stage.serialUnknown` */
  #inRun(udid: string): { readonly run: RunState; readonly serial: string } {
    const { run, facts } = this.#options.state(udid)
    if (run === null || facts?.serial == null) throw new AppError('stage.serialUnknown')
    return { run, serial: facts.serial.trim().toUpperCase() }
  }
}
