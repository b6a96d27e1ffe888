import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encryptEnvelope } from '../../../electron/pki/cms-envelope.ts'
import { makeApns } from '../../../electron/practice/tenant/apns.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { GraphAnswer, TestTenant } from '../../harness/tenant.ts'
import { pushPortal } from '../../harness/push-portal.ts'
import { container } from './arrangement.ts'
import { serverAtApple } from './program-arrangement.ts'

const tokens = '/beta/deviceManagement/depOnboardingSettings'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant({ seed: 'demo' })
})
afterAll(async () => tenant.dispose())

function rows(answer: GraphAnswer): readonly Record<string, unknown>[] {
  return answer.json['value'] as Record<string, unknown>[]
}

async function demoToken(): Promise<string> {
  return String(rows(await tenant.ask('GET', tokens))[0]?.['id'])
}

describe('enrollment program tokens', () => {
  it('show their profiles and their default when asked to expand them', async () => {
    const [row] = rows(await tenant.ask('GET', `${tokens}?$expand=enrollmentProfiles,defaultIosEnrollmentProfile`))
    // Two profiles, and a policy of the new kind that shows as one.
    expect(row?.['enrollmentProfiles']).toHaveLength(3)
    expect(row?.['defaultIosEnrollmentProfile']).toMatchObject({ displayName: 'ADE staff', isDefault: true })
    expect((await tenant.ask('GET', `${tokens}?$expand=secrets`)).status).toBe(400)
  })

  it('move the default from one profile to another', async () => {
    const base = `${tokens}/${await demoToken()}/enrollmentProfiles`
    const other = rows(await tenant.ask('GET', base)).find((profile) => profile['isDefault'] === false)
    expect((await tenant.ask('POST', `${base}/${String(other?.['id'])}/setDefaultProfile`)).status).toBe(204)
    const defaults = rows(await tenant.ask('GET', base)).filter((profile) => profile['isDefault'] === true)
    expect(defaults.map(({ id }) => id)).toEqual([other?.['id']])
    expect((await tenant.ask('DELETE', `${base}/${String(other?.['id'])}`)).status).toBe(400)
    expect((await tenant.ask('GET', `${base}/${String(other?.['id'])}/exportMobileConfig`)).status).toBe(400)
  })

  it('sync again only after a quarter of an hour, and not once expired', async () => {
    const sync = `${tokens}/${await demoToken()}/syncWithAppleDeviceEnrollmentProgram`
    expect((await tenant.ask('POST', sync)).status).toBe(204)
    expect((await tenant.ask('POST', sync)).status).toBe(400)
    await tenant.control('POST', '/advance-clock', { ms: 15 * 60_000 })
    expect((await tenant.ask('POST', sync)).status).toBe(204)
    await tenant.control('POST', '/advance-clock', { ms: 21 * 24 * 3_600_000 })
    expect((await tenant.ask('POST', sync)).status).toBe(400)
    expect((await tenant.ask('POST', `${container(tenant)}/syncWithAppleDeviceEnrollmentProgram`)).status).toBe(400)
  })

  it('are made with consent, take what Apple encrypted to their key, and go only when empty', async () => {
    expect((await tenant.ask('POST', tokens, { tokenName: 'x', dataSharingConsentGranted: false })).status).toBe(400)
    const made = await tenant.ask('POST', tokens, {
      tokenName: 'New',
      appleIdentifier: 'a@contoso.example',
      dataSharingConsentGranted: true,
    })
    expect([made.status, made.json['tokenExpirationDateTime']]).toEqual([201, '0001-01-01T00:00:00Z'])
    const one = `${tokens}/${String(made.json['id'])}`
    const old = String((await tenant.ask('POST', `${one}/generateEncryptionPublicKey`)).json['value'])
    const current = String((await tenant.ask('POST', `${one}/generateEncryptionPublicKey`)).json['value'])
    expect((await tenant.ask('GET', `${one}/getEncryptionPublicKey()`)).json['value']).toBe(current)
    const p7m = async (pem: string) => (await serverAtApple(tenant, 'New', pem)).p7m
    const upload = (depToken: string, appleId = 'a@contoso.example') =>
      tenant.ask('POST', `${one}/uploadDepToken`, { appleId, depToken })
    expect((await upload(await p7m(old))).status).toBe(400)
    expect((await upload('nonsense')).status).toBe(400)
    const empty = `Content-Type: application/pkcs7-mime\r\n\r\n${encryptEnvelope(Buffer.from('{}'), current, '3des').toString('base64')}`
    expect((await upload(empty)).status).toBe(400)
    expect((await upload(await p7m(current))).status).toBe(204)
    const expiry = Date.parse(String((await tenant.ask('GET', one)).json['tokenExpirationDateTime']))
    expect(expiry - tenant.tenant.clock.now()).toBeGreaterThan(364 * 24 * 3_600_000)
    expect((await tenant.ask('PATCH', one, { tokenName: 'Renamed' })).json['tokenName']).toBe('Renamed')
    expect((await tenant.ask('PATCH', one, { tokenType: 'dep' })).status).toBe(400)
    expect((await tenant.ask('POST', `${one}/shareForSchoolDataSyncService`)).status).toBe(400)
    expect((await tenant.ask('DELETE', `${tokens}/${await demoToken()}`)).status).toBe(400)
    expect((await tenant.ask('DELETE', container(tenant))).status).toBe(400)
    expect((await tenant.ask('DELETE', one)).status).toBe(204)
    expect(
      (await tenant.ask('GET', `${tokens}/getExpiringVppTokenCount(expiringBeforeDateTime='2030-01-01T00:00:00Z')`))
        .json['value'],
    ).toBe(0)
  })
})

describe('profiles of a token', () => {
  it('obey the rules of supervision, pairing and panes', async () => {
    const base = `${tokens}/${await demoToken()}/enrollmentProfiles`
    const fine = {
      '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
      displayName: 'New',
      isMandatory: true,
      supervisedModeEnabled: true,
      enabledSkipKeys: ['Siri'],
    }
    const created = await tenant.ask('POST', base, {
      ...fine,
      id: '',
      configurationEndpointUrl: '',
      managementCertificates: [],
    })
    expect([created.status, created.json['@odata.type']]).toEqual([201, '#microsoft.graph.depIOSEnrollmentProfile'])
    const refused: object[] = [
      { isMandatory: false },
      { supervisedModeEnabled: false, profileRemovalDisabled: true },
      { enabledSkipKeys: ['Teleport'] },
      { iTunesPairingMode: 'requiresCertificate' },
      { supportDepartment: 'x'.repeat(126) },
      { supportPhoneNumber: 'x'.repeat(51) },
      { deviceNameTemplate: '{{COLOR}}' },
      { enableSharedIPad: true, supervisedModeEnabled: false },
      { companyPortalVppTokenId: 'x' },
    ]
    for (const change of refused)
      expect([change, (await tenant.ask('POST', base, { ...fine, ...change })).status]).toEqual([change, 400])
  })
})

describe('the push certificate', () => {
  const path = '/v1.0/deviceManagement/applePushNotificationCertificate'

  it('is renewed with the same topic only, and never shown', async () => {
    const shown = await tenant.ask('GET', path)
    expect(shown.json).toMatchObject({
      certificate: null,
      topicIdentifier: expect.stringContaining('com.apple.mgmt.') as string,
    })
    const other = await makeApns(365, Date.now())
    const body = (certificate: string) => ({ appleIdentifier: 'me@contoso.example', certificate })
    expect((await tenant.ask('PATCH', path, body(other.certificatePem))).status).toBe(400)
    expect((await tenant.ask('PATCH', path, body('nonsense'))).status).toBe(400)
    expect((await tenant.ask('PATCH', path, body(tenant.announcement.rootCertificate))).status).toBe(400)
    await tenant.control('POST', '/remove-apns')
    expect((await tenant.ask('GET', path)).status).toBe(404)
    // Nobody here has the key of a certificate that was made for no request of this tenant.
    expect((await tenant.ask('PATCH', path, body(other.certificatePem))).status).toBe(400)
    const generate = path.replace('v1.0', 'beta')
    const asked = await tenant.ask('POST', `${generate}/generateApplePushNotificationCertificateSigningRequest`)
    const csr = await tenant.ask('GET', `${path}/downloadApplePushNotificationCertificateSigningRequest()`)
    const [{ json: first }, { json: second }] = [asked, csr]
    expect([first['value'], second['value']].map((value) => String(value).slice(0, 8))).toEqual([
      'PD94bWwg',
      'PD94bWwg',
    ])
    const { pem } = await pushPortal(tenant.announcement.appleUrl).upload(String(csr.json['value']))
    const taken = await tenant.ask('PATCH', path, body(pem ?? ''))
    expect(taken.json).toMatchObject({ appleIdentifier: 'me@contoso.example', certificate: null })
    expect(taken.json['topicIdentifier']).toMatch(/^com\.apple\.mgmt\.External\./)
  })
})

describe('smaller collections', () => {
  it('keeps categories apart by name', async () => {
    const path = '/v1.0/deviceManagement/deviceCategories'
    expect(rows(await tenant.ask('GET', path))).toHaveLength(4)
    const made = await tenant.ask('POST', path, { displayName: 'Lab', description: null })
    expect(made.status).toBe(201)
    expect((await tenant.ask('POST', path, { displayName: 'lab' })).status).toBe(400)
    const one = `${path}/${String(made.json['id'])}`
    expect((await tenant.ask('PATCH', one, { description: 'd' })).json).toMatchObject({
      displayName: 'Lab',
      description: 'd',
    })
    expect((await tenant.ask('DELETE', one)).status).toBe(204)
    expect((await tenant.ask('GET', one)).status).toBe(404)
  })

  it('imports corporate identifiers row by row, and counts the bad ones', async () => {
    const path = '/beta/deviceManagement/importedDeviceIdentities'
    const send = (identities: object[], overwrite = false) =>
      tenant.ask('POST', `${path}/importDeviceIdentityList`, {
        importedDeviceIdentities: identities,
        overwriteImportedDeviceIdentities: overwrite,
      })
    const imei = { importedDeviceIdentifier: '351234567890123', importedDeviceIdentityType: 'imei' }
    const bad = await send([imei, { ...imei, importedDeviceIdentifier: '12' }])
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('1 of 2')])
    expect(rows(await send([imei]))).toMatchObject([{ status: true, enrollmentState: 'notContacted' }])
    expect(rows(await send([{ ...imei, description: 'x' }]))).toMatchObject([{ status: false, description: null }])
    expect(rows(await send([{ ...imei, description: 'x' }], true))).toMatchObject([{ status: true, description: 'x' }])
    const found = rows(
      await tenant.ask('POST', `${path}/searchExistingIdentities`, { importedDeviceIdentities: [imei] }),
    )
    expect(found).toHaveLength(1)
    expect(rows(await tenant.ask('GET', `${path}?$filter=contains(importedDeviceIdentifier,'3512')`))).toHaveLength(1)
    expect((await tenant.ask('DELETE', `${path}/${String(found[0]?.['id'])}`)).status).toBe(204)
  })

  it('shows the block on iOS that makes enrollment fail', async () => {
    const path = '/v1.0/deviceManagement/deviceEnrollmentConfigurations'
    expect(rows(await tenant.ask('GET', path))).toMatchObject([{ iosRestriction: { platformBlocked: false } }])
    await tenant.control('POST', '/switches', { iosBlocked: true })
    expect(rows(await tenant.ask('GET', path))).toMatchObject([{ iosRestriction: { platformBlocked: true } }])
  })

  it('says whose tenant it is', async () => {
    expect(rows(await tenant.ask('GET', '/v1.0/organization'))).toMatchObject([
      { id: tenant.announcement.tenantId, displayName: 'Contoso Practice' },
    ])
    expect((await tenant.ask('GET', '/v1.0/me')).json).toMatchObject({ userPrincipalName: 'admin@contoso.example' })
    const app = String((await tenant.control('POST', '/token', { kind: 'app' }))['token'])
    expect((await tenant.ask('GET', '/v1.0/me', undefined, app)).status).toBe(400)
  })
})
