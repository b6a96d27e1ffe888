import { closeSync, openSync, writeSync } from 'node:fs'
import { AppError } from '../../../src-shared/errors.ts'
import type { TranscriptHeader, TranscriptLine } from '../../../src-shared/transcript.ts'
import type { ChannelTap, TrafficObserver } from '../../apple/traffic.ts'
import type { Clock } from '../../lib/clock.ts'
import { Redactor } from './redactor.ts'

/**
 * Writes what passes between Slipway and devices into a file only its owner can read, one line for each message, made
 * fit for other eyes before it is written. Trouble with the file ends the transcript and nothing else.
 */
export class TranscriptFile implements TrafficObserver {
  readonly #redactor = new Redactor()
  readonly #clock: Clock
  readonly #startedAt: number
  #file: number | null
  #connections = 0
  #trouble: AppError | null = null
  readonly #path: string

  /** @throws AppError 'app.fileUnwritable' */
  constructor(options: {
    readonly path: string
    readonly version: string
    readonly practice: boolean
    readonly clock: Clock
  }) {
    this.#path = options.path
    this.#clock = options.clock
    this.#startedAt = options.clock.now()
    try {
      this.#file = openSync(options.path, 'w', 0o600)
    } catch (error) {
      throw unwritable(options.path, error)
    }
    const header: TranscriptHeader = {
      format: 'slipway-transcript',
      version: 1,
      madeAt: new Date(this.#startedAt).toISOString(),
      by: options.version.slice(0, 40),
      practice: options.practice,
    }
    this.#write(header)
  }

  /** The pseudonym a device has in this transcript. */
  pseudonym(udid: string): string {
    return this.#redactor.udid(udid)
  }

  connected(udid: string, service: string): ChannelTap {
    const connection = ++this.#connections
    const device = this.#redactor.udid(udid)
    return (from, message) => {
      const line: TranscriptLine = {
        at: Math.max(0, Math.round(this.#clock.now() - this.#startedAt)),
        connection,
        device,
        service: service.slice(0, 200),
        from,
        message: this.#redactor.message(message) as TranscriptLine['message'],
      }
      this.#write(line)
    }
  }

  /** @throws AppError 'app.fileUnwritable' when not everything could be written */
  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
    if (this.#trouble !== null) throw this.#trouble
  }

  #write(line: TranscriptHeader | TranscriptLine): void {
    if (this.#file === null) return
    try {
      writeSync(this.#file, `${JSON.stringify(line)}\n`)
    } catch (error) {
      this.#trouble = unwritable(this.#path, error)
      closeSync(this.#file)
      this.#file = null
    }
  }
}

function unwritable(path: string, error: unknown): AppError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error)
  return new AppError(reason === 'ENOSPC' ? 'app.diskFull' : 'app.fileUnwritable', { path, reason }, { cause: error })
}

/** The transcript that was asked for. @throws AppError 'app.fileUnwritable' */
export function openTranscript(
  options: {
    readonly transcript?: string | null
    readonly version: string
    readonly mode: 'practice' | 'real'
  },
  clock: Clock,
): TranscriptFile | null {
  const { transcript, version, mode } = options
  if (transcript == null) return null
  return new TranscriptFile({ path: transcript, version, practice: mode === 'practice', clock })
}
