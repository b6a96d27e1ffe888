import type { FastifyInstance, FastifyReply } from 'fastify'
import { escapeHtml, notice, page } from '../dep/portal/html.ts'
import type { Notice } from '../dep/portal/html.ts'
import { fieldOf, sendPage } from '../dep/portal/send-page.ts'
import { findOrganization, programTime } from '../dep/program.ts'
import type { Program } from '../dep/program.ts'
import type { PushCertificate } from '../dep/store/schema.ts'
import { listPushCertificates, makePushCertificate } from './certificates.ts'
import { PushRequestRefusal } from './request-file.ts'

type One = { Params: { readonly seq: string } }

/** Apple's portal for push certificates: upload a vendor-signed request, download the certificate, renew it. */
export function addPushPages(server: FastifyInstance, program: Program): void {
  const show = async (reply: FastifyReply, told: Notice | null = null): Promise<FastifyReply> => {
    const { administrator } = await findOrganization(program.db)
    return sendPage(reply, listPage(administrator, await listPushCertificates(program), told))
  }
  const make = async (reply: FastifyReply, file: string, renewed: number | null): Promise<FastifyReply> => {
    try {
      const { topic } = await makePushCertificate(program, file, renewed)
      const what = renewed === null ? 'made' : 'renewed'
      return await show(reply, { kind: 'status', text: `The certificate for ${topic} is ${what}. Download it now.` })
    } catch (error) {
      if (!(error instanceof PushRequestRefusal)) throw error
      return show(reply, { kind: 'alert', text: error.message })
    }
  }
  server.get('/portal/push', (_request, reply) => show(reply))
  server.post('/portal/push', (request, reply) => make(reply, fieldOf(request, 'request'), null))
  server.post<One>('/portal/push/:seq/renew', (request, reply) =>
    make(reply, fieldOf(request, 'request'), Number(request.params.seq)),
  )
  server.get<One>('/portal/push/:seq/certificate', async (request, reply) => {
    const found = (await listPushCertificates(program)).find(({ seq }) => seq === Number(request.params.seq))
    if (found === undefined) return sendPage(reply, page('Not found', ''), 404)
    return reply
      .header('content-disposition', 'attachment; filename="MDM_Certificate.pem"')
      .type('application/x-pem-file')
      .send(found.certificate_pem)
  })
}

function listPage(account: string, certificates: readonly PushCertificate[], told: Notice | null): string {
  const rows = certificates.map(
    ({ seq, topic, expires_at: expires }) => `<tr><td>Mobile Device Management</td><td>${escapeHtml(topic)}</td>
<td>${programTime(expires).slice(0, 10)}</td><td><a href="/portal/push/${seq}/certificate">Download</a>
${uploadForm(`/portal/push/${seq}/renew`, `renew-${seq}`, 'Renew')}</td></tr>`,
  )
  return page(
    'Push Certificates',
    `${notice(told)}<p>Signed in as <strong>${escapeHtml(account)}</strong>. A certificate is renewed by the account that made it;
every other one gets a new topic, and every device would have to enroll again.</p>
<table><thead><tr><th>Service</th><th>Topic</th><th>Good until</th><th>Actions</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<h2>Create a Certificate</h2>${uploadForm('/portal/push', 'request', 'Upload')}`,
  )
}

function uploadForm(action: string, id: string, verb: string): string {
  return `<form method="post" action="${action}" enctype="multipart/form-data">
<label for="${id}">Request signed by the vendor of the MDM server</label><input id="${id}" name="request" type="file" required>
<button>${verb}</button></form>`
}
