import type { Logger } from '../../electron/lib/logger.ts'

export type LogLine = {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly text: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A logger that keeps every line, and tells whoever wants to act at that very moment. */
export type Recorder = {
  readonly logger: Logger
  readonly lines: readonly LogLine[]
  readonly onLine: (listener: (line: LogLine) => void) => void
}

export function createRecorder(): Recorder {
  const lines: LogLine[] = []
  const listeners: ((line: LogLine) => void)[] = []
  const make = (base: Readonly<Record<string, unknown>>): Logger => {
    const write =
      (level: LogLine['level']) =>
      (fields: object, text: string): void => {
        const line = { level, text, fields: { ...base, ...fields } }
        lines.push(line)
        for (const listener of listeners) listener(line)
      }
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => make({ ...base, ...fields }),
    }
  }
  return { logger: make({}), lines, onLine: (listener) => void listeners.push(listener) }
}
