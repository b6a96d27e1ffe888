import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Factory } from '../factory.ts'
import type { Bus } from './bus.ts'
import type { FaultBoard } from './faults/fault-board.ts'
import { waitAt } from './pace.ts'
import type { Pace } from './pace.ts'
import type { AppleServices } from './software/apple-services.ts'
import type { PortalSite } from './software/software.ts'
import type { PracticeDevice } from './practice-device.ts'

/** What all devices of one cart have in common. */
export type CartWorld = {
  readonly factory: Factory
  readonly bus: Bus
  readonly pace: () => Pace
  readonly clock: Clock
  readonly logger: Logger
  /** What may go wrong with its devices. */
  readonly faults: FaultBoard
  /** Apple's services on the devices' network; null in a world without. */
  readonly apple: () => AppleServices | null
  /** Company Portal on the devices' network; null in a world without. */
  readonly portal: () => PortalSite | null
  /** The wanted slot, or the next one nobody else is in. */
  readonly freeSlot: (device: PracticeDevice, wanted: number) => number
}

/** Durations of reality, in ms, at the pace of the cart; ends early and quietly when the signal fires. */
export function waitIn({ pace, clock }: CartWorld, ms: number, signal?: AbortSignal): Promise<void> {
  return waitAt(pace(), clock, ms, signal)
}
