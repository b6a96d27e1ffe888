import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTokenFile } from '../../electron/practice/tenant/program/token-file.ts'
import { oauthHeader } from '../../electron/practice/tenant/program/oauth-header.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { startTestTenant } from '../harness/tenant.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { buyDevices, serverAtApple } from '../practice/tenant/program-arrangement.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'
import { describePushRequest } from './push-request.ts'

const python = '/usr/bin/python3'

/** Signs by oauthlib, asks for a session, and prints status and body. */
const session = `
import sys, urllib.request, urllib.error
from oauthlib.oauth1 import Client
base, key, secret, token, token_secret, realm = sys.argv[1:7]
extra = {'realm': realm} if realm else {}
url, headers, _ = Client(key, client_secret=secret, resource_owner_key=token, resource_owner_secret=token_secret, **extra).sign(base + '/session')
def ask():
    request = urllib.request.Request(url, headers={**headers, 'User-Agent': 'interop/1'})
    try:
        answer = urllib.request.urlopen(request)
        return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
print(*ask(), sep='\\n')
print(*ask(), sep='\\n')
`

/** Says what oauthlib makes of a header that we signed. */
const verify = `
import sys
from oauthlib.oauth1.rfc5849 import signature
from oauthlib.oauth1.rfc5849.utils import parse_authorization_header, unescape
from oauthlib.common import Request
header, url, secret, token_secret = sys.argv[1:5]
given = unescape(dict(parse_authorization_header(header))['oauth_signature'])
request = Request(url, 'GET')
request.params = signature.collect_parameters(headers={'Authorization': header}, exclude_oauth_signature=True)
request.signature = given
print(signature.verify_hmac_sha1(request, secret, token_secret))
`

let tenant: TestTenant
let server: { readonly uuid: string; readonly p7m: string }
let keyPem: string
let certificatePem: string

beforeAll(async () => {
  tenant = await startTestTenant()
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  keyPem = privateKeyPem
  certificatePem = issueCertificate({
    subject: [{ type: 'commonName', value: 'interop' }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 24 * 3_600_000),
  }).pem
  server = await serverAtApple(tenant, 'Interop', certificatePem)
  await tenant.control('POST', '/apple/assign', { serials: await buyDevices(tenant, 3), server: server.uuid })
})
afterAll(async () => tenant?.dispose())

describeWith(['openssl'], 'the token file', () => {
  const folder = temporaryFolder()

  it('opens with openssl, as S/MIME and with the mail inside', async () => {
    const path = (name: string) => join(folder, name)
    writeFileSync(path('token.p7m'), server.p7m, 'latin1')
    writeFileSync(path('key.pem'), keyPem)
    writeFileSync(path('cert.pem'), certificatePem)
    const opened = await run('openssl', [
      'smime',
      '-decrypt',
      '-in',
      path('token.p7m'),
      '-inkey',
      path('key.pem'),
      '-recip',
      path('cert.pem'),
    ])
    expect(opened.code, opened.output).toBe(0)
    expect(opened.output).toMatch(/^Content-Type: text\/plain;charset=UTF-8\r\n/)
    expect(opened.output).toMatch(/-----BEGIN MESSAGE-----\r\n\{"consumer_key":"CK_/)
  })

  it('is read by the tenant when openssl made it, whatever the cipher', async () => {
    const path = (name: string) => join(folder, name)
    const mail = `Content-Type: text/plain;charset=UTF-8\r\n\r\n-----BEGIN MESSAGE-----\r\n{"consumer_key":"CK_1",\r\n"consumer_secret":"CS_1","access_token":"AT_1","access_secret":"AS_1","access_token_expiry":"2030-01-01T00:00:00Z"}\r\n-----END MESSAGE-----\r\n`
    writeFileSync(path('mail.txt'), mail)
    for (const cipher of ['-aes256', '-aes128', '-des3']) {
      const made = await run('openssl', [
        'smime',
        '-encrypt',
        '-binary',
        cipher,
        '-in',
        path('mail.txt'),
        path('cert.pem'),
      ])
      const token = openTokenFile(made.stdout.toString('latin1'), { certificatePem, privateKeyPem: keyPem })
      expect([cipher, token?.accessToken, token?.expiresAt]).toEqual([
        cipher,
        'AT_1',
        Date.parse('2030-01-01T00:00:00Z'),
      ])
    }
  })
})

describePushRequest(() => tenant)

describeWith([python], 'OAuth 1.0a by oauthlib', () => {
  const secrets = () => {
    const token = openTokenFile(server.p7m, { certificatePem, privateKeyPem: keyPem })
    if (token === null) throw new Error('the token file cannot be opened')
    return token
  }
  const ask = async (change: Partial<ReturnType<typeof secrets>> = {}, realm = '') => {
    const { consumerKey, consumerSecret, accessToken, accessSecret } = { ...secrets(), ...change }
    const values = [tenant.announcement.appleUrl, consumerKey, consumerSecret, accessToken, accessSecret, realm]
    const { code, output } = await run(python, ['-c', session, ...values])
    expect(code, output).toBe(0)
    return output.trim().split(/\r?\n/)
  }

  it.each(['', 'ADM'])('opens a session with realm "%s", and the same nonce a second time does not', async (realm) => {
    const [status, body, again, refusal] = await ask({}, realm)
    expect([status, again, refusal]).toEqual(['200', '401', 'Invalid/used nonce'])
    expect(JSON.parse(body ?? '')).toMatchObject({ auth_session_token: expect.any(String) as string })
  })

  it('is refused with a wrong secret, an unknown consumer or a token that was replaced', async () => {
    expect((await ask({ accessSecret: 'AS_wrong' })).slice(0, 2)).toEqual(['401', 'Invalid signature'])
    expect((await ask({ consumerKey: 'CK_nobody' })).slice(0, 2)).toEqual(['401', 'Invalid Consumer Key'])
    expect((await ask({ accessToken: 'AT_old' })).slice(0, 2)).toEqual(['403', 'ACCESS_DENIED'])
  })

  it('verifies what the tenant signs', async () => {
    const odd = { consumerKey: 'CK_ü', consumerSecret: "CS_!*'()", accessToken: 'AT_a b', accessSecret: 'AS_~' }
    const url = `${tenant.announcement.appleUrl}/session`
    const header = oauthHeader('GET', url, odd)
    const { output } = await run(python, ['-c', verify, header, url, odd.consumerSecret, odd.accessSecret])
    expect(output.trim()).toBe('True')
  })
})

describe('what a client of another maker meets', () => {
  const call = async (path: string, init: RequestInit & { agent?: string } = {}) => {
    const { agent = 'interop/1', ...rest } = init
    const response = await fetch(`${tenant.announcement.appleUrl}${path}`, {
      ...rest,
      headers: { 'User-Agent': agent, ...(rest.headers as Record<string, string> | undefined) },
    })
    return [response.status, await response.text()]
  }

  it('names itself, and has a session that is known', async () => {
    expect(await call('/account', { agent: 'Go-http-client/1.1' })).toEqual([400, 'USER_AGENT_INVALID'])
    expect(await call('/account')).toEqual([403, 'FORBIDDEN'])
    expect(await call('/account', { headers: { 'X-ADM-Auth-Session': 'of-before-a-restart' } })).toEqual([
      403,
      'FORBIDDEN',
    ])
    expect(await call('/session')).toEqual([401, 'Invalid Consumer Key'])
    expect(await call('/session', { headers: { Authorization: 'OAuth oauth_consumer_key="x"' } })).toEqual([
      400,
      'Missing required authorization parameter',
    ])
  })

  it('walks through every call with one session after the other, in Apple’s words when something is wrong', async () => {
    const given = openTokenFile(server.p7m, { certificatePem, privateKeyPem: keyPem })
    if (given === null) throw new Error('the token file cannot be opened')
    const url = `${tenant.announcement.appleUrl}/session`
    const opened = await call('/session', { headers: { Authorization: oauthHeader('GET', url, given) } })
    let current = (JSON.parse(String(opened[1])) as { readonly auth_session_token: string }).auth_session_token
    await tenant.control('POST', '/apple/switches', { rotateSessions: true })
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${tenant.announcement.appleUrl}${path}`, {
        method,
        headers: {
          'user-agent': 'interop/1',
          'x-adm-auth-session': current,
          'X-Server-Protocol-Version': '3',
          'Content-Type': 'application/json;charset=UTF8',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      current = answer.headers.get('x-adm-auth-session') ?? current
      return [answer.status, await answer.text()] as const
    }
    const discovery = { mdm_service_discovery_url: 'https://mdm.example/.well-known/com.apple.remotemanagement' }
    const path = '/account-driven-enrollment/profile'
    expect(await ask('GET', path)).toEqual([404, 'NOT_FOUND'])
    expect(await ask('POST', path, {})).toEqual([400, 'MDM_SERVICE_DISCOVERY_URL_REQUIRED'])
    expect(await ask('POST', path, { mdm_service_discovery_url: 'http://mdm.example' })).toEqual([
      400,
      'MDM_SERVICE_DISCOVERY_URL_NOT_VALID',
    ])
    expect(await ask('POST', path, discovery)).toEqual([200, '{}'])
    expect(await ask('GET', path)).toEqual([200, JSON.stringify(discovery)])
    expect(await ask('DELETE', path)).toEqual([200, '{}'])
    expect(await ask('GET', '/os-beta-enrollment/tokens')).toEqual([403, 'APPLE_SEED_FOR_IT_TURNED_OFF'])
    expect(await ask('GET', '/server/devices')).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(await ask('POST', '/session')).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(await ask('GET', '/no/such/call')).toEqual([404, 'NOT_FOUND'])
    expect(await ask('POST', '/devices/sync', {})).toEqual([400, 'CURSOR_REQUIRED'])
    expect(await ask('POST', '/server/devices', { cursor: 'x' })).toEqual([400, 'INVALID_CURSOR'])
    const [, first] = await ask('POST', '/server/devices', {})
    const { cursor } = JSON.parse(first) as { readonly cursor: string }
    expect(await ask('POST', '/server/devices', { cursor })).toEqual([400, 'EXHAUSTED_CURSOR'])
    await tenant.control('POST', '/advance-clock', { ms: 60_000 })
    expect((await ask('POST', '/devices/sync', { cursor }))[0]).toBe(200)
    await tenant.control('POST', '/apple/organization', { termsSigned: false })
    expect(await ask('GET', '/account')).toEqual([403, 'T_C_NOT_SIGNED'])
    await tenant.control('POST', '/apple/organization', { termsSigned: true })
    await tenant.control('POST', '/advance-clock', { ms: 8 * 24 * 3_600_000 })
    expect(await ask('GET', '/account')).toEqual([401, 'UNAUTHORIZED'])
  })
})
