import { AppError } from '../../src-shared/errors.ts'
import type { CommandItem, CommandPhase, CommandProgress, LineItem } from '../../src-shared/device-commands.ts'
import { readPracticeWorld } from '../apple/facts.ts'
import type { HostIdentity } from '../apple/host-identity.ts'
import type { SupervisorIdentity } from '../apple/pair-request.ts'
import type { RemovalWarrant } from '../apple/services/removal-warrant.ts'
import type { RecoveryWarrant } from '../apple/services/recovery-warrant.ts'
import type { AttachedDevice, Usbmux } from '../apple/usbmux.ts'
import type { Clock } from '../lib/clock.ts'
import type { KeyQueue } from '../lib/key-queue.ts'
import type { Logger } from '../lib/logger.ts'
import { ItemChannel } from './item-channel.ts'

/** What commands work with: one set for all devices. */
export type DeskTools = {
  readonly mux: Usbmux
  readonly host: HostIdentity
  readonly supervisor: SupervisorIdentity
  readonly activation: { readonly endpoint: string; readonly additionalCaPems: readonly string[] }
  readonly secrets: {
    readonly get: (name: string) => Promise<string | null>
    readonly put: (name: string, value: string) => Promise<void>
  }
  /** The guard's word for what a person typed. @throws AppError `stage.recoveryNotConsented` */
  readonly consentToRecovery: (udid: string, typedSerial: string) => RecoveryWarrant
  /** The same for taking a profile away. @throws AppError `stage.removalNotConsented` */
  readonly consentToRemoval: (udid: string, identifier: string, typedSerial: string) => RemovalWarrant
  readonly clock: Clock
  readonly logger: Logger
}

export type DeskOptions = DeskTools & {
  /** Shared with the engine, so that no run starts on a device while a command works on it. */
  readonly queue: KeyQueue
  /** @throws AppError `stage.busy` while a run works on the device */
  readonly assertIdle: (udid: string) => void
  /** The device was changed: whoever shows it should look again. */
  readonly refresh: (udid: string) => void
  /** @throws AppError `app.practiceRealMix` when the device is not of this Slipway's world */
  readonly assertSameWorld: (udid: string, practiceWorld: string | null) => void
}

/**
 * What one command may use. Reads and waits take the signal and stop at once; a request that changes the device goes
 * without it, so that its answer is heard and what was done is known.
 */
export type CommandContext = {
  readonly tools: DeskTools
  readonly device: AttachedDevice
  readonly signal: AbortSignal
  readonly say: (phase: CommandPhase, percent?: number | null) => void
}

export type CommandOptions = {
  /** The longest the whole command may take, people included; null for what goes on until nobody listens. */
  readonly limitMs: number | null
  /** The device shows something else afterwards. */
  readonly changes: boolean
}

type Ask = CommandOptions & { readonly udid: string; readonly signal: AbortSignal }

/** Takes commands for single devices: one at a time per device, none while a run works on it. */
export class DeviceDesk {
  readonly #options: DeskOptions

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** A command with one result. Whoever leaves the loop, or fires the signal, cancels it at its next safe point. */
  perform<R>(ask: Ask, work: (context: CommandContext) => Promise<R>): AsyncGenerator<CommandItem<R>, void, void> {
    return this.#run<CommandItem<R>>(ask, async (context, send) => {
      send({ kind: 'done', result: await work(context) })
    })
  }

  /** Lines for as long as somebody listens; ends quietly then. */
  follow(
    ask: Omit<Ask, keyof CommandOptions>,
    work: (context: CommandContext) => AsyncIterable<string>,
  ): AsyncGenerator<LineItem, void, void> {
    return this.#run<LineItem>({ ...ask, limitMs: null, changes: false }, async (context, send) => {
      for await (const text of work(context)) send({ kind: 'line', text })
    })
  }

  async *#run<T extends { readonly kind: string }>(
    ask: Ask,
    work: (context: CommandContext, send: (item: T) => void) => Promise<void>,
  ): AsyncGenerator<T | CommandProgress, void, void> {
    const left = new AbortController()
    const limit = ask.limitMs === null ? null : AbortSignal.timeout(ask.limitMs)
    const signal = AbortSignal.any([ask.signal, left.signal, ...(limit === null ? [] : [limit])])
    const channel = new ItemChannel<T | CommandProgress>()
    const task = this.#inTurn(
      ask,
      signal,
      (progress) => channel.send(progress),
      (context) => work(context, (item) => channel.send(item)),
    )
      .catch((error: unknown) => {
        if (limit?.aborted !== true || ask.signal.aborted) throw error
        throw new AppError('app.timeout', { what: ask.udid, seconds: Math.round((ask.limitMs ?? 0) / 1000) })
      })
      .finally(() => channel.end())
    // It is awaited below; until then its failure has nobody else to tell.
    task.catch(() => {})
    try {
      yield* channel.items()
      await task
    } finally {
      left.abort()
    }
  }

  async #inTurn(
    { udid, changes }: Ask,
    signal: AbortSignal,
    send: (progress: CommandProgress) => void,
    work: (context: CommandContext) => Promise<void>,
  ): Promise<void> {
    const { queue, mux, assertIdle, assertSameWorld, refresh } = this.#options
    const say = (phase: CommandPhase, percent: number | null = null): void => send({ kind: 'progress', phase, percent })
    assertIdle(udid)
    if (queue.isTaken(udid)) say('queued')
    const giveBack = await queue.take(udid, signal)
    try {
      assertIdle(udid)
      const device = await findAttached(mux, udid, signal)
      assertSameWorld(udid, await readPracticeWorld(mux, device, { signal }))
      await work({ tools: this.#options, device, signal, say })
    } finally {
      giveBack()
      if (changes) refresh(udid)
    }
  }
}

/** By cable rather than over the network. @throws AppError `stage.unknownDevice` */
async function findAttached(mux: Usbmux, udid: string, signal: AbortSignal): Promise<AttachedDevice> {
  const entries = (await mux.listDevices({ signal })).filter((device) => device.udid === udid)
  const found = entries.find(({ connection }) => connection === 'usb') ?? entries[0]
  if (found === undefined) throw new AppError('stage.unknownDevice', { udid })
  return found
}
