import { asAppError } from '../../src-shared/errors.ts'
import type { AppError } from '../../src-shared/errors.ts'
import type { AttachedDevice, Usbmux } from '../apple/usbmux.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { AttachedDevices } from './attached-devices.ts'

/**
 * What changed on the cables, keyed by UDID. A device that moves (other connection, new DeviceID) is detached, then
 * attached. `daemonBack` follows a `daemonLost`, never comes first.
 */
export type DeviceChange =
  | { readonly kind: 'attached'; readonly device: AttachedDevice }
  | { readonly kind: 'detached'; readonly udid: string }
  | { readonly kind: 'daemonLost'; readonly error: AppError }
  | { readonly kind: 'daemonBack' }

export type WatchOptions = {
  readonly mux: Usbmux
  readonly logger: Logger
  readonly clock: Clock
  readonly signal: AbortSignal
}

const firstPauseMs = 250
const longestPauseMs = 5_000

/**
 * Follows usbmuxd until the signal fires, through restarts of the daemon (pauses of 0.25 s, doubling to 5 s). While the
 * daemon is away its devices are out of reach, whatever hangs on the cables: they are detached, and attached again after.
 */
export async function* watchDevices(options: WatchOptions): AsyncGenerator<DeviceChange, void, void> {
  const devices = new AttachedDevices()
  const state: WatchState = { lost: false, failures: 0 }
  while (!options.signal.aborted) {
    try {
      yield* followDaemon(options, devices, state)
      return
    } catch (thrown) {
      if (options.signal.aborted) return
      const error = asAppError(thrown)
      if (!state.lost) {
        state.lost = true
        options.logger.warn({ code: error.code }, error.message)
        yield { kind: 'daemonLost', error }
        yield* devices.replaceAll([])
      }
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** state.failures)
      state.failures += 1
      await options.clock.sleep(pause, options.signal).catch(() => {})
    }
  }
}

type WatchState = { lost: boolean; failures: number }

/**
 * One life of the daemon. The list is asked for once Listen stands: it is the whole truth at that moment, and what the
 * events then repeat changes nothing.
 */
async function* followDaemon(
  { mux, signal }: WatchOptions,
  devices: AttachedDevices,
  state: WatchState,
): AsyncGenerator<DeviceChange, void, void> {
  const stop = new AbortController()
  const listening = Promise.withResolvers<void>()
  const events = mux.listen({ signal: AbortSignal.any([signal, stop.signal]), onListening: () => listening.resolve() })
  const pull = (): ReturnType<typeof events.next> => {
    const next = events.next()
    // It may fail while the consumer is still busy with the last change; the await below hears of it then.
    next.catch(() => {})
    return next
  }
  // The first pull sends Listen; the first event may be long in coming.
  let pending = pull()
  try {
    await Promise.race([listening.promise, pending])
    const present = await mux.listDevices({ signal })
    state.failures = 0
    if (state.lost) {
      state.lost = false
      yield { kind: 'daemonBack' }
    }
    yield* devices.replaceAll(present)
    for (;;) {
      const { done, value } = await pending
      if (done === true) return
      pending = pull()
      if (value.kind === 'attached') yield* devices.add(value.device)
      if (value.kind === 'detached') yield* devices.remove(value.deviceId)
    }
  } finally {
    stop.abort()
    await pending.catch(() => {})
  }
}
