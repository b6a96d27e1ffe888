import { pino } from 'pino'

/** The part of pino we use. Every line about a device carries `udid`. */
export type Logger = {
  readonly debug: (fields: object, text: string) => void
  readonly info: (fields: object, text: string) => void
  readonly warn: (fields: object, text: string) => void
  readonly error: (fields: object, text: string) => void
  readonly child: (fields: Readonly<Record<string, unknown>>) => Logger
}

/** Field names whose values never reach a log, at the top of a line or one level down. */
const secretFields = [
  'password',
  'passphrase',
  'token',
  'authorization',
  'privateKeyPem',
  'challenge',
  'unlockToken',
  'payload',
]

/** JSON lines on standard error, so that standard output stays for results. `level` as pino names them; `silent` for none. */
export function createLogger(options: { readonly level: string; readonly name: string }): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      redact: { paths: [...secretFields, ...secretFields.map((field) => `*.${field}`)], censor: '[secret]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silentLogger,
}
