import { AppError } from '../../src-shared/errors.ts'
import type { LedgerDraft, LedgerKind } from '../../src-shared/ledger.ts'
import type { OutboxTask } from '../../src-shared/outbox.ts'
import { tenantTargetOf } from '../../src-shared/outbox.ts'
import type { TenantTarget } from '../../src-shared/tenant-consent.ts'
import type { GraphClient } from '../graph/call.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import { findManagedDevices } from '../graph/resources/managed-devices.ts'
import type { ManagedDevice } from '../graph/resources/managed-devices.ts'
import { normalizeSerial } from '../graph/serial.ts'
import type { TenantWarrant } from '../graph/tenant-warrant.ts'

export type TenantOrder = {
  readonly verb: 'retire' | 'wipe' | 'deleteRecord'
  readonly serials: readonly string[]
  readonly typed: string
  readonly keepEsimDataPlan: boolean
  readonly operator: string | null
}

export type TenantOrdersOptions = {
  readonly graph: GraphClient
  readonly outbox: Outbox
  /** @throws AppError `app.practiceRealMix` */
  readonly tenantId: () => Promise<string>
  /** The guard's word for what a person typed. */
  readonly redeem: (
    targets: readonly TenantTarget[],
    consent: { readonly operator: string | null; readonly typed: string },
  ) => readonly TenantWarrant[]
  /** The device of a serial number for the ledger's lines. */
  readonly describe: (serial: string) => LedgerDraft['device']
  readonly record: (kind: LedgerKind, fact: Partial<Pick<LedgerDraft, 'device' | 'data' | 'personal'>>) => void
}

/** What a person has Intune do to devices by their serial numbers, with or without a cable. */
export class TenantOrders {
  readonly #options: TenantOrdersOptions

  constructor(options: TenantOrdersOptions) {
    this.#options = options
  }

  /** Every record of these serial numbers, newest first, as Intune has them now. */
  async records(serials: readonly string[]): Promise<readonly ManagedDevice[]> {
    const found: ManagedDevice[] = []
    for (const serial of unique(serials)) found.push(...(await findManagedDevices(this.#options.graph, serial)))
    return found
  }

  /**
   * Notes what is asked for, with the consent, in ledger and outbox: all of it or nothing. A retire or wipe is for the
   * newest record; a deletion for all records of the device.
   * @returns the ids of the intents
   * @throws AppError `outbox.noRecord`, `outbox.consentSerial`, `outbox.consentCount`, those of the protected devices and
   *   of the Graph client
   */
  async order({ verb, serials, typed, keepEsimDataPlan, operator }: TenantOrder): Promise<readonly string[]> {
    const { outbox, redeem, record, describe } = this.#options
    const tenant = await this.#options.tenantId()
    const records = await this.records(serials)
    const tasks = unique(serials).flatMap((serial) => {
      const mine = records.filter((one) => one.serial === serial)
      const [newest] = mine
      if (newest === undefined) throw new AppError('outbox.noRecord', { serial })
      const chosen = verb === 'deleteRecord' ? mine : [newest]
      return chosen.map(({ id }) => ({ serial, task: taskOf(verb, id, keepEsimDataPlan) }))
    })
    const targets = tasks.flatMap((one) => tenantTargetOf(one) ?? [])
    const warrants = redeem(targets, { operator, typed })
    const named = unique(serials).length
    for (const { serial, recordId } of targets) {
      const data = { verb, serial, recordId, way: named === 1 ? 'serialEnd' : 'count', typed: typed.trim(), named }
      record('tenantConsent', { device: describe(serial), data, personal: operator === null ? {} : { operator } })
    }
    return tasks.map(({ serial, task }, index) => outbox.add(serial, tenant, task, warrants[index] ?? null))
  }
}

function taskOf(verb: TenantOrder['verb'], recordId: string, keepEsimDataPlan: boolean): OutboxTask {
  return verb === 'wipe' ? { kind: verb, recordId, keepEsimDataPlan } : { kind: verb, recordId }
}

function unique(serials: readonly string[]): readonly string[] {
  return [...new Set(serials.map(normalizeSerial))]
}
