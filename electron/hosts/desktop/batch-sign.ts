import * as z from 'zod'
import { isAtRisk, latestBatch } from '../../../src-shared/batch.ts'
import type { contract } from '../../../src-shared/contract.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'

/** What the desktop shows of the devices outside its windows. */
export const batchSign = z.object({
  /** How far the latest batch is, 0 to 1 in hundredths; null when none is at work. */
  progress: z.number().min(0).max(1).nullable(),
  /** Somebody is needed. */
  attention: z.boolean(),
  /** A device is neither what it was nor what it should be: nobody should quit now. */
  atRisk: z.boolean(),
})
export type BatchSign = z.infer<typeof batchSign>

/** No batch, nobody needed, nothing at risk. */
export const quietSign: BatchSign = { progress: null, attention: false, atRisk: false }

export function batchSignOf(devices: readonly DeviceView[]): BatchSign {
  const batch = latestBatch(devices)
  const atWork = batch !== null && batch.endedAt === null
  return {
    progress: atWork ? Math.floor((100 * batch.stepsDone) / Math.max(1, batch.stepsTotal)) / 100 : null,
    attention: atWork && batch.attention + batch.tap > 0,
    atRisk: devices.some(isAtRisk),
  }
}

/** Tells each change of the sign, until the feed ends. */
export async function followBatch(
  handlers: Pick<Handlers<typeof contract>, 'devices.feed'>,
  tell: (sign: BatchSign) => void,
): Promise<void> {
  const views = new Map<string, DeviceView>()
  let told = ''
  for await (const { reset, devices } of handlers['devices.feed']({}, { signal: new AbortController().signal })) {
    if (reset) views.clear()
    for (const view of devices) views.set(view.udid, view)
    const sign = batchSignOf([...views.values()])
    const words = JSON.stringify(sign)
    if (words !== told) tell(sign)
    told = words
  }
}
