import { parseArgs } from 'node:util'

export const benchNames = ['discovery', 'preparation', 'practice', 'staging', 'ui'] as const
export type BenchName = (typeof benchNames)[number]

export type BenchOptions = {
  readonly devices: number
  readonly rounds: number
  /** Devices at a time. */
  readonly widths: readonly number[]
  readonly only: readonly BenchName[]
  /** Contenders whose names hold one of these; empty means everybody. */
  readonly match: readonly string[]
  readonly json: boolean
  /** Where the practice devices keep their keys from one cart to the next. */
  readonly data: string
  readonly isInstalled: (program: string) => boolean
  readonly say: (text: string) => void
}

export const usage = `npm run bench                            everything, some twenty minutes
npm run bench -- staging                 one or more of discovery, preparation, practice, staging, ui
npm run bench -- --devices 8 --rounds 1 --widths 4
npm run bench -- --match lockdown,ideviceinfo
npm run -s bench -- --json               one JSON document`

/** @throws Error with the usage when a flag is not understood */
export function parseBenchOptions(
  args: readonly string[],
): Pick<BenchOptions, 'devices' | 'rounds' | 'widths' | 'only' | 'match' | 'json'> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      devices: { type: 'string', default: '64' },
      rounds: { type: 'string', default: '3' },
      widths: { type: 'string', default: '1,4,16' },
      only: { type: 'string', default: benchNames.join(',') },
      match: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
    },
  })
  const only = (positionals.length > 0 ? positionals : values.only.split(',')).map(
    (name) => benchNames.find((known) => known === name) ?? refuse(name),
  )
  return {
    devices: wholeNumber(values.devices, 256),
    rounds: wholeNumber(values.rounds, 99),
    widths: values.widths.split(',').map((width) => wholeNumber(width, 256)),
    only,
    match: values.match.split(',').filter((part) => part !== ''),
    json: values.json,
  }
}

/** Whether somebody of that name is to take part. */
export function takesPart({ match }: Pick<BenchOptions, 'match'>, name: string): boolean {
  return match.length === 0 || match.some((part) => name.includes(part))
}

function wholeNumber(text: string, most: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : refuse(text)
}

function refuse(text: string): never {
  throw new Error(`"${text}" is not understood.\n${usage}`)
}
