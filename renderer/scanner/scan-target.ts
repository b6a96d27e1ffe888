import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Scan } from './read-scan.ts'

/** What was scanned and waits for its other half. Times in milliseconds since 1970. */
export type Waiting =
  | { readonly kind: 'tag'; readonly asset: string; readonly at: number }
  /** The device came; it has not told its serial number yet. */
  | { readonly kind: 'device'; readonly asset: string; readonly udid: string; readonly at: number }
  | { readonly kind: 'serial'; readonly serial: string; readonly at: number }

/** Longer than this apart, two scans do not belong together; a tag waits longer for its device, which must be fetched. */
export const patienceMs = { serial: 60_000, tag: 300_000 }

export type Outcome =
  | { readonly kind: 'bind'; readonly serial: string; readonly asset: string }
  | { readonly kind: 'look'; readonly asset: string }
  | { readonly kind: 'show'; readonly udid: string; readonly serial: string }
  | { readonly kind: 'wait'; readonly waiting: Waiting }
  | { readonly kind: 'product' | 'unknown'; readonly text: string }
  /** Two devices were plugged in at once: nobody knows which is meant. */
  | { readonly kind: 'which'; readonly asset: string }

export type Bench = {
  readonly devices: readonly DeviceView[]
  readonly selected: ReadonlySet<string>
  /** The device whose details are open. */
  readonly opened: string | null
  readonly now: number
}

export function stillWaiting(waiting: Waiting | null, now: number): Waiting | null {
  if (waiting === null) return null
  return now - waiting.at <= (waiting.kind === 'serial' ? patienceMs.serial : patienceMs.tag) ? waiting : null
}

/** What a scan means now: the device scanned just before, else the one selected or opened, else the next one plugged in. */
export function onScan(before: Waiting | null, scan: Scan, bench: Bench): Outcome {
  const waiting = stillWaiting(before, bench.now)
  if (scan.kind === 'product' || scan.kind === 'unknown') return scan
  if (scan.kind === 'serial') {
    if (waiting !== null && waiting.kind !== 'serial')
      return { kind: 'bind', serial: scan.serial, asset: waiting.asset }
    if (scan.udid !== null) return { kind: 'show', udid: scan.udid, serial: scan.serial }
    return { kind: 'wait', waiting: { kind: 'serial', serial: scan.serial, at: bench.now } }
  }
  if (waiting?.kind === 'serial') return { kind: 'bind', serial: waiting.serial, asset: scan.asset }
  const target = chosenDevice(bench)
  if (target === null) return { kind: 'look', asset: scan.asset }
  const serial = target.facts?.serial ?? null
  if (serial !== null) return { kind: 'bind', serial, asset: scan.asset }
  return { kind: 'wait', waiting: { kind: 'device', asset: scan.asset, udid: target.udid, at: bench.now } }
}

function chosenDevice({ devices, selected, opened }: Bench): DeviceView | null {
  const [udid = null] = selected.size === 1 ? selected : [opened]
  return devices.find((device) => device.udid === udid && device.presence !== 'unplugged') ?? null
}

/** What the cables say to a tag that waits; null when they say nothing. */
export function onDevices(
  waiting: Waiting | null,
  before: Readonly<Record<string, DeviceView>>,
  now: Readonly<Record<string, DeviceView>>,
  at: number,
): Outcome | null {
  const tag = stillWaiting(waiting, at)
  if (tag === null || tag.kind === 'serial') return null
  if (tag.kind === 'device') {
    const serial = now[tag.udid]?.facts?.serial ?? null
    return serial === null ? null : { kind: 'bind', serial, asset: tag.asset }
  }
  const arrived = Object.values(now).filter((device) => hasArrived(device, before[device.udid]))
  const [device, second] = arrived
  if (device === undefined) return null
  if (second !== undefined) return { kind: 'which', asset: tag.asset }
  const serial = device.facts?.serial ?? null
  if (serial !== null) return { kind: 'bind', serial, asset: tag.asset }
  return { kind: 'wait', waiting: { ...tag, kind: 'device', udid: device.udid } }
}

/** Plugged in by a hand just now: a device that comes back from a restart or an erase, or goes on with a run, is not. */
function hasArrived(device: DeviceView, before: DeviceView | undefined): boolean {
  if (device.presence !== 'attached' || (device.run !== null && device.run.endedAt === null)) return false
  return before === undefined || before.presence === 'unplugged'
}
