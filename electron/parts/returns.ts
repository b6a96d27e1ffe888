import { hostname } from 'node:os'
import { AppError } from '../../src-shared/errors.ts'
import type { AppOptions } from '../app-options.ts'
import type { Engine } from '../engine/engine.ts'
import { redeemTenantRun, redeemTenantTyped } from '../engine/guard-tenant.ts'
import { describeDevice } from '../ledger/project.ts'
import type { LedgerDraft } from '../../src-shared/ledger.ts'
import { parseLine } from '../ledger/verify.ts'
import type { Clock } from '../lib/clock.ts'
import { BypassCodes } from '../returns/bypass-codes.ts'
import { certify } from '../returns/certificate.ts'
import { CertificateShelf } from '../returns/certificate-shelf.ts'
import { ReturnDesk } from '../returns/return-desk.ts'
import { tellTenantActs } from '../returns/tenant-acts.ts'
import { TenantOrders } from '../returns/tenant-orders.ts'
import type { ReturnHands } from '../steps/return-hands.ts'
import type { WorldCheck } from '../start/world-check.ts'
import type { DataDirectory } from '../store/data-directory.ts'
import type { Closers } from './closers.ts'
import type { Intune } from './intune.ts'
import type { Records } from './records.ts'

/** Devices that come back, and what a person has Intune do that does not come back. */
export type Returns = {
  readonly hands: ReturnHands
  readonly desk: ReturnDesk
  readonly orders: TenantOrders
  readonly codes: BypassCodes
  readonly shelf: CertificateShelf
  /** Writes down that codes are about to be shown. @throws AppError of the ledger; then they must not be */
  readonly auditCodes: (serial: string, count: number, operator: string | null) => void
}

export type ReturnsParts = {
  readonly directory: DataDirectory
  readonly records: Records
  readonly intune: Intune
  readonly world: WorldCheck
  readonly clock: Clock
  readonly engine: () => Engine
}

export function makeReturns(options: AppOptions, parts: ReturnsParts, closers: Closers): Returns {
  const { records, intune, clock, engine } = parts
  const { guard, ledger, store } = records
  const { graph, outbox, courier } = intune
  const record: ReturnDeskRecord = (kind, fact) => ledger.record(kind, fact)
  const describe = (serial: string): LedgerDraft['device'] => describeSerial(engine(), serial)
  const tenantId = async (): Promise<string> => {
    const tenant = await intune.desk.tenant()
    parts.world.assertTenant(tenant.practiceWorld)
    return tenant.tenantId
  }
  const codes = new BypassCodes({
    get: (name) => store.secret(name),
    put: (name, value) => store.putSecret(name, value),
  })
  const desk = new ReturnDesk({
    graph,
    outbox,
    courier,
    tenantId,
    codes,
    state: (udid) => engine().state(udid),
    redeem: (state, target) => redeemTenantRun(guard, state, target, clock.now()),
    record,
    describe: describeDevice,
    clock,
  })
  const shelf = new CertificateShelf(parts.directory.file('certificates'))
  const orders = new TenantOrders({
    graph,
    outbox,
    tenantId,
    redeem: (targets, consent) => redeemTenantTyped(guard, targets, consent, clock.now()),
    describe,
    record,
  })
  const rows = (query: Parameters<typeof records.ledgerFile.rows>[0]) => records.ledgerFile.rows(query)
  // Its first look waits for the engine, which knows the devices.
  queueMicrotask(() => closers.add(tellTenantActs({ outbox, rows, record, describe, logger: options.logger })))
  return {
    hands: {
      keepBypassCode: (...asked) => desk.keepBypassCode(...asked),
      hasBypassCode: (serial) => desk.hasBypassCode(serial),
      retire: (...asked) => desk.retire(...asked),
      clearRecords: (...asked) => desk.clearRecords(...asked),
      certify: (udid) => issue(options, parts, { codes, shelf }, udid),
    },
    desk,
    orders,
    codes,
    shelf,
    auditCodes: (serial, count, operator) => {
      const personal = operator === null ? {} : { operator }
      record('bypassCodeShown', { device: describe(serial), data: { serial, codes: count }, personal })
    },
  }
}

type ReturnDeskRecord = ConstructorParameters<typeof ReturnDesk>[0]['record']

/** Out of the ledger as it is in the file; issued once per run, also when a process died in between. */
async function issue(
  { version, mode }: AppOptions,
  { records, clock, engine }: ReturnsParts,
  { codes, shelf }: Pick<Returns, 'codes' | 'shelf'>,
  udid: string,
): Promise<'issued' | 'already'> {
  const { ledger, ledgerFile, organization } = records
  ledger.flush()
  const state = engine().state(udid)
  const { run, facts } = state
  const serial = facts?.serial ?? ''
  if (run === null || serial === '') throw new AppError('stage.serialUnknown')
  const newest = ledgerFile.rows({ device: udid, newestFirst: true, limit: 500 })
  const lines = newest.toReversed().flatMap(({ text, hash }) => {
    const line = parseLine(text)
    return line === null ? [] : [{ line, hash }]
  })
  const isTold = lines.some(({ line }) => line.kind === 'certificateIssued' && line.data['runId'] === run.id)
  if (isTold && shelf.of(serial).some(({ certificate }) => certificate.id === run.id)) return 'already'
  const certificate = certify({
    state,
    lines,
    head: ledgerFile.head(),
    station: { name: hostname(), organization: organization.name, version },
    practice: mode === 'practice',
    now: clock.now(),
    hasBypassCode: (await codes.list(serial)).length > 0,
  })
  const { file, sha256 } = shelf.put(certificate)
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  ledger.record('certificateIssued', {
    device: describeDevice(state),
    data: { serial, runId: run.id, file: name, sha256 },
    personal: run.operator === null ? {} : { operator: run.operator },
  })
  return 'issued'
}

/** A serial number that this station has never seen still names the device in the ledger. */
function describeSerial(engine: Engine, serial: string): LedgerDraft['device'] {
  for (const state of engine.states()) if (state.facts?.serial?.toUpperCase() === serial) return describeDevice(state)
  return { udid: '', slot: null, ecid: null, serial, productType: null, osVersion: null }
}
