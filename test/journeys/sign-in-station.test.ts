import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { testAccount } from '../../electron/graph/auth/permission-test.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { accountBench, administrator, enterAs, goBack } from '../harness/account-bench.ts'
import type { AccountBench } from '../harness/account-bench.ts'
import { codeOf, startTenantProcess } from './tenant-process.ts'
import type { TenantProcess } from './tenant-process.ts'

// A station without a person, and what the test of an account finds missing.

const service = 'DeviceManagementServiceConfig'
let tenant: TenantProcess
let pair: { readonly certificatePem: string; readonly privateKeyPem: string }
beforeAll(async () => {
  tenant = await startTenantProcess('empty')
  pair = await selfSigned('Slipway station', 30)
}, 60_000)
afterAll(async () => {
  await tenant?.stop()
  closeHttpAgents()
})

async function selfSigned(name: string, days: number) {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: name }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 40 * 86_400_000),
    notAfter: new Date(Date.now() + days * 86_400_000),
    basicConstraints: { ca: false, critical: true },
    keyUsage: ['digitalSignature'],
    subjectKeyIdentifier: true,
  })
  return { certificatePem: pem, privateKeyPem }
}

async function station(roles: readonly string[], certificates: readonly string[] = [pair.certificatePem]) {
  const { clientId } = z
    .object({ clientId: z.string() })
    .parse(await tenant.control('add-app', { name: 'Station', certificates, roles }))
  return accountBench(tenant, { clientId })
}

const pemOf = (one: typeof pair): string => `${one.privateKeyPem}\n${one.certificatePem}`
const readTokens = (bench: AccountBench) =>
  bench.graph.get('/deviceManagement/depOnboardingSettings', { version: 'beta', schema: z.unknown() })

describe('signing in with a certificate', () => {
  it('works without a person, outlives a start, and gets a new token when one is refused', async () => {
    const bench = await station([`${service}.Read.All`])
    const account = await bench.account.signInWithCertificate(pemOf(pair))
    expect(account).toMatchObject({ kind: 'application', tenantId: tenant.at.tenantId })
    await readTokens(bench)
    const later = await accountBench(tenant, {
      kept: bench.kept,
      clientId: bench.account.status().tenant?.clientId ?? '',
    })
    const before = await later.account.getToken()
    await readTokens(later)
    // The same assertion again, while it is valid: MSAL keeps it for ten minutes, and Entra takes it.
    expect(await later.account.getToken({ claims: null })).not.toBe(before)
  })

  it('is told what a role does not allow', async () => {
    const bench = await station([`${service}.Read.All`])
    await bench.account.signInWithCertificate(pemOf(pair))
    const write = bench.graph.post('/deviceManagement/deviceCategories', {
      version: 'v1.0',
      schema: z.unknown(),
      body: { displayName: 'X' },
    })
    expect(await codeOf(write)).toBe('graph.permissionMissing')
  })

  it('refuses another certificate, one that expired, and a file that is none', async () => {
    const bench = await station([`${service}.Read.All`])
    const other = await selfSigned('Somebody else', 30)
    await expect(bench.account.signInWithCertificate(pemOf(other))).rejects.toMatchObject({
      code: 'signIn.certificateRefused',
      details: { number: 'AADSTS700027' },
    })
    const old = await selfSigned('Old', -1)
    expect(await codeOf(bench.account.signInWithCertificate(pemOf(old)))).toBe('signIn.certificateExpired')
    const mixed = `${pair.privateKeyPem}\n${other.certificatePem}`
    expect(await codeOf(bench.account.signInWithCertificate(mixed))).toBe('signIn.certificateUnusable')
    expect(await codeOf(bench.account.signInWithCertificate('nothing'))).toBe('signIn.certificateUnusable')
    expect(bench.kept.secrets.size).toBe(0)
  })

  it('says when a repeated assertion is not taken', async () => {
    const bench = await station([`${service}.Read.All`])
    await bench.account.signInWithCertificate(pemOf(pair))
    await tenant.control('authority', { refuseRepeatedAssertions: true })
    await expect(bench.account.getToken({ claims: null })).rejects.toMatchObject({ code: 'signIn.certificateRefused' })
    await tenant.control('authority', { refuseRepeatedAssertions: false })
  })
})

describe('the test of an account', () => {
  it('finds nothing missing for an administrator', async () => {
    const bench = await accountBench(tenant)
    await signInAs(bench, administrator)
    const found = await testAccount(bench.account, bench.graph)
    expect(found).toMatchObject({ ok: true, role: 'granted', tenantName: 'Contoso Practice', refusal: null })
    expect(found.permissions.map(({ state }) => state)).toEqual(Array(5).fill('granted'))
  })

  it('names the permissions that nobody consented to', async () => {
    const scopes = ['DeviceManagementManagedDevices.PrivilegedOperations.All', `${service}.ReadWrite.All`]
    await tenant.control('revoke-consent', { clientId: tenant.at.clientId, scopes })
    const bench = await accountBench(tenant)
    await signInAs(bench, { upn: 'ada@contoso.example', password: 'practice-1' }, true)
    const { permissions, ok, consentUrl } = await testAccount(bench.account, bench.graph)
    expect(ok).toBe(false)
    expect(
      permissions
        .filter(({ state }) => state === 'missing')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(scopes)
    await tenant.control('grant-consent', { clientId: tenant.at.clientId, scopes })
    expect(new URL(consentUrl).pathname).toBe(`/${tenant.at.tenantId}/v2.0/adminconsent`)
  })

  it('tells a missing role from a missing permission', async () => {
    const bench = await accountBench(tenant)
    await signInAs(bench, { upn: 'ada@contoso.example', password: 'practice-1' })
    expect(await testAccount(bench.account, bench.graph)).toMatchObject({ ok: false, role: 'missing' })
  })

  it('finds out by asking what an application may do', async () => {
    const bench = await station(['DeviceManagementManagedDevices.Read.All'])
    await bench.account.signInWithCertificate(pemOf(pair))
    const { permissions } = await testAccount(bench.account, bench.graph)
    expect(Object.fromEntries(permissions.map(({ name, state }) => [name, state]))).toMatchObject({
      [`${service}.ReadWrite.All`]: 'missing',
      'DeviceManagementManagedDevices.Read.All': 'granted',
      'DeviceManagementManagedDevices.ReadWrite.All': 'unknown',
    })
  })
})

describe('settings that do not fit', () => {
  it('an app registration that nobody knows', async () => {
    const bench = await accountBench(tenant, { clientId: randomUuid() })
    const items = bench.account.signIn('deviceCode', new AbortController().signal)
    expect(await codeOf(items.next())).toBe('signIn.registrationUnknown')
  })

  it('a cloud that differs from the one of this start is not sent a token', async () => {
    const bench = await accountBench(tenant)
    await signInAs(bench, administrator)
    const status = await bench.account.configure({ ...bench.account.status().tenant!, cloud: 'usGov' })
    expect(status).toMatchObject({ account: null, restartNeeded: true })
  })
})

async function signInAs(bench: AccountBench, person: typeof administrator, consents = false): Promise<void> {
  await bench.signIn(async (visitor) => {
    await enterAs(visitor, person)
    if (consents && visitor.page.title === 'Need admin approval') throw new Error('asked for consent')
    await goBack(visitor)
  })
}
