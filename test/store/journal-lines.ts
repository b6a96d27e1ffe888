import { JournalFile } from '../../electron/store/journal.ts'
import { journalEvent } from '../../src-shared/journal.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { setupAssistant, used } from '../engine/fixtures.ts'

/** What a device leaves in the journal that comes, is staged up to a failed step, and goes; `from` is its first moment. */
export function visit(udid: string, from: number, operator = 'Ada Lovelace'): readonly JournalEvent[] {
  const facts = {
    ...used,
    udid,
    serial: `S${udid.toUpperCase()}`,
    name: `${operator}’s iPhone ${udid}`,
    imei: `35${udid}`,
  }
  const error = { code: 'app.timeout', message: `no answer of ${facts.name}`, details: { device: facts.name } }
  const plan = { udid, route: 'direct' as const, erases: 'no' as const, problems: [], warnings: [], expectedMs: 0 }
  const steps = [{ name: 'pair' as const, skip: false, reason: 'pair.always', expectedMs: 0 }]
  return [
    { type: 'attached' as const, deviceId: 1, locationId: 1, slot: 1 },
    { type: 'identified' as const, facts },
    {
      type: 'runStarted' as const,
      runId: `run of ${udid}`,
      batchId: 'b',
      blueprint: setupAssistant,
      eraseConsent: false,
      operator,
    },
    { type: 'stepStarted' as const, step: 'identify' as const },
    { type: 'planned' as const, plan: { ...plan, steps } },
    { type: 'stepDone' as const, step: 'identify' as const, reason: null },
    { type: 'stepStarted' as const, step: 'pair' as const },
    { type: 'profilesNoted' as const, step: 'pair' as const, identifiers: [`of ${operator}`] },
    { type: 'stepFailed' as const, step: 'pair' as const, error },
    { type: 'detached' as const },
  ].map((event, index) => journalEvent.parse({ ...event, at: from + index }))
}

export function writeLines(path: string, lines: Iterable<readonly [string, JournalEvent]>): void {
  const journal = new JournalFile(path)
  for (const [udid, event] of lines) journal.append(udid, event)
  journal.close()
}

/** Every line as whoever replays the journal hears it. */
export function readLines(path: string) {
  const journal = new JournalFile(path)
  const lines: { readonly udid: string; readonly seq: number; readonly event: JournalEvent }[] = []
  journal.replay((udid, event, seq) => lines.push({ udid, seq, event }))
  const proved = journal.proved()
  journal.close()
  return { lines, proved }
}
