import type { LedgerEntry } from '../../src-shared/ledger.ts'
import type { ErrorCode } from '../../src-shared/errors/catalogue.ts'

/** What to try, or what is at fault, when the same place or the same device keeps failing. */
export type SwapAdvice =
  | { readonly kind: 'swapCable' | 'swapPort' | 'port'; readonly slot: number; readonly failures: number }
  | { readonly kind: 'device'; readonly slots: number; readonly slot: number; readonly failures: number }

/** Troubles that a bad cable, port or device makes. What Intune, a profile or a person refuses has other causes. */
const byCable: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'app.timeout',
  'stream.closed',
  'frame.malformed',
  'plist.malformed',
  'stage.notBack',
  'stage.eraseDidNotHappen',
  'apple.deviceGone',
  'apple.portRefused',
  'apple.mux.malformed',
  'apple.mux.refused',
  'apple.service.malformed',
  'apple.lockdown.invalidResponse',
  'apple.lockdown.invalidConnection',
  'apple.lockdown.wrongReply',
])

type Trial = { readonly udid: string; readonly slot: number; readonly failed: boolean }

/**
 * Whether to swap cable, port or device, from the ledger's lines; null below two failures, and when the last trial of the
 * device was none. A success clears: only failures of the slot since its last success count, and of the device alike.
 * @param entries newest first
 */
export function swapAdvice(entries: readonly LedgerEntry[], udid: string, slot: number | null): SwapAdvice | null {
  const trials = entries.flatMap(trialOf)
  if (slot === null || trials.find((trial) => trial.udid === udid)?.failed !== true) return null
  const here = sinceSuccess(trials.filter((trial) => trial.slot === slot))
  const own = sinceSuccess(trials.filter((trial) => trial.udid === udid))
  const slots = new Set(own.map((trial) => trial.slot)).size
  if (slots > 1) return { kind: 'device', slots, slot, failures: own.length }
  if (here.length < 2) return null
  const devices = new Set(here.map((trial) => trial.udid))
  if (devices.size === 1) return { kind: 'swapPort', slot, failures: here.length }
  const fineElsewhere = (other: string): boolean =>
    trials.some((trial) => trial.udid === other && trial.slot !== slot && !trial.failed)
  const others = [...devices].filter((other) => other !== udid)
  return { kind: others.some(fineElsewhere) ? 'port' : 'swapCable', slot, failures: here.length }
}

function trialOf({ line: { kind, device, data } }: LedgerEntry): readonly Trial[] {
  if (device?.slot == null) return []
  const { udid, slot } = device
  if (kind === 'prepared' || kind === 'configurationVerified') return [{ udid, slot, failed: false }]
  const failed = kind === 'needsAttention' && byCable.has(data['code'] as ErrorCode)
  return failed ? [{ udid, slot, failed }] : []
}

function sinceSuccess(trials: readonly Trial[]): readonly Trial[] {
  const success = trials.findIndex(({ failed }) => !failed)
  return success < 0 ? trials : trials.slice(0, success)
}
