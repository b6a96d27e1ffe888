import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../../../src-shared/errors.ts'
import { certificateFacts } from '../../../../lib/crypto-keys.ts'
import { findOrganization, newProgramId, storeOrganization } from '../program.ts'
import type { Program } from '../program.ts'
import { issueServerToken } from '../server-token.ts'
import type { MdmServer } from '../store/schema.ts'
import { actOnDevices, buyDevices } from './choose.ts'
import type { Chosen, DeviceAction } from './choose.ts'
import type { Notice } from './html.ts'
import { page } from './html.ts'
import { devicesPage, serverPage, serversPage } from './pages.ts'
import { fieldOf, sendPage } from './send-page.ts'

const shownDevices = 500

/** What an administrator does at Apple's portal: MDM servers with their tokens, and devices. */
export function addPortal(server: FastifyInstance, program: Program): void {
  const showServers = async (reply: FastifyReply, told: Notice | null): Promise<FastifyReply> =>
    sendPage(reply, serversPage(await serversWithCounts(program), await findOrganization(program.db), told))

  server.get('/portal', (_request, reply) => reply.redirect('/portal/servers'))
  server.get('/portal/servers', (_request, reply) => showServers(reply, null))
  server.post('/portal/sign-in', async (request, reply) => {
    const account = fieldOf(request, 'account')
    if (!/^[^\s@]{1,100}@[^\s@]{1,100}$/.test(account))
      return showServers(reply, { kind: 'alert', text: 'That is no Apple Account.' })
    await storeOrganization(program.db, { ...(await findOrganization(program.db)), administrator: account })
    return reply.redirect('/portal/servers', 303)
  })
  server.post('/portal/terms', async (_request, reply) => {
    await storeOrganization(program.db, { ...(await findOrganization(program.db)), termsSigned: true })
    return reply.redirect('/portal/servers', 303)
  })
  server.post('/portal/servers', async (request, reply) => {
    const name = fieldOf(request, 'name').trim().slice(0, 100)
    const key = readKey(fieldOf(request, 'key'))
    if (name === '' || key === null)
      return showServers(reply, { kind: 'alert', text: 'A name and a certificate in PEM form are needed.' })
    const uuid = await addServer(program, name, key)
    return reply.redirect(`/portal/servers/${uuid}`, 303)
  })
  server.get<OneServer>('/portal/servers/:uuid', async (request, reply) => {
    const found = await findServer(program, request.params.uuid)
    return found === undefined ? sendPage(reply, page('Not found', ''), 404) : sendPage(reply, serverPage(found, null))
  })
  server.post<OneServer>('/portal/servers/:uuid/token', async (request, reply) => {
    const found = await findServer(program, request.params.uuid)
    if (found === undefined) return sendPage(reply, page('Not found', ''), 404)
    const { administrator } = await findOrganization(program.db)
    const file = await issueServerToken(program, found, administrator)
    return reply
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .type('application/pkcs7-mime')
      .send(file.content)
  })
  server.post<OneServer>('/portal/servers/:uuid/key', async (request, reply) => {
    const found = await findServer(program, request.params.uuid)
    const key = readKey(fieldOf(request, 'key'))
    if (found === undefined) return sendPage(reply, page('Not found', ''), 404)
    if (key === null)
      return sendPage(reply, serverPage(found, { kind: 'alert', text: 'A certificate in PEM form is needed.' }))
    await program.db.updateTable('mdm_server').set({ certificate_pem: key }).where('uuid', '=', found.uuid).execute()
    return reply.redirect(`/portal/servers/${found.uuid}`, 303)
  })
  server.post<OneServer>('/portal/servers/:uuid/settings', async (request, reply) => {
    const release = fieldOf(request, 'release') === 'on' ? 1 : 0
    await program.db
      .updateTable('mdm_server')
      .set({ may_release: release })
      .where('uuid', '=', request.params.uuid)
      .execute()
    return reply.redirect(`/portal/servers/${encodeURIComponent(request.params.uuid)}`, 303)
  })

  const showDevices = async (reply: FastifyReply, told: Notice | null): Promise<FastifyReply> => {
    const own = program.db.selectFrom('device').where('disowned', '=', 0)
    const devices = await own.selectAll().orderBy('seq').limit(shownDevices).execute()
    const { total } = await own.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    return sendPage(reply, devicesPage(await serversWithCounts(program), devices, total, told))
  }
  server.get('/portal/devices', (_request, reply) => showDevices(reply, null))
  server.post('/portal/devices/buy', async (request, reply) =>
    showDevices(
      reply,
      await buyDevices(
        program,
        fieldOf(request, 'serials'),
        fieldOf(request, 'order'),
        fieldOf(request, 'source') === 'MANUALLY_ADDED' ? 'MANUALLY_ADDED' : 'APPLE',
      ),
    ),
  )
  server.post('/portal/devices', async (request, reply) => {
    const found = await findServer(program, fieldOf(request, 'server'))
    const { administrator } = await findOrganization(program.db)
    const action = actionOf(fieldOf(request, 'action'))
    if (action === null) return showDevices(reply, { kind: 'alert', text: 'Choose an action.' })
    return showDevices(reply, await actOnDevices(program, chosenBy(request), action, found ?? null, administrator))
  })
}

type OneServer = { Params: { uuid: string } }

function chosenBy(request: FastifyRequest): Chosen {
  const by = fieldOf(request, 'by')
  if (by === 'order') return { by, order: fieldOf(request, 'order') }
  return by === 'csv' ? { by, text: fieldOf(request, 'csv') } : { by: 'serial', text: fieldOf(request, 'serials') }
}

function actionOf(text: string): DeviceAction | null {
  return text === 'assign' || text === 'unassign' || text === 'disown' ? text : null
}

export async function addServer(program: Program, name: string, certificatePem: string): Promise<string> {
  const { administrator } = await findOrganization(program.db)
  const uuid = newProgramId()
  await program.db
    .insertInto('mdm_server')
    .values({
      uuid,
      name,
      admin_id: administrator,
      certificate_pem: certificatePem,
      may_release: 1,
      consumer_key: null,
      consumer_secret: null,
      access_token: null,
      access_secret: null,
      token_expires_at: null,
      created_at: program.clock.now(),
      updated_at: program.clock.now(),
    })
    .execute()
  return uuid
}

export async function findServer(program: Program, uuid: string): Promise<MdmServer | undefined> {
  return program.db.selectFrom('mdm_server').selectAll().where('uuid', '=', uuid.toUpperCase()).executeTakeFirst()
}

async function serversWithCounts(program: Program): Promise<readonly (MdmServer & { readonly devices: number })[]> {
  const servers = await program.db.selectFrom('mdm_server').selectAll().orderBy('seq').execute()
  const counts = await program.db
    .selectFrom('device')
    .select(({ fn }) => ['server_uuid', fn.countAll<number>().as('devices')])
    .groupBy('server_uuid')
    .execute()
  return servers.map((server) => ({
    ...server,
    devices: counts.find(({ server_uuid }) => server_uuid === server.uuid)?.devices ?? 0,
  }))
}

/** The PEM of the first certificate in the file; null when there is none with an RSA key to encrypt to. */
function readKey(text: string): string | null {
  const pem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(text)?.[0]
  if (pem === undefined) return null
  try {
    return certificateFacts(pem).pem
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
