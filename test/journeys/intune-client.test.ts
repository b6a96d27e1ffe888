import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allPages } from '../../electron/graph/call.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import { resolveEnrollmentService } from '../../electron/graph/enrollment-service.ts'
import { isSameProfile } from '../../src-shared/intune/profile-id.ts'
import { readApnsCertificate } from '../../electron/graph/resources/apns-certificate.ts'
import { appleIdentities, findIdentity } from '../../electron/graph/resources/apple-identities.ts'
import { readIntuneAccount } from '../../electron/graph/resources/device-management.ts'
import {
  createProfile,
  deleteProfile,
  ensureProfile,
  listProfiles,
} from '../../electron/graph/resources/enrollment-profiles.ts'
import type { EnrollmentProfile } from '../../electron/graph/resources/enrollment-profiles.ts'
import { importSerials } from '../../electron/graph/resources/identity-import.ts'
import { readTenant } from '../../electron/graph/resources/organization.ts'
import { assignSerials, exportMobileConfig } from '../../electron/graph/resources/profile-actions.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { readDirectEnrollment } from '../../electron/profiles/profile-service.ts'
import { readProfile } from '../../electron/profiles/read.ts'
import { codeOf, startTenantProcess } from './tenant-process.ts'
import type { TenantProcess } from './tenant-process.ts'

let tenant: TenantProcess
let graph: GraphClient
let accountId: string

beforeAll(async () => {
  tenant = await startTenantProcess('demo')
  graph = tenant.client()
  accountId = (await readIntuneAccount(graph)).accountId
})
beforeEach(async () => {
  await tenant.control('stop-failing')
})
afterAll(() => tenant.stop())

const kiosk = { displayName: 'Journey kiosk', description: 'By the journey', userAffinity: 'none' } as const
const serials = Array.from({ length: 120 }, (_, index) => `TESTJ${String(index).padStart(5, '0')}`)

describe('the tenant', () => {
  test('says who it is, that it is practice, and that it has a push certificate', async () => {
    const found = await readTenant(graph)
    expect(found.tenantId).toBe(tenant.at.tenantId)
    expect(found.practiceWorld).toMatch(/./)
    expect(found.userPrincipalName).toMatch(/@/)
    expect((await readApnsCertificate(graph))?.topic).toMatch(/^com\.apple\.mgmt\./)
  })

  test('without a push certificate is known as such', async () => {
    await tenant.control('remove-apns')
    expect(await readApnsCertificate(graph)).toBeNull()
    await tenant.control('renew-apns')
  })
})

describe('staging a cart', () => {
  let profile: EnrollmentProfile

  test('the profile is made once, although it shows up late', async () => {
    await tenant.control('switches', { createVisibilityMs: 100 })
    profile = await ensureProfile(graph, accountId, kiosk)
    await tenant.control('switches', { createVisibilityMs: 0 })
    expect(profile.id).toMatch(new RegExp(`^${accountId}_`, 'i'))
    expect(profile.configurationEndpointUrl).toMatch(/^https:.*MDMServiceConfig/)
    expect((await ensureProfile(graph, accountId, kiosk)).id).toBe(profile.id)
    expect(await codeOf(ensureProfile(graph, accountId, { ...kiosk, userAffinity: 'companyPortal' }))).toBe(
      'graph.profileDiffers',
    )
  })

  test('each affinity is accepted by the service and read back as what it is', async () => {
    for (const userAffinity of ['companyPortal', 'setupAssistantLegacy'] as const) {
      const made = await createProfile(graph, accountId, { ...kiosk, displayName: userAffinity, userAffinity })
      expect(made.userAffinity).toBe(userAffinity)
      await deleteProfile(graph, accountId, made.id)
      await deleteProfile(graph, accountId, made.id)
    }
    const names = (await listProfiles(graph, accountId)).map(({ displayName }) => displayName)
    expect(names).toContain(kiosk.displayName)
    expect(names).not.toContain('companyPortal')
  })

  test('120 serials are imported with details, and a second time are known', async () => {
    const rows = serials.map((serial, index) => ({ serial, details: `Slot ${index}` }))
    const first = await importSerials(graph, accountId, rows, { overwrite: false })
    expect(first.map(({ outcome }) => outcome)).toEqual(serials.map(() => 'imported'))
    const second = await importSerials(graph, accountId, rows, { overwrite: false })
    expect(second.map(({ outcome }) => outcome)).toEqual(serials.map(() => 'alreadyKnown'))
    const [changed] = await importSerials(graph, accountId, [{ serial: serials[0]!, details: 'Moved' }], {
      overwrite: true,
    })
    expect(changed).toMatchObject({ outcome: 'imported', identity: { details: 'Moved' } })
    expect((await findIdentity(graph, accountId, serials[1]!))?.details).toBe('Slot 1')
  })

  test.each([false, true])(
    'they are assigned and listed by profile (composite ids: %s)',
    async (compositeProfileIds) => {
      await tenant.control('switches', { compositeProfileIds })
      await assignSerials(graph, accountId, profile.id, serials)
      const listed = await allPages(appleIdentities(graph, accountId, { profileId: profile.id }))
      await tenant.control('switches', { compositeProfileIds: false })
      expect(listed.map(({ serial }) => serial).toSorted()).toEqual(serials)
      expect(listed.every(({ profileId }) => profileId !== null && isSameProfile(profileId, profile.id))).toBe(true)
      expect(listed.every(({ enrollmentState }) => enrollmentState === 'notContacted')).toBe(true)
    },
  )

  test('the Profile URL resolves to enrollment URL, anchors and a trust profile', async () => {
    const profileUrl = profile.configurationEndpointUrl!
    const trusting = { http: httpRequest, additionalCaPems: [tenant.at.rootCertificate] }
    const found = await resolveEnrollmentService({ profileUrl, ...trusting })
    expect(found.enrollmentUrl).toMatch(/^https:/)
    expect(found.enrollmentUrl).not.toBe(profileUrl)
    expect(found.anchorCertificates.length).toBeGreaterThan(0)
    expect(found.resolvedFrom).toBe(profileUrl)
    expect(readProfile(found.trustProfile!).payloads.map(({ type }) => type)).toContain('com.apple.security.root')
    for (const emptyAnchors of ['list', 'body']) {
      await tenant.control('switches', { publicCertificate: true, emptyAnchors })
      const open = await resolveEnrollmentService({ profileUrl, ...trusting })
      expect(open).toMatchObject({ anchorCertificates: [], trustProfile: null })
    }
    await tenant.control('switches', { publicCertificate: false, emptyAnchors: 'list' })
    expect(await codeOf(resolveEnrollmentService({ profileUrl, http: httpRequest, additionalCaPems: [] }))).toBe(
      'http.untrusted',
    )
  })

  test('the direct-enrollment file is signed, leads to https and says itself when it expires', async () => {
    const { bytes, exportedAt } = await exportMobileConfig(graph, accountId, profile.id)
    const file = readDirectEnrollment(bytes, exportedAt)
    expect(file.signature).not.toBeNull()
    expect(file.expirySource).toBe('file')
    const days = (file.expiresAt - exportedAt) / 86_400_000
    expect(days).toBeGreaterThan(13.99)
    expect(days).toBeLessThan(14.01)
    expect(file.accountId?.toLowerCase()).toBe(accountId)
    expect(isSameProfile(file.enrollmentProfileId!, profile.id)).toBe(true)
  })
})
