import * as z from 'zod'
import { abmAccount, abmActivity, abmDevice, abmRow, abmServer } from './abm.ts'

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const serials = z.array(z.string().trim().min(1).max(40)).min(1).max(75_000)
/** By id or by name. */
const server = z.string().min(1).max(200)
const ordered = z.object({ rows: z.array(abmRow), activities: z.array(abmActivity) })

/** Apple Business Manager: which MDM server a device belongs to, told to Apple itself. */
export const abmContract = {
  'abm.account': call(z.object({}), z.object({ account: abmAccount.nullable() })),
  /** `key`: the private key as Apple's portal saved it, base64. Nothing is kept unless Apple takes it. */
  'abm.connect': call(
    z.object({
      clientId: z.string().trim().min(1).max(200),
      keyId: z.string().trim().min(1).max(200),
      key: z.base64().max(50_000),
    }),
    z.object({ account: abmAccount, servers: z.array(abmServer) }),
  ),
  /** Forgets account and key here; at Apple the account stays. */
  'abm.disconnect': call(z.object({}), z.object({})),
  'abm.servers': call(z.object({}), z.object({ servers: z.array(abmServer) })),
  /** Of one server, or with null everything the organization has. */
  'abm.devices': call(z.object({ server: server.nullable() }), z.object({ devices: z.array(abmDevice) })),
  'abm.device': call(
    z.object({ serial: z.string().trim().min(1).max(40) }),
    z.object({ device: abmDevice, server: abmServer.nullable() }),
  ),
  /** Waits until Apple is done, five minutes at most, then says what is so. */
  'abm.assign': call(z.object({ server, serials }), ordered),
  'abm.unassign': call(z.object({ serials }), ordered),
  /** Apple keeps it for thirty days. */
  'abm.activity': call(z.object({ id: z.string().min(1).max(100) }), z.object({ activity: abmActivity })),
} as const
