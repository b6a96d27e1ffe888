import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientAssertion } from '../../electron/abm/client-assertion.ts'
import { generateEs256Key } from '../../electron/lib/es256.ts'
import { startTestTenant } from '../harness/tenant.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const python = '/usr/bin/python3'
const audience = 'https://account.apple.com/auth/oauth2/v2/token'

/**
 * Signs by PyJWT as Apple's own example does, with changes to claims (times from now on) and header, asks for a token with the form behind
 * the question mark or as a body, and prints status and body.
 */
const askForToken = `
import sys, json, time, uuid, urllib.request, urllib.parse, urllib.error, jwt
base, key_file, client_id, key_id, place, claims, header, algorithm = sys.argv[1:9]
now = int(time.time())
payload = {'sub': client_id, 'iss': client_id, 'aud': '${audience}', 'iat': now, 'exp': now + 86400 * 180, 'jti': str(uuid.uuid4())}
payload.update({name: now + value if isinstance(value, int) else value for name, value in json.loads(claims).items()})
key = open(key_file).read() if algorithm == 'ES256' else 'a shared secret that is long enough'
assertion = jwt.encode(payload, key, algorithm=algorithm, headers={'kid': key_id, **json.loads(header)})
form = urllib.parse.urlencode({'grant_type': 'client_credentials', 'client_id': client_id, 'scope': 'business.api',
  'client_assertion_type': 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', 'client_assertion': assertion})
url, body = (base + '/auth/oauth2/token?' + form, b'') if place == 'query' else (base + '/auth/oauth2/v2/token', form.encode())
request = urllib.request.Request(url, data=body, headers={'Host': 'account.apple.com', 'Content-Type': 'application/x-www-form-urlencoded'})
try:
    answer = urllib.request.urlopen(request)
    print(answer.status, answer.read().decode(), sep='\\n')
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode(), sep='\\n')
`

/** Verifies an assertion of ours by PyJWT, and prints header and claims. */
const verify = `
import sys, json, jwt
assertion, key_file, audience, client_id = sys.argv[1:5]
claims = jwt.decode(assertion, open(key_file).read(), algorithms=['ES256'], audience=audience, issuer=client_id,
  options={'require': ['exp', 'iat', 'iss', 'sub', 'aud', 'jti']})
print(json.dumps([jwt.get_unverified_header(assertion), claims]))
`

let tenant: TestTenant
let account: { readonly clientId: string; readonly keyId: string; readonly keyFile: string }
const folder = temporaryFolder()

beforeAll(async () => {
  tenant = await startTestTenant()
  const made = await tenant.control('POST', '/apple/add-api-account', { name: 'Interop' })
  const keyFile = join(folder, 'private-key.pem')
  writeFileSync(keyFile, String(made['privateKeyPem']), { mode: 0o600 })
  account = { clientId: String(made['clientId']), keyId: String(made['keyId']), keyFile }
})
afterAll(async () => tenant?.dispose())

describeWith([python], 'a client assertion by PyJWT', () => {
  type Change = { readonly claims?: object; readonly header?: object; readonly place?: string; readonly by?: string }
  const ask = async ({ claims = {}, header = {}, place = 'body', by = 'ES256' }: Change = {}) => {
    const { clientId, keyId, keyFile } = account
    const given = [clientId, keyId, place, JSON.stringify(claims), JSON.stringify(header), by]
    const { appleUrl } = tenant.announcement
    const { code, output } = await run(python, ['-c', askForToken, appleUrl, keyFile, ...given])
    expect(code, output).toBe(0)
    return output.trim().split(/\r?\n/)
  }

  it.each(['query', 'body'])('gets a token with its form in the %s, and the token opens the API', async (place) => {
    const [status, body = ''] = await ask({ place })
    expect([status, JSON.parse(body)]).toMatchObject(['200', { token_type: 'Bearer', expires_in: 3600 }])
    const { access_token: token } = JSON.parse(body) as { readonly access_token: string }
    const answer = await fetch(`${tenant.announcement.appleUrl}/v1/mdmServers?limit=1`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
  })

  it.each<[string, Change]>([
    ['names another key', { header: { kid: 'another' } }],
    ['is for another audience', { claims: { aud: 'https://appleid.apple.com' } }],
    ['is of another issuer', { claims: { iss: 'BUSINESSAPI.other' } }],
    ['speaks for another account', { claims: { sub: 'BUSINESSAPI.other' } }],
    ['is over', { claims: { iat: -7200, exp: -60 } }],
    ['would be good for more than 180 days', { claims: { exp: 181 * 86_400 } }],
    ['is from the future', { claims: { iat: 3600 } }],
    ['has no id', { claims: { jti: '' } }],
    ['is signed with a shared secret', { by: 'HS256' }],
  ])('that %s gets none', async (_name, change) => {
    expect(await ask(change)).toEqual(['400', '{"error":"invalid_client"}'])
  })

  it('verifies ours, with everything Apple asks for', async () => {
    const { privateKeyPem, publicKeyPem } = await generateEs256Key()
    const publicFile = join(folder, 'public-key.pem')
    writeFileSync(publicFile, publicKeyPem)
    const { clientId, keyId } = account
    const assertion = clientAssertion({ clientId, keyId, privateKeyPem }, Date.now())
    const { code, output } = await run(python, ['-c', verify, assertion, publicFile, audience, clientId])
    expect(code, output).toBe(0)
    const [header, claims] = JSON.parse(output) as [object, { readonly sub: string; iat: number; exp: number }]
    expect(header).toEqual({ alg: 'ES256', kid: keyId, typ: 'JWT' })
    expect(claims.sub).toBe(clientId)
    expect(claims.exp - claims.iat).toBeLessThanOrEqual(180 * 86_400)
  })
})
