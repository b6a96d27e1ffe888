import { AppError } from '../../src-shared/errors.ts'
import type { ProofBench } from './bench.ts'

export type PowerCycle = {
  /** Milliseconds until the device was gone from the list of usbmuxd, or had another number; null when it never left. */
  readonly goneAfterMs: number | null
  readonly backAfterMs: number
  readonly oldId: number
  readonly newId: number
}

const pollMs = 100
/** A device that restarts for an erase leaves within seconds. */
const leaveWithinMs = 3 * 60_000
const returnWithinMs = 10 * 60_000

/**
 * Waits until a device that was told to restart has left and come back.
 * @param oldId its DeviceID before
 * @throws AppError 'prove.notBack'
 */
export async function waitForReturn(bench: ProofBench, oldId: number, since: number): Promise<PowerCycle> {
  const { clock } = bench.hands
  let goneAfterMs: number | null = null
  for (;;) {
    const device = await bench.findDevice()
    const passed = clock.now() - since
    if (device?.deviceId !== oldId) goneAfterMs ??= passed
    if (device !== null && device.deviceId !== oldId)
      return { goneAfterMs, backAfterMs: passed, oldId, newId: device.deviceId }
    if (goneAfterMs === null && passed > leaveWithinMs) return { goneAfterMs, backAfterMs: passed, oldId, newId: oldId }
    if (passed > returnWithinMs) throw new AppError('prove.notBack', { minutes: returnWithinMs / 60_000 })
    await clock.sleep(pollMs, bench.signal)
  }
}

/** lockdownd starts a little later than the USB side; a refusal to say anything is no answer yet. */
export async function waitUntilTalking(bench: ProofBench): Promise<void> {
  const { clock } = bench.hands
  const until = clock.now() + 60_000
  for (;;) {
    try {
      return await bench.asStranger(async (lockdown) => void (await lockdown.queryType(bench.call)))
    } catch (error) {
      const early = error instanceof AppError && /^(apple\.(portRefused|deviceGone)|stream\.closed)$/.test(error.code)
      if (!early || clock.now() > until) throw error
    }
    await clock.sleep(500, bench.signal)
  }
}
