import { existsSync } from 'node:fs'
import { AppError } from '../../src-shared/errors.ts'
import { isOpen, needsDecision } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import { impersonalIntent } from '../../src-shared/personal-lines.ts'
import { personalLines } from '../engine/personal-lines.ts'
import type { PersonalLines } from '../engine/personal-lines.ts'
import type { DeviceState } from '../engine/state.ts'
import { JournalRewrite } from '../store/journal-rewrite.ts'
import type { ForgetOrder, Forgotten } from '../store/ledger-forget.ts'
import type { LedgerFile } from '../store/ledger-file.ts'
import { forgetShifts } from '../store/old-shifts.ts'
import { shrinkFile } from '../store/shrink.ts'

/** Where personal fields are kept, beside the ledger. */
export type PersonalPlaces = {
  /** A file of the data directory. */
  readonly file: (name: string) => string
  readonly ledger: Pick<LedgerFile, 'forget'>
  readonly outbox: { readonly all: () => readonly Intent[]; readonly put: (intents: readonly Intent[]) => void }
  /** Told how devices stand now that words were taken out of their lines. */
  readonly adopt: (states: readonly DeviceState[]) => void
}

/**
 * Erases personal fields everywhere in a data directory: first in journal, outbox and shifts, then in the ledger, which
 * says so. What an interruption left is counted again. Without a confirmed number nothing is erased.
 * @throws AppError `ledger.forgetWhat`, `ledger.countMismatch`, `ledger.forgetBusy`, `app.diskFull`, `app.fileUnwritable`
 */
export function forgetPersonal(places: PersonalPlaces, order: ForgetOrder, operator: string | null): Forgotten {
  const counted = places.ledger.forget({ ...order, confirm: null }, operator, 0)
  const paths = ['journal.sqlite', 'outbox.sqlite', 'slipway.sqlite']
    .map(places.file)
    .filter((path) => existsSync(path))
  const inJournal = readJournal(places, order)
  const inOutbox = readOutbox(places, order, inJournal.serials)
  const elsewhere = inJournal.fields + inOutbox.fields + shifts(places, order, false)
  const fields = counted.fields + elsewhere
  if (order.confirm === null) return { ...counted, fields }
  if (order.confirm !== fields) throw new AppError('ledger.countMismatch', { confirmed: order.confirm, fields })
  const busy = [...new Set([...inJournal.busy, ...inOutbox.busy])]
  if (busy.length > 0) throw new AppError('ledger.forgetBusy', { devices: busy.join(', ') })
  if (inJournal.fields > 0) reword(places, inJournal)
  if (inOutbox.fields > 0) places.outbox.put(inOutbox.intents)
  shifts(places, order, true)
  for (const path of paths) shrinkFile(path)
  return { ...places.ledger.forget({ ...order, confirm: counted.fields }, operator, elsewhere), fields }
}

const nothing: PersonalLines = { lines: [], fields: 0, serials: new Set(), states: [], busy: [] }

function readJournal({ file }: PersonalPlaces, order: ForgetOrder): PersonalLines {
  // A ledger may lie alone in its folder, as somebody kept it.
  if (!existsSync(file('journal.sqlite'))) return nothing
  const rewrite = new JournalRewrite(file('journal.sqlite'))
  try {
    return personalLines(rewrite.rows(), order)
  } finally {
    rewrite.close()
  }
}

/** What hangs on no event in between: all of this happens in one turn of the process. */
function reword({ file, adopt }: PersonalPlaces, { lines, states }: PersonalLines): void {
  const rewrite = new JournalRewrite(file('journal.sqlite'))
  try {
    rewrite.reword(lines)
  } finally {
    rewrite.close()
  }
  adopt(states)
}

type PersonalIntents = {
  readonly intents: readonly Intent[]
  readonly fields: number
  readonly busy: readonly string[]
}

/** What Intune must still be told needs who agreed to it, and what the device is to be called. */
function readOutbox(
  { outbox }: PersonalPlaces,
  { olderThan, device }: ForgetOrder,
  serials: ReadonlySet<string>,
): PersonalIntents {
  const isNamed = ({ serial, createdAt }: Intent): boolean =>
    (olderThan === null || createdAt < olderThan) &&
    (device === null || serial === device.toUpperCase() || serials.has(serial))
  const found = outbox
    .all()
    .filter(isNamed)
    .map(impersonalIntent)
    .filter(({ fields }) => fields > 0)
  const intents = found.map(({ without }) => without)
  return {
    intents,
    fields: found.reduce((sum, { fields }) => sum + fields, 0),
    busy: intents.filter((one) => isOpen(one) || needsDecision(one)).map(({ serial }) => serial),
  }
}

/** Of shifts only an age can be named. @returns how many */
function shifts({ file }: PersonalPlaces, { olderThan, device }: ForgetOrder, confirmed: boolean): number {
  const path = file('slipway.sqlite')
  return olderThan === null || device !== null || !existsSync(path) ? 0 : forgetShifts(path, olderThan, confirmed)
}
