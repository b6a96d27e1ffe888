import * as z from 'zod'

/** Apple's MDM push certificate, without which no Apple device enrolls or hears of anything. */
export const pushCertificate = z.object({
  appleId: z.string().nullable(),
  /** com.apple.mgmt.…: with another one every device would have to enroll again. */
  topic: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().nullable(),
  changedAt: z.number().nullable(),
})
export type PushCertificate = z.infer<typeof pushCertificate>
