import { join } from 'node:path'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { writeWhole } from '../../lib/write-whole.ts'
import type { PracticeOutcome } from './practice-outcome.ts'

/** Writes report.json (the same document as --json) and steps.csv (a line per device and step) into the folder. */
export function writeReport(directory: string, outcome: PracticeOutcome, views: readonly DeviceView[]): void {
  writeWhole(join(directory, 'report.json'), `${JSON.stringify(outcome, null, 2)}\n`)
  const header = ['slot', 'udid', 'serial', 'name', 'route', 'step', 'outcome', 'reason', 'durationMs']
  const lines = views.flatMap((view) =>
    (view.run?.steps ?? []).map((step) => [
      view.slot ?? '',
      view.udid,
      view.facts?.serial ?? '',
      view.facts?.name ?? '',
      view.run?.route ?? '',
      step.name,
      step.outcome,
      step.reason,
      step.durationMs,
    ]),
  )
  const csv = [header, ...lines].map((cells) => cells.map((cell) => csvCell(String(cell))).join(','))
  writeWhole(join(directory, 'steps.csv'), `${csv.join('\r\n')}\r\n`)
}

/** Quoted where needed; a leading sign would be a formula to a spreadsheet. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
