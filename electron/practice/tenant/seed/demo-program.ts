import { addServer, findServer } from '../../apple/dep/portal/portal.ts'
import { addDevices, assignToServer } from '../../apple/dep/registry.ts'
import { issueServerToken } from '../../apple/dep/server-token.ts'
import { dayMs } from '../clock.ts'
import { openTokenFile } from '../program/token-file.ts'
import type { Tenant } from '../tenant.ts'
import { certified, organizationName } from '../world.ts'

/**
 * What was done at Apple's portal before the demonstration begins: the devices were bought, a server was added for this
 * token and its file was uploaded, eleven months ago. From here on the two talk over http alone.
 */
export async function seedDemoProgram(
  tenant: Tenant,
  container: { readonly id: string; readonly name: string; readonly daysLeft: number },
): Promise<void> {
  const { program, db } = tenant
  const key = await certified([{ type: 'commonName', value: `${organizationName} token` }], null, {
    days: 365,
    keyUsage: ['digitalSignature', 'keyEncipherment'],
  })
  const uuid = await addServer(program, container.name, key.certificatePem)
  const server = await findServer(program, uuid)
  if (server === undefined) throw new Error('the server that was just made is gone')
  const file = await issueServerToken(program, server, server.admin_id)
  const expiry = tenant.clock.now() + container.daysLeft * dayMs
  await program.db.updateTable('mdm_server').set({ token_expires_at: expiry }).where('uuid', '=', uuid).execute()
  const token = openTokenFile(file.content.toString('latin1'), key)
  if (token === null) throw new Error('the token that was just made cannot be opened')
  await db
    .insertInto('program_token')
    .values({
      container_id: container.id,
      consumer_key: token.consumerKey,
      consumer_secret: token.consumerSecret,
      access_token: token.accessToken,
      access_secret: token.accessSecret,
      server_uuid: uuid,
      cursor: null,
      full_at: null,
      next_full: 0,
    })
    .execute()
  await db
    .updateTable('container')
    .set({
      apple_identifier: server.admin_id,
      expires_at: expiry,
      encryption_key: key.privateKeyPem,
      encryption_certificate: key.certificatePem,
    })
    .where('id', '=', container.id)
    .execute()
  await buy(tenant, uuid, container.id)
}

async function buy(tenant: Tenant, server: string, containerId: string): Promise<void> {
  const rows = await tenant.db
    .selectFrom('identity')
    .select('serial')
    .where('container_id', '=', containerId)
    .orderBy('seq')
    .execute()
  const serials = rows.map(({ serial }) => serial)
  const { program } = tenant
  await addDevices(
    program,
    serials.map((serial) => ({
      serial,
      model: 'iPhone 13',
      description: 'IPHONE 13 MIDNIGHT 128GB',
      color: 'MIDNIGHT',
      assetTag: '',
      family: 'iPhone',
      orderNumber: 'PRACTICE-1',
      source: 'APPLE',
    })),
  )
  await assignToServer(program, serials, server, 'abm@contoso.example')
}
