import type { JournalEvent } from '../../src-shared/journal.ts'
import { impersonalEvent } from '../../src-shared/personal-lines.ts'
import type { JournalLine } from './journal-fold.ts'
import { next } from './machine.ts'
import { isAtWork, unknownDevice } from './state.ts'
import type { DeviceState } from './state.ts'

export type PersonalOrder = {
  /** Milliseconds since 1970; null: of whatever time. */
  readonly olderThan: number | null
  /** UDID or serial number; null: of all devices. */
  readonly device: string | null
}

export type PersonalLines = {
  /** The lines that read otherwise without it, and how. */
  readonly lines: readonly JournalLine[]
  readonly fields: number
  /** What the device that was named is called: its serial numbers as far as they were read, upper case. */
  readonly serials: ReadonlySet<string>
  /** How the devices of those lines stand then. */
  readonly states: readonly DeviceState[]
  /** Those of them with a run at work, which needs what is personal until it ends; by serial number or UDID. */
  readonly busy: readonly string[]
}

/** What is personal in a journal, of the devices and the time that an order names. Pure. */
export function personalLines(lines: Iterable<JournalLine>, { olderThan, device }: PersonalOrder): PersonalLines {
  const telling = new Map<string, Telling>()
  for (const { udid, seq, event } of lines) {
    const one = telling.get(udid) ?? new Telling(udid)
    telling.set(udid, one)
    one.take(seq, event, olderThan ?? Infinity)
  }
  const named = [...telling.values()].filter((one) => device === null || one.isCalled(device))
  const found = named.filter((one) => one.fields > 0)
  return {
    lines: found.flatMap((one) => one.lines),
    fields: found.reduce((sum, one) => sum + one.fields, 0),
    serials: new Set(named.flatMap((one) => [...one.serials])),
    states: found.map((one) => one.state),
    busy: found.filter((one) => isAtWork(one.state.run)).map(({ state }) => state.facts?.serial ?? state.udid),
  }
}

/** One device's lines as they would be told without what is personal. */
class Telling {
  readonly lines: JournalLine[] = []
  readonly serials = new Set<string>()
  fields = 0
  state: DeviceState

  constructor(udid: string) {
    this.state = unknownDevice(udid)
  }

  take(seq: number, event: JournalEvent, before: number): void {
    const { without, fields } = impersonalEvent(event, before)
    if (fields > 0) this.lines.push({ udid: this.state.udid, seq, event: without })
    this.fields += fields
    this.state = next(this.state, without).state
    const serial = this.state.facts?.serial
    if (serial != null) this.serials.add(serial.toUpperCase())
  }

  isCalled(device: string): boolean {
    return this.state.udid === device || this.serials.has(device.toUpperCase())
  }
}
