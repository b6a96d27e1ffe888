import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { Guard } from './guard.ts'
import type { Change, EnrollmentWatch, Journal, ReadBench, ReadFacts, Steps } from './ports.ts'
import type { Scheduler } from './scheduler.ts'

export type EngineOptions = {
  readonly journal: Journal
  readonly steps: Steps
  readonly readFacts: ReadFacts
  readonly readBench: ReadBench
  readonly watch: EnrollmentWatch
  readonly guard: Guard
  readonly scheduler: Scheduler
  readonly clock: Clock
  readonly logger: Logger
  /** How long a device may take to come back from an erase or a restart before it needs attention. */
  readonly returnTimeoutMs: number
  /** Told of every event after the state has changed, those read back at start included. */
  readonly observe?: (change: Change) => void
}
