import type { Command } from 'commander'
import type { CommandItem, CommandProgress } from '../../../src-shared/device-commands.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { assertCableService, connectionOptions, readDevices, withApp } from './with-app.ts'

export type DeviceFlags = Connection & { readonly device?: string; readonly json?: boolean }

/** What a device command shows: one sentence or table for people, one document for programs. */
export type Shown = { readonly text: string; readonly json: unknown }

/** One command on one device, from the moment the device is found. */
export type DeviceTurn = {
  readonly app: App
  readonly udid: string
  readonly host: CliHost
  /** Fires at Ctrl+C. */
  readonly context: { readonly signal: AbortSignal }
  /** Follows a command to its result and shows how it goes. */
  readonly result: <R>(items: AsyncIterable<CommandItem<R>>) => Promise<R>
  readonly progress: (progress: CommandProgress) => void
}

/** A subcommand with the flags that every device command has. */
export function deviceCommand(parent: Command, name: string, about: string, host: CliHost): Command {
  const command = parent
    .command(name)
    .description(about)
    .option('--device <id>', host.translator.t('device:option.device'))
  return connectionOptions(command, host)
}

/** Finds the device, does the work, prints what it returns; null prints nothing. Ctrl+C stops it at a safe point. */
export async function onDevice(
  flags: DeviceFlags,
  host: CliHost,
  work: (turn: DeviceTurn) => Promise<Shown | null>,
): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  try {
    await withApp(flags, host, async (app) => {
      const udid = await chooseDevice(app, flags.device ?? null)
      const progress = progressLine(host)
      const context = { signal: stopping.signal }
      const shown = await work({ app, udid, host, context, progress, result: (items) => resultOf(items, progress) })
      if (shown === null) return
      process.stdout.write(flags.json === true ? `${JSON.stringify(shown.json, null, 2)}\n` : `${shown.text}\n`)
    })
  } finally {
    process.off('SIGINT', stop)
  }
}

async function resultOf<R>(
  items: AsyncIterable<CommandItem<R>>,
  onProgress: (progress: CommandProgress) => void,
): Promise<R> {
  for await (const item of items) {
    if (item.kind === 'done') return item.result
    onProgress(item)
  }
  throw new AppError('app.cancelled')
}

/** @throws AppError `device.none`, `device.several`, `stage.unknownDevice`, and why usbmuxd does not answer */
async function chooseDevice(app: App, wanted: string | null): Promise<string> {
  const isIt = ({ udid, facts }: DeviceView): boolean =>
    wanted !== null && (udid === wanted || facts?.serial?.toUpperCase() === wanted.toUpperCase())
  const views = await readDevices(app, isIt)
  const found = views.find(isIt)
  if (found !== undefined) return found.udid
  await assertCableService(app)
  if (wanted !== null) throw new AppError('stage.unknownDevice', { udid: wanted })
  const [only, another] = views
  if (only === undefined) throw new AppError('device.none')
  if (another !== undefined) throw new AppError('device.several', { count: views.length })
  return only.udid
}

/** Each phase once, on standard error; on a terminal with its percentage, in place. */
function progressLine({ translator: { t } }: CliHost): (progress: CommandProgress) => void {
  let last: string | null = null
  return ({ phase, percent }) => {
    const text = t(`device:phase.${phase}`)
    const { isTTY } = process.stderr
    if (isTTY && percent !== null) process.stderr.write(`\r${text} ${percent} %${percent === 100 ? '\n' : ''}`)
    else if (phase !== last) process.stderr.write(`${text}\n`)
    last = phase
  }
}
