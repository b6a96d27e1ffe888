import * as z from 'zod'
import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 60_000 }
const text = z.string().min(1).max(300).nullable().catch(null)

/** One entry of `list`. A device in DFU tells no name and no UDID (cfgutil writes "N/A" or nothing). */
const listed = z.looseObject({
  UDID: z
    .string()
    .regex(/^[0-9A-Fa-f-]{24,40}$/)
    .nullable()
    .catch(null),
  name: text,
  deviceType: text,
  /** As in usbmux: bus and ports of the USB tree. */
  locationID: z.int().min(0).nullable().catch(null),
})

export type ListedDevice = {
  readonly ecid: Ecid
  readonly udid: string | null
  readonly name: string | null
  readonly productType: string | null
  readonly locationId: number | null
}

/** The devices cfgutil sees, in any state. @throws AppError as `Cfgutil.everywhere` */
export async function listDevices(cfgutil: Cfgutil, signal: AbortSignal): Promise<readonly ListedDevice[]> {
  const { output } = await cfgutil.everywhere({ verb: 'list' }, limits, signal)
  return [...output].flatMap(([ecid, value]) => {
    const entry = listed.safeParse(value)
    if (!entry.success) return []
    const { UDID, name, deviceType, locationID } = entry.data
    return [{ ecid, udid: UDID, name, productType: deviceType, locationId: locationID }]
  })
}
