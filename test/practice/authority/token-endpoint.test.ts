import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomBytes, sha256 } from '../../../electron/lib/crypto.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { enterAs } from '../../harness/account-bench.ts'
import { PageVisitor } from '../../harness/page-visitor.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'

const nobody = { upn: 'plain@contoso.example', password: 'plain-person' }

let tenant: TestTenant
/** A public client, and one that has a secret. */
let app: string
let confidential: string
let visitor: PageVisitor
/** Where an application waits for its answer; a registered loopback address may have any port. */
let redirectUri: string
const application = createServer((_request, response) => response.end('back'))

beforeAll(async () => {
  await new Promise<void>((resolve) => application.listen(0, 'localhost', resolve))
  redirectUri = `http://localhost:${(application.address() as AddressInfo).port}`
  tenant = await startTestTenant()
  const add = async (body: object) => String((await tenant.control('POST', '/add-app', body))['clientId'])
  app = await add({ publicClient: true, scopes: ['User.Read'] })
  confidential = await add({ secrets: ['the-right-secret'], roles: ['DeviceManagementServiceConfig.Read.All'] })
  await tenant.control('POST', '/add-person', { ...nobody, displayName: 'Plain Person' })
  await tenant.control('POST', '/grant-consent', { clientId: app, scopes: ['User.Read'] })
  visitor = new PageVisitor([tenant.announcement.rootCertificate])
})
afterAll(async () => {
  closeHttpAgents()
  application.close()
  await tenant.dispose()
})

async function post(path: 'token' | 'devicecode', form: Readonly<Record<string, string>>) {
  const { statusCode, payload } = await tenant.authority.inject({
    method: 'POST',
    url: `/${tenant.announcement.tenantId}/oauth2/v2.0/${path}`,
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  const body = JSON.parse(payload) as Record<string, unknown>
  return { status: statusCode, error: body['error'], codes: body['error_codes'], body }
}

const refused = (status: number, error: string, code: number) => ({ status, error, codes: [code] })

function authorizeUrl(query: Readonly<Record<string, string>>): string {
  const usual = { client_id: app, redirect_uri: redirectUri, response_type: 'code', scope: 'User.Read offline_access' }
  const { authority } = tenant.announcement
  return `${authority}/oauth2/v2.0/authorize?${new URLSearchParams({ ...usual, ...query }).toString()}`
}

/** Somebody signs in. @returns the code that came back, and the verifier that belongs to it */
async function authorize(): Promise<{ readonly code: string; readonly verifier: string }> {
  const verifier = randomBytes(32).toString('base64url')
  const challenge = sha256(verifier).toString('base64url')
  await visitor.open(authorizeUrl({ code_challenge: challenge, code_challenge_method: 'S256', prompt: 'login' }))
  await enterAs(visitor, nobody)
  const back = new URL(visitor.page.url)
  expect(back.origin).toBe(redirectUri)
  return { code: back.searchParams.get('code') ?? '', verifier }
}

describe('an authorization code', () => {
  it('is good once, with its verifier and its redirect address', async () => {
    const { code, verifier } = await authorize()
    const form = { client_id: app, grant_type: 'authorization_code', redirect_uri: redirectUri, code }
    const other = randomBytes(32).toString('base64url')
    expect(await post('token', { ...form, code_verifier: other })).toMatchObject(refused(400, 'invalid_grant', 501481))
    expect(await post('token', form)).toMatchObject(refused(400, 'invalid_grant', 501481))
    const elsewhere = { ...form, redirect_uri: 'http://localhost:1', code_verifier: verifier }
    expect(await post('token', elsewhere)).toMatchObject(refused(400, 'invalid_grant', 500112))
    expect(await post('token', { ...form, code_verifier: verifier })).toMatchObject({ status: 200 })
    const again = await post('token', { ...form, code_verifier: verifier })
    expect(again).toMatchObject(refused(400, 'invalid_grant', 54005))
  })

  it('goes to no address that is not registered, whatever it is like', async () => {
    for (const uri of [
      'https://evil.example',
      'http://localhost.evil.example',
      'http://localhost/other',
      'https://localhost',
    ]) {
      await visitor.open(authorizeUrl({ redirect_uri: uri }))
      expect(new URL(visitor.page.url).origin, uri).toBe(new URL(tenant.announcement.authority).origin)
      expect(visitor.page.text, uri).toContain('AADSTS50011')
    }
  })
})

describe('a device code', () => {
  const poll = (code: string) =>
    post('token', { client_id: app, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code })

  it('is pending, too fast when asked again at once, and expired after its time', async () => {
    const { body } = await post('devicecode', { client_id: app, scope: 'User.Read' })
    const code = String(body['device_code'])
    expect(await poll(code)).toMatchObject(refused(400, 'authorization_pending', 70016))
    expect(await poll(code)).toMatchObject(refused(400, 'slow_down', 70016))
    await tenant.control('POST', '/advance-clock', { ms: Number(body['interval']) * 1000 })
    expect(await poll(code)).toMatchObject(refused(400, 'authorization_pending', 70016))
    await tenant.control('POST', '/advance-clock', { ms: Number(body['expires_in']) * 1000 })
    expect(await poll(code)).toMatchObject(refused(400, 'expired_token', 70019))
    expect(await poll('made-up')).toMatchObject(refused(400, 'bad_verification_code', 70018))
  })

  it('is no other application’s', async () => {
    const { body } = await post('devicecode', { client_id: tenant.announcement.clientId, scope: 'User.Read' })
    expect(await poll(String(body['device_code']))).toMatchObject(refused(400, 'bad_verification_code', 70018))
  })
})

describe('an application on its own', () => {
  const ask = (more: Readonly<Record<string, string>>) =>
    post('token', {
      client_id: confidential,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      ...more,
    })

  it('gets a token for its secret, and none for another one or for nothing', async () => {
    expect(await ask({ client_secret: 'the-right-secret' })).toMatchObject({ status: 200 })
    expect(await ask({ client_secret: 'the-wrong-secret' })).toMatchObject(refused(401, 'invalid_client', 7000215))
    expect(await ask({})).toMatchObject(refused(401, 'invalid_client', 7000218))
  })

  it('asks for everything it was given, or hears that it must', async () => {
    const some = { client_secret: 'the-right-secret', scope: 'User.Read' }
    expect(await ask(some)).toMatchObject(refused(400, 'invalid_scope', 1002012))
  })
})

describe('the consent of an administrator', () => {
  it('is given by an administrator for everybody, and by nobody else', async () => {
    const made = await tenant.control('POST', '/add-app', {
      publicClient: true,
      scopes: ['DeviceManagementServiceConfig.ReadWrite.All'],
    })
    const client = String(made['clientId'])
    const query = new URLSearchParams({ client_id: client, redirect_uri: redirectUri, state: 's1', scope: '.default' })
    const link = `${tenant.announcement.authority}/v2.0/adminconsent?${query.toString()}`
    const asked = async (who: { upn: string; password: string }) => {
      const person = new PageVisitor([tenant.announcement.rootCertificate])
      await person.open(link)
      await enterAs(person, who)
      return person
    }
    const plain = await asked(nobody)
    expect(new URL(plain.page.url).origin).toBe(new URL(tenant.announcement.authority).origin)
    expect(plain.page.text).not.toContain('name="answer" value="yes"')
    const admin = await asked({ upn: 'admin@contoso.example', password: 'practice-admin' })
    await admin.submit({ answer: 'yes' })
    const back = new URL(admin.page.url)
    expect([back.origin, back.searchParams.get('admin_consent'), back.searchParams.get('state')]).toEqual([
      redirectUri,
      'True',
      's1',
    ])
    const granted = await tenant.control('POST', '/grant-consent', { clientId: client, scopes: [] })
    expect(granted['scopes']).toEqual(['DeviceManagementServiceConfig.ReadWrite.All'])
  })
})
