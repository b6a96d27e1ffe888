import { AppError } from '../../src-shared/errors.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { supportContract } from '../../src-shared/support-contract.ts'
import type { Engine } from '../engine/engine.ts'
import type { Journal } from '../engine/ports.ts'
import { parseLine } from '../ledger/verify.ts'
import { systemClock } from '../lib/clock.ts'
import { makeBundle } from '../support/bundle.ts'
import type { LedgerServices } from './ledger-handlers.ts'

export type SupportServices = {
  readonly engine: Engine
  readonly journal: Pick<Journal, 'replay'>
  readonly ledger: LedgerServices
  readonly options: { readonly version: string; readonly mode: 'practice' | 'real' }
}

/** What supporters get to read. */
export function makeSupportHandlers(services: SupportServices): Handlers<typeof supportContract> {
  const { engine, journal, ledger, options } = services
  return {
    'support.bundle': ({ udid }) => {
      const device = engine.feed.list().find((view) => view.udid === udid)
      if (device === undefined) return Promise.reject(new AppError('stage.unknownDevice', { udid }))
      const events: { readonly seq: number; readonly event: JournalEvent }[] = []
      journal.replay((whose, event, seq) => {
        if (whose === udid) events.push({ seq, event })
      })
      ledger.flush()
      const rows = ledger.file.rows({ device: udid, limit: 500, newestFirst: true })
      const lines = rows.flatMap(({ text }) => parseLine(text) ?? [])
      const platform = `${process.platform} ${process.arch}, Node ${process.versions.node}`
      const { version, mode } = options
      return Promise.resolve(makeBundle({ version, mode, platform, at: systemClock.now(), device, events, lines }))
    },
  }
}
