import { AppError } from '../../src-shared/errors.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import type { returnsContract } from '../../src-shared/returns-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { Engine } from '../engine/engine.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import type { BypassCodes } from '../returns/bypass-codes.ts'
import { certificatePage } from '../returns/certificate-page.ts'
import type { CertificateShelf } from '../returns/certificate-shelf.ts'
import { owedReturns } from '../returns/owed.ts'
import type { ReturnDesk } from '../returns/return-desk.ts'
import type { TenantOrders } from '../returns/tenant-orders.ts'

export type ReturnsServices = {
  readonly engine: Engine
  readonly outbox: Outbox
  readonly returns: {
    readonly desk: ReturnDesk
    readonly orders: TenantOrders
    readonly codes: BypassCodes
    readonly shelf: CertificateShelf
    readonly auditCodes: (serial: string, count: number, operator: string | null) => void
  }
  /** Who is on shift, or whose computer it is. */
  readonly operator: () => Promise<string | null>
}

/** Devices that come back, and what Intune does that does not come back. */
export function makeReturnsHandlers(services: ReturnsServices): Handlers<typeof returnsContract> {
  const { engine, outbox, returns, operator } = services
  const { desk, orders, codes, shelf, auditCodes } = returns
  return {
    'returns.owed': ({ expected }) =>
      owedReturns(
        {
          states: () => engine.states(),
          intents: () => outbox.intents,
          records: (serials) => desk.facts(serials),
          certificates: (serial) => shelf.of(serial).length,
        },
        expected,
      ),
    'returns.bypassCode': async (input) => {
      const serial = input.serial.toUpperCase()
      const found = await codes.list(serial)
      if (found.length === 0) throw new AppError('returns.noBypassCode', { serial })
      auditCodes(serial, found.length, await operator())
      return { codes: [...found] }
    },
    'returns.certificates': async ({ serial }) => ({ certificates: [...shelf.of(serial)] }),
    'returns.certificate': async ({ serial, runId, language }) => {
      const found = shelf.of(serial).find(({ certificate }) => certificate.id === runId)
      if (found === undefined) throw new AppError('returns.noCertificate', { serial })
      return { html: certificatePage(found.certificate, createTranslator(language)) }
    },
    'intune.order': async (order) => ({ ids: [...(await orders.order({ ...order, operator: await operator() }))] }),
    'intune.records': async ({ serials }) => ({
      records: (await orders.records(serials)).map((record) => ({
        serial: record.serial,
        recordId: record.id,
        name: record.name,
        model: record.model,
        userPrincipalName: record.userPrincipalName,
        managementState: record.managementState,
        enrolledAt: record.enrolledAt,
        lastSyncAt: record.lastSyncAt,
      })),
    }),
  }
}
