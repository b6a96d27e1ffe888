import { z } from 'zod'
import { addApiAccount, renewApiKey, revokeApiKey } from '../business/accounts.ts'
import { renewCursorKey } from './cursor.ts'
import { programFaultSchema } from './faults.ts'
import { addServer, findServer } from './portal/portal.ts'
import { findOrganization, storeOrganization } from './program.ts'
import type { Program } from './program.ts'
import { addDevices, assignToServer } from './registry.ts'
import { issueServerToken } from './server-token.ts'
import { programSwitchesSchema } from './switches.ts'

type Act = { readonly schema: z.ZodType; readonly run: (program: Program, input: never) => Promise<object> }

function act<Schema extends z.ZodType>(
  schema: Schema,
  run: (program: Program, input: z.output<Schema>) => Promise<object> | object,
): Act {
  return { schema, run: async (program, input) => run(program, input) }
}

const none = z.strictObject({})
const serials = z.array(z.string().min(1)).min(1).max(100_000)
const deviceSchema = z.strictObject({
  serial: z.string().regex(/^[A-Z0-9]{8,14}$/),
  model: z.string().default('iPhone 13'),
  description: z.string().default('IPHONE 13 MIDNIGHT 128GB'),
  color: z.string().default('MIDNIGHT'),
  assetTag: z.string().default(''),
  family: z.enum(['iPhone', 'iPad', 'Mac', 'AppleTV']).default('iPhone'),
  orderNumber: z.string().default('PRACTICE-1'),
  source: z.enum(['APPLE', 'MANUALLY_ADDED']).default('APPLE'),
})

/** What a test or a practice screen may do to the program: `POST /apple/<name>` at the control plane, with a JSON body. */
export const programActs: Readonly<Record<string, Act>> = {
  switches: act(programSwitchesSchema.partial(), (program, changes) => Object.assign(program.switches, changes)),
  fault: act(programFaultSchema, (program, fault) => (program.faults.add(fault), {})),
  'clear-faults': act(none, (program) => (program.faults.clear(), {})),
  'add-devices': act(
    z.strictObject({ devices: z.array(deviceSchema).min(1).max(100_000) }),
    async (program, input) => ({
      added: await addDevices(program, input.devices),
    }),
  ),
  'add-server': act(z.strictObject({ name: z.string().min(1), certificate: z.string() }), async (program, input) => ({
    uuid: await addServer(program, input.name, input.certificate),
  })),
  /** The portal's download, without a browser; `p7m` is the file as text. */
  'download-token': act(z.strictObject({ server: z.string() }), async (program, { server: uuid }) => {
    const server = await findServer(program, uuid)
    if (server === undefined) return { p7m: null }
    const { administrator } = await findOrganization(program.db)
    const file = await issueServerToken(program, server, administrator)
    return { name: file.name, p7m: file.content.toString('latin1') }
  }),
  assign: act(z.strictObject({ serials, server: z.string().nullable() }), async (program, input) => {
    const { administrator } = await findOrganization(program.db)
    return { unknown: await assignToServer(program, input.serials, input.server, administrator) }
  }),
  organization: act(
    z.strictObject({ administrator: z.email(), name: z.string(), termsSigned: z.boolean() }).partial(),
    async (program, changes) => {
      const changed = { ...(await findOrganization(program.db)), ...(changes as object) }
      await storeOrganization(program.db, changed)
      return changed
    },
  ),
  /** An account of Apple Business Manager's API with its key, without a browser. */
  'add-api-account': act(z.strictObject({ name: z.string().min(1) }), async (program, { name }) => {
    const clientId = await addApiAccount(program, name)
    return { clientId, ...(await renewApiKey(program, clientId)) }
  }),
  'revoke-api-key': act(z.strictObject({ clientId: z.string() }), async (program, { clientId }) => {
    await revokeApiKey(program, clientId)
    return {}
  }),
  'end-api-tokens': act(none, (program) => ({ ended: program.apiTokens.end() })),
  'expire-tokens': act(none, async (program) => {
    await program.db
      .updateTable('mdm_server')
      .set({ token_expires_at: program.clock.now() - 1 })
      .execute()
    return {}
  }),
  'end-sessions': act(none, (program) => ({ ended: program.sessions.end() })),
  /** Every cursor is INVALID_CURSOR from now on. */
  'forget-cursors': act(none, async (program) => (await renewCursorKey(program.db), {})),
  throttle: act(z.strictObject({ serials: z.array(z.string()) }), (program, input) => {
    program.throttled.clear()
    for (const serial of input.serials) program.throttled.add(serial)
    return {}
  }),
}

/** Everything the program holds: what really happened, whatever its clients believe. Never secrets of a token. */
export async function programReport(program: Program): Promise<object> {
  const servers = await program.db
    .selectFrom('mdm_server')
    .select(['uuid', 'name', 'admin_id', 'token_expires_at', 'may_release'])
    .orderBy('seq')
    .execute()
  const devices = await program.db.selectFrom('device').selectAll().orderBy('seq').execute()
  const profiles = await program.db.selectFrom('profile').selectAll().orderBy('created_at').execute()
  return {
    organization: await findOrganization(program.db),
    servers,
    devices,
    profiles: profiles.map(({ uuid, server_uuid, body }) => ({ uuid, server_uuid, ...(JSON.parse(body) as object) })),
    faults: program.faults.pending,
  }
}
