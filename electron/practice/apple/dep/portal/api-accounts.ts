import type { FastifyInstance, FastifyReply } from 'fastify'
import { addApiAccount, findApiAccount, renewApiKey, revokeApiKey } from '../../business/accounts.ts'
import type { Program } from '../program.ts'
import type { ApiAccount } from '../store/schema.ts'
import { escapeHtml, page } from './html.ts'
import { fieldOf, sendPage } from './send-page.ts'

type OneAccount = { Params: { readonly id: string } }

/** API accounts, as the portal of Apple Business Manager has them: the private key is handed out once. */
export function addApiAccountPages(server: FastifyInstance, program: Program): void {
  const showAll = async (reply: FastifyReply): Promise<FastifyReply> =>
    sendPage(
      reply,
      accountsPage(await program.db.selectFrom('api_account').selectAll().orderBy('created_at').execute()),
    )
  const showMissing = (reply: FastifyReply): FastifyReply => sendPage(reply, page('Not found', ''), 404)

  server.get('/portal/api', (_request, reply) => showAll(reply))
  server.post('/portal/api', async (request, reply) => {
    const name = fieldOf(request, 'name').trim().slice(0, 100)
    if (name === '') return showAll(reply)
    return reply.redirect(`/portal/api/${await addApiAccount(program, name)}`, 303)
  })
  server.get<OneAccount>('/portal/api/:id', async (request, reply) => {
    const account = await findApiAccount(program, request.params.id)
    return account === undefined ? showMissing(reply) : sendPage(reply, accountPage(account))
  })
  server.post<OneAccount>('/portal/api/:id/key', async (request, reply) => {
    const account = await findApiAccount(program, request.params.id)
    if (account === undefined) return showMissing(reply)
    const { privateKeyPem } = await renewApiKey(program, account.client_id)
    const name = `${account.name.replaceAll(/[^\w.-]+/g, '_')}.pem`
    return reply
      .headers({ 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' })
      .type('application/x-pem-file')
      .send(privateKeyPem)
  })
  server.post<OneAccount>('/portal/api/:id/revoke', async (request, reply) => {
    await revokeApiKey(program, request.params.id)
    return reply.redirect(`/portal/api/${encodeURIComponent(request.params.id)}`, 303)
  })
}

function accountsPage(accounts: readonly ApiAccount[]): string {
  const rows = accounts.map(
    (account) => `<tr><td><a href="/portal/api/${account.client_id}">${escapeHtml(account.name)}</a></td>
<td>${account.client_id}</td><td>${account.key_id === null ? 'no key' : account.key_id}</td></tr>`,
  )
  return page(
    'API',
    `<p>An API account lets a program see the devices of the organization and assign them to MDM servers.</p>
<table><thead><tr><th>Name</th><th>Client ID</th><th>Key ID</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Create API account</h2>
<form method="post" action="/portal/api"><label for="name">Name</label>
<input id="name" name="name" required maxlength="100"> <button>Create</button></form>`,
  )
}

function accountPage(account: ApiAccount): string {
  const path = `/portal/api/${account.client_id}`
  const key =
    account.key_id === null
      ? `<p>The account has no key yet. The key is saved once and kept nowhere here.</p>
<form method="post" action="${path}/key"><button>Generate Private Key</button></form><p><a href="${path}">Show the key ID</a></p>`
      : `<p>Key ID: <code id="key-id">${account.key_id}</code></p>
<form method="post" action="${path}/key"><button>Replace the Key</button></form>
<form method="post" action="${path}/revoke"><button>Revoke the Key</button></form>`
  return page(account.name, `<p>Client ID: <code id="client-id">${account.client_id}</code></p>${key}`)
}
