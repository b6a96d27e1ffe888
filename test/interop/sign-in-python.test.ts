import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { sha1 } from '../../electron/lib/crypto.ts'
import { certificateFacts, generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { administrator, enterAs } from '../harness/account-bench.ts'
import { PageVisitor } from '../harness/page-visitor.ts'
import { startTenantProcess } from '../journeys/tenant-process.ts'
import type { TenantProcess } from '../journeys/tenant-process.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const python = '/usr/bin/python3'

/**
 * Microsoft's library for Python signs in to the practice authority: by device code and with a certificate. PyJWT then
 * checks what it got against the published keys, and Graph is asked with it.
 */
const script = `
import json, os, ssl, sys, urllib.request
ask = json.loads(sys.argv[1])
# Whatever bundle this computer has set, here one root counts.
os.environ['REQUESTS_CA_BUNDLE'] = ask['ca']
import jwt, msal
app_kind, scopes = ask['kind'], ask['scopes']
if app_kind == 'device':
    app = msal.PublicClientApplication(ask['clientId'], authority=ask['authority'], verify=ask['ca'], instance_discovery=False)
    flow = app.initiate_device_flow(scopes=scopes)
    print(json.dumps({'uri': flow['verification_uri'], 'code': flow['user_code']}), flush=True)
    sys.stdin.readline()
    result = app.acquire_token_by_device_flow(flow)
else:
    credential = {'private_key': ask['key'], 'thumbprint': ask['thumbprint']}
    app = msal.ConfidentialClientApplication(ask['clientId'], authority=ask['authority'], verify=ask['ca'],
        client_credential=credential, instance_discovery=False)
    result = app.acquire_token_for_client(scopes=scopes)
context = ssl.create_default_context(cafile=ask['ca'])
def fetch(url, headers={}):
    return json.load(urllib.request.urlopen(urllib.request.Request(url, headers=headers), context=context))
discovery = fetch(ask['authority'] + '/v2.0/.well-known/openid-configuration')
keys = {key['kid']: jwt.PyJWK(key).key for key in fetch(discovery['jwks_uri'])['keys']}
def check(token, **options):
    return jwt.decode(token, keys[jwt.get_unverified_header(token)['kid']], algorithms=['RS256'], **options)
found = {'error': result.get('error'), 'access': check(result['access_token'], audience='https://graph.microsoft.com')}
if 'id_token' in result:
    found['id'] = check(result['id_token'], audience=ask['clientId'], issuer=discovery['issuer'])
    again = app.acquire_token_silent_with_error(scopes, account=app.get_accounts()[0], force_refresh=True)
    found['renewed'] = again['access_token'] != result['access_token']
found['graph'] = fetch(ask['graph'] + '/v1.0/deviceManagement', {'Authorization': 'Bearer ' + result['access_token']})['id']
print(json.dumps(found), flush=True)
`

const outcome = z.looseObject({
  error: z.null(),
  access: z.looseObject({ tid: z.string() }),
  graph: z.literal('deviceManagement'),
})

const hasMsal = (await run(python, ['-c', 'import msal, jwt'])).code === 0
describeWith(hasMsal ? [python] : ['python3-msal'], "Microsoft's library for Python", () => {
  const folder = temporaryFolder()
  const ca = join(folder, 'root.pem')
  let tenant: TenantProcess
  beforeAll(async () => {
    tenant = await startTenantProcess('empty')
    writeFileSync(ca, tenant.at.rootCertificate)
    await tenant.control('authority', { deviceCodeInterval: 1 })
  }, 60_000)
  afterAll(async () => {
    await tenant?.stop()
    closeHttpAgents()
  })

  const ask = (more: object): string => {
    const { authority, baseUrl: graph, clientId } = tenant.at
    return JSON.stringify({ authority, graph, clientId, ca, ...more })
  }

  it('signs in by device code; its tokens pass PyJWT, are renewed, and Graph takes them', async () => {
    const { spawn } = await import('node:child_process')
    const scopes = ['https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All']
    const child = spawn(python, ['-c', script, ask({ kind: 'device', scopes })])
    const lines: string[] = []
    const errors: Buffer[] = []
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    let text = ''
    for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk
      const ends = text.split('\n')
      text = ends.pop() ?? ''
      for (const line of ends) {
        lines.push(line)
        if (lines.length > 1) continue
        const shown = z.object({ uri: z.string(), code: z.string() }).parse(JSON.parse(line))
        const visitor = new PageVisitor([tenant.at.rootCertificate])
        await visitor.open(shown.uri)
        await visitor.submit({ userCode: shown.code })
        await enterAs(visitor, administrator)
        await visitor.submit({ answer: 'yes' })
        child.stdin.write('\n')
      }
    }
    expect(Buffer.concat(errors).toString()).toBe('')
    const found = outcome.extend({ id: z.looseObject({ preferred_username: z.string() }), renewed: z.boolean() })
    expect(found.parse(JSON.parse(lines[1] ?? 'null'))).toMatchObject({
      id: { preferred_username: administrator.upn, tid: tenant.at.tenantId },
      access: { upn: administrator.upn, tid: tenant.at.tenantId },
      renewed: true,
    })
  })

  it('signs in with a certificate, in the older way: RS256, named by its SHA-1', async () => {
    const { privateKeyPem, publicKeyPem } = await generateRsaKey()
    const { pem } = issueCertificate({
      subject: [{ type: 'commonName', value: 'Python' }],
      issuer: null,
      privateKeyPem,
      publicKeyPem,
      notBefore: new Date(Date.now() - 3_600_000),
      notAfter: new Date(Date.now() + 86_400_000),
      basicConstraints: { ca: false, critical: true },
      keyUsage: ['digitalSignature'],
      subjectKeyIdentifier: true,
    })
    const roles = ['DeviceManagementServiceConfig.Read.All']
    const { clientId } = z
      .object({ clientId: z.string() })
      .parse(await tenant.control('add-app', { certificates: [pem], roles }))
    const thumbprint = sha1(certificateFacts(pem).der).toString('hex').toUpperCase()
    const scopes = ['https://graph.microsoft.com/.default']
    const more = { kind: 'certificate', scopes, clientId, key: privateKeyPem, thumbprint }
    const { stdout, output } = await run(python, ['-c', script, ask(more)])
    expect(output).not.toContain('Traceback')
    expect(outcome.parse(JSON.parse(stdout.toString()))).toMatchObject({ access: { roles, appid: clientId } })
  })
})
