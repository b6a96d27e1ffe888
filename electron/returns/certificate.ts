import { ledgerData } from '../../src-shared/ledger.ts'
import type { LedgerHead, LedgerLine } from '../../src-shared/ledger.ts'
import { erasureCertificate } from '../../src-shared/returns.ts'
import type { ErasureCertificate } from '../../src-shared/returns.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { DeviceState } from '../engine/state.ts'

/** A line of the ledger with its hash, as the certificate quotes it. */
export type QuotedLine = { readonly line: LedgerLine; readonly hash: string }

export type CertificateFacts = {
  readonly state: DeviceState
  /** The ledger's lines about the device, oldest first. */
  readonly lines: readonly QuotedLine[]
  readonly head: LedgerHead
  readonly station: ErasureCertificate['station']
  readonly practice: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  readonly hasBypassCode: boolean
}

/** What belongs into a certificate of all that is told of a run. */
const quoted: ReadonlySet<string> = new Set(['consentGiven', 'runStarted', 'eraseOrdered', 'eraseProved'])

/**
 * The certificate of a run, out of what the ledger says and nothing else: it has a line that says that the device showed
 * itself erased, or there is no certificate.
 * @throws AppError `returns.eraseNotProved`
 */
export function certify(facts: CertificateFacts): ErasureCertificate {
  const { state, head, station, practice, now } = facts
  const { run } = state
  const mine = facts.lines.filter(({ line }) => line.run !== null && line.run.id === run?.id && quoted.has(line.kind))
  const proof = mine.findLast(({ line }) => line.kind === 'eraseProved')?.line
  const order = mine.findLast(({ line }) => line.kind === 'eraseOrdered')?.line
  if (run === null || proof === undefined || state.facts === null) throw new AppError('returns.eraseNotProved')
  const { serial, ecid, imei, productType, osVersion, activationState } = state.facts
  const reasonOf = (name: string): string | null => run.steps.find((step) => step.name === name)?.reason ?? null
  return erasureCertificate.parse({
    v: 1,
    kind: 'erasureCertificate',
    id: run.id,
    issuedAt: Math.round(now),
    practice,
    station,
    operator: run.operator,
    device: { serial: serial ?? '', udid: state.udid, ecid, imei, productType, osVersion },
    method: {
      command: 'EraseDevice',
      by: 'cable',
      preserveDataPlan: run.blueprint.dataPlan === 'preserve',
      orderedAt: order?.at ?? null,
      provedAt: proof.at,
    },
    before: standingIn(order),
    after: standingIn(proof),
    activatedAfter: activationState !== null && activationState !== 'Unactivated',
    bypassCodeKept: facts.hasBypassCode,
    tenant: { retire: reasonOf('retire'), record: reasonOf('record') },
    outcome: run.blueprint.returning?.outcome ?? 'ready',
    ledger: { head, lines: mine.map(({ line: { seq, at, kind }, hash }) => ({ seq, at, kind, hash })) },
  })
}

function standingIn(line: LedgerLine | undefined): ErasureCertificate['before'] {
  const data = ledgerData.parse(line?.data ?? {})
  const text = (key: string): string | null => {
    const value = data[key]
    return typeof value === 'string' ? value : null
  }
  const flag = (key: string): boolean | null => {
    const value = data[key]
    return typeof value === 'boolean' ? value : null
  }
  return {
    activationState: text('activationState'),
    setupDone: flag('setupDone'),
    cloudConfigured: flag('cloudConfigured'),
    supervised: flag('supervised'),
    findMy: flag('findMy'),
  }
}
