import type { LedgerDraft, LedgerKind } from '../../src-shared/ledger.ts'
import { ledgerLine } from '../../src-shared/ledger.ts'
import { tenantTargetOf } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import type { Logger } from '../lib/logger.ts'
import type { LedgerRow, RowQuery } from '../store/ledger-rows.ts'

export type TenantActsOptions = {
  readonly outbox: Outbox
  readonly rows: (query: RowQuery) => readonly LedgerRow[]
  readonly record: (kind: LedgerKind, fact: Partial<Pick<LedgerDraft, 'device' | 'data' | 'personal'>>) => void
  readonly describe: (serial: string) => LedgerDraft['device']
  readonly logger: Logger
}

/** How an intent stands that somebody must be able to ask about later; a wait is not worth a line. */
const told: ReadonlySet<Intent['state']> = new Set(['done', 'refused', 'needsPerson', 'dropped'])

/**
 * Tells the ledger how what cannot be taken back ended, each end once: an intent outlives the process that sent it, and so
 * what the ledger has of it already is read there.
 * @returns what stops it
 */
export function tellTenantActs(options: TenantActsOptions): () => void {
  const { outbox, logger } = options
  const known = new Set<string>()
  let isRead = false
  const look = (): void => {
    const ended = outbox.intents.filter((one) => told.has(one.state) && tenantTargetOf(one) !== null)
    if (ended.length === 0) return
    try {
      if (!isRead) for (const one of ended) readKnown(options, one, known)
      isRead = true
      for (const one of ended) tell(options, one, known)
    } catch (error) {
      // The outbox is the truth; what is untold is told after the next change, or at the next start.
      logger.error({ code: toErrorRecord(error).code }, 'the ledger was not told of what Intune did')
    }
  }
  look()
  return outbox.onChange(look)
}

function tell({ record, describe }: TenantActsOptions, one: Intent, known: Set<string>): void {
  const target = tenantTargetOf(one)
  const key = keyOf(one.id, one.state)
  if (target === null || known.has(key)) return
  const { serial, recordId, verb } = target
  const { id, state, note, requestId, consent } = one
  record('tenantActed', {
    device: describe(serial),
    data: { intent: id, verb, serial, recordId, state, note, requestId, runId: consent?.runId ?? null },
    personal: consent?.operator == null ? {} : { operator: consent.operator },
  })
  known.add(key)
}

/** Lines about one device are few; those of its intents are read once, at a start. */
function readKnown({ rows }: TenantActsOptions, { serial }: Intent, known: Set<string>): void {
  for (const { text } of rows({ device: serial, newestFirst: true, limit: 500 })) {
    if (!text.includes('"tenantActed"')) continue
    const line = ledgerLine.safeParse(JSON.parse(text)).data
    if (line?.kind === 'tenantActed') known.add(keyOf(String(line.data['intent']), String(line.data['state'])))
  }
}

function keyOf(id: string, state: string): string {
  return `${id} ${state}`
}
