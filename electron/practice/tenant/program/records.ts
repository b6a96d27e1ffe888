import { z } from 'zod'

const text = z.string().nullable().optional()

/** A device as Apple tells it, by a fetch (no operation) or by a sync. */
export const deviceRecordSchema = z.object({
  serial_number: z.string().min(1).max(40),
  description: text,
  model: text,
  os: text,
  device_family: text,
  profile_status: text,
  profile_uuid: text,
  op_type: text,
  op_date: text,
})

export type DeviceRecord = z.infer<typeof deviceRecordSchema>

export const pageSchema = z.object({
  cursor: z.string().min(1),
  devices: z
    .array(deviceRecordSchema)
    .nullish()
    .transform((devices) => devices ?? []),
  more_to_follow: z.boolean(),
})

export type Page = z.infer<typeof pageSchema>

export const accountSchema = z.object({
  server_name: text,
  server_uuid: z.string().min(1),
  admin_id: text,
  org_name: text,
  urls: z
    .array(z.object({ uri: z.string(), limit: z.object({ default: z.number(), maximum: z.number() }).optional() }))
    .optional(),
})

export type Account = z.infer<typeof accountSchema>
