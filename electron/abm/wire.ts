import * as z from 'zod'
import type { AbmDevice, AbmServer } from '../../src-shared/abm.ts'

/** Apple adds attributes without a new version and leaves out what it does not know: nothing but the id is relied on. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const time = z
  .string()
  .nullish()
  .transform((value) => {
    const at = Date.parse(value ?? '')
    return Number.isNaN(at) ? null : at
  })

export const deviceWire = z
  .object({
    id: z.string(),
    attributes: z.object({
      serialNumber: text,
      deviceModel: text,
      productFamily: text,
      deviceCapacity: text,
      color: text,
      orderNumber: text,
      purchaseSourceType: text,
      status: text,
      addedToOrgDateTime: time,
    }),
  })
  .transform(({ id, attributes }): AbmDevice => ({
    serial: attributes.serialNumber === '' ? id : attributes.serialNumber,
    model: attributes.deviceModel,
    family: attributes.productFamily,
    capacity: attributes.deviceCapacity,
    color: attributes.color,
    order: attributes.orderNumber,
    source: attributes.purchaseSourceType,
    assigned: attributes.status === 'ASSIGNED',
    addedAt: attributes.addedToOrgDateTime,
  }))

export const serverWire = z
  .object({
    id: z.string(),
    attributes: z.object({
      serverName: text,
      serverType: text,
      deviceCount: z.number().int().nullish(),
      updatedDateTime: time,
    }),
  })
  .transform(({ id, attributes }): AbmServer => ({
    id,
    name: attributes.serverName,
    type: attributes.serverType,
    devices: attributes.deviceCount ?? null,
    updatedAt: attributes.updatedDateTime,
  }))

/** A resource by its id alone, as relationships name it. */
export const linkageWire = z.object({ id: z.string() })

export const activityWire = z
  .object({
    id: z.string(),
    attributes: z.object({ status: text, subStatus: text, downloadUrl: z.string().nullish() }),
  })
  .transform(({ id, attributes: { status, subStatus, downloadUrl } }) => ({
    id,
    status,
    subStatus,
    downloadUrl: downloadUrl ?? null,
  }))
export type ActivityWire = z.output<typeof activityWire>

export function one<T>(schema: z.ZodType<T>) {
  return z.object({ data: schema })
}
