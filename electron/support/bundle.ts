import type { DeviceView } from '../../src-shared/device-view.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { LedgerLine } from '../../src-shared/ledger.ts'
import { JsonRedactor } from './redact-json.ts'

export type BundleParts = {
  readonly version: string
  readonly mode: 'practice' | 'real'
  /** Of Node: which system and which runtime the station has. */
  readonly platform: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly device: DeviceView
  /** Oldest first. */
  readonly events: readonly { readonly seq: number; readonly event: JournalEvent }[]
  /** Newest first. */
  readonly lines: readonly LedgerLine[]
}

/** Newest events of a device with a long life. */
const mostEvents = 2_000

/**
 * What happened to one device, for supporters: how it stands, its journal, its ledger. Nothing in it says whose device it
 * is, where it stood or who worked on it.
 * @returns the file's name and its text, JSON
 */
export function makeBundle(parts: BundleParts): { readonly name: string; readonly text: string } {
  const redactor = new JsonRedactor()
  const { facts, udid } = parts.device
  // Met first, they are found wherever else they stand.
  redactor.learn('ecid', facts?.ecid ?? null)
  redactor.learn('udid', udid)
  redactor.learn('serial', facts?.serial ?? null)
  redactor.learn('imei', facts?.imei ?? null)
  redactor.learn('mac', facts?.wifiAddress ?? null)
  redactor.learn('name', facts?.name ?? null)
  const { version, mode, platform, at } = parts
  const { run, ...device } = parts.device
  const content = {
    slipway: { version, mode, platform, at },
    note: 'Names, numbers and texts that could tell whose device this is were replaced or left out.',
    device: redactor.redact(device),
    run: run === null ? null : redactor.redact({ ...run, blueprintName: undefined, blueprintId: undefined }),
    journal: parts.events.slice(-mostEvents).map(({ seq, event }) => ({ seq, event: redactor.redact(event) })),
    ledger: parts.lines.map((line) => redactor.redact(line)),
  }
  return { name: `slipway-${dayOf(at)}.json`, text: `${JSON.stringify(content, null, 2)}\n` }
}

/** `20261122-0915`, in UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-')
}
