import { afterEach, describe, expect, test } from 'vitest'
import { allPages } from '../../electron/graph/call.ts'
import { bareProfileId, isSameProfile } from '../../electron/graph/profile-id.ts'
import { readApnsCertificate } from '../../electron/graph/resources/apns-certificate.ts'
import { appleIdentities, deleteIdentity, findIdentity } from '../../electron/graph/resources/apple-identities.ts'
import { auditEvents } from '../../electron/graph/resources/audit-events.ts'
import { readIntuneAccount } from '../../electron/graph/resources/device-management.ts'
import {
  deleteProfile,
  ensureProfile,
  findProfile,
  listProfiles,
} from '../../electron/graph/resources/enrollment-profiles.ts'
import { assertAllKnown, importSerials } from '../../electron/graph/resources/identity-import.ts'
import { findManagedDevices } from '../../electron/graph/resources/managed-devices.ts'
import { readTenant } from '../../electron/graph/resources/organization.ts'
import { assignSerials, exportMobileConfig } from '../../electron/graph/resources/profile-actions.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { clientFor, errorOf, fakeClock, startScriptedGraph } from './scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from './scripted-graph.ts'

const open: ScriptedGraph[] = []
async function serve(answer: (asked: Asked, nth: number) => Answer) {
  const server = await startScriptedGraph(answer)
  open.push(server)
  const clock = fakeClock()
  return { server, clock, graph: clientFor(server.url, clock) }
}
afterEach(async () => {
  closeHttpAgents()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const account = '11111111-1111-4111-8111-111111111111'
const guid = '22222222-2222-4222-8222-222222222222'
const profileWire = {
  '@odata.type': '#microsoft.graph.enrollmentProfile',
  id: `${account}_${guid}`,
  displayName: 'Kiosk',
  description: null,
  requiresUserAuthentication: false,
  enableAuthenticationViaCompanyPortal: false,
  requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
  configurationEndpointUrl: 'https://mdm.example.com/MDMServiceConfig?id=1',
}
const wish = { displayName: 'kiosk', description: 'd', userAffinity: 'none' } as const
const identityWire = (serialNumber: string, more: object = {}) => ({
  id: `id-${serialNumber}`,
  serialNumber,
  requestedEnrollmentProfileId: null,
  description: '',
  enrollmentState: 'notContacted',
  lastContactedDateTime: '0001-01-01T00:00:00Z',
  createdDateTime: '2026-11-22T10:00:00Z',
  isSupervised: false,
  discoverySource: 'adminImport',
  platform: 'ios',
  ...more,
})

describe('enrollment profiles', () => {
  test.each([
    ['none', false, false, false],
    ['companyPortal', true, true, false],
    ['setupAssistantLegacy', true, false, true],
  ] as const)(
    'affinity %s is sent as the six keys in a valid combination',
    async (userAffinity, user, portal, after) => {
      const { server, graph } = await serve((asked) =>
        asked.method === 'POST'
          ? { status: 201, json: { ...profileWire, id: `${account}_${guid}`, ...(asked.body as object) } }
          : { json: asked.path.endsWith('enrollmentProfiles') ? { value: [] } : profileWire },
      )
      await ensureProfile(graph, account, { ...wish, userAffinity })
      const created = server.asked.find(({ method }) => method === 'POST')!
      expect(created.path).toBe(`/beta/deviceManagement/depOnboardingSettings/${account}/enrollmentProfiles`)
      expect(created.body).toEqual({
        '@odata.type': '#microsoft.graph.enrollmentProfile',
        displayName: 'kiosk',
        description: 'd',
        requiresUserAuthentication: user,
        enableAuthenticationViaCompanyPortal: portal,
        requireCompanyPortalOnSetupAssistantEnrolledDevices: after,
      })
    },
  )

  test('one of the same name is used instead of a second one', async () => {
    const { server, graph } = await serve(() => ({ json: { value: [profileWire] } }))
    expect((await ensureProfile(graph, account, wish)).id).toBe(profileWire.id)
    expect(server.asked.map(({ method }) => method)).toEqual(['GET'])
  })

  test('one of the same name that signs users in differently is not used and not changed', async () => {
    const { server, graph } = await serve(() => ({ json: { value: [profileWire] } }))
    const error = await errorOf(ensureProfile(graph, account, { ...wish, userAffinity: 'companyPortal' }))
    expect(error.code).toBe('graph.profileDiffers')
    expect(server.asked.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('a profile that is 404 for a while after its creation is waited for', async () => {
    let gets = 0
    const { graph, clock } = await serve((asked) => {
      if (asked.method === 'POST') return { status: 201, json: profileWire }
      if (asked.path.endsWith('enrollmentProfiles')) return { json: { value: [] } }
      return ++gets < 4
        ? { status: 404, json: { error: { code: 'ResourceNotFound', message: 'no' } } }
        : { json: profileWire }
    })
    const profile = await ensureProfile(graph, account, wish)
    expect(profile.configurationEndpointUrl).toBe(profileWire.configurationEndpointUrl)
    expect(clock.slept).toEqual([1_000, 2_000, 4_000])
  })

  test('a creation whose answer was lost is looked for before it is repeated: one profile, not two', async () => {
    const created: object[] = []
    const { graph } = await serve((asked) => {
      if (asked.method === 'POST') {
        created.push(profileWire)
        return { drop: true }
      }
      return { json: asked.path.endsWith('enrollmentProfiles') ? { value: created } : profileWire }
    })
    expect((await ensureProfile(graph, account, wish)).id).toBe(profileWire.id)
    expect(created).toHaveLength(1)
  })

  test('a creation that was lost on the way there is repeated', async () => {
    let posts = 0
    const { graph } = await serve((asked) => {
      if (asked.method === 'POST') return ++posts === 1 ? { drop: true } : { status: 201, json: profileWire }
      return { json: asked.path.endsWith('enrollmentProfiles') ? { value: [] } : profileWire }
    })
    await ensureProfile(graph, account, wish)
    expect(posts).toBe(2)
  })

  test('all four combinations are read, the historic one too', async () => {
    const combine = (id: string, user: boolean, portal: boolean, after: boolean) => ({
      ...profileWire,
      id,
      requiresUserAuthentication: user,
      enableAuthenticationViaCompanyPortal: portal,
      requireCompanyPortalOnSetupAssistantEnrolledDevices: after,
    })
    const value = [
      combine('1', false, false, false),
      combine('2', true, true, false),
      combine('3', true, false, true),
      combine('4', true, false, false),
    ]
    const { graph } = await serve(() => ({ json: { value } }))
    const affinities = (await listProfiles(graph, account)).map(({ userAffinity }) => userAffinity)
    expect(affinities).toEqual(['none', 'companyPortal', 'setupAssistantLegacy', 'setupAssistantOnly'])
  })

  test('deleting one that is gone already is done', async () => {
    const { graph } = await serve(() => ({ status: 404 }))
    await expect(deleteProfile(graph, account, profileWire.id)).resolves.toBeUndefined()
  })

  test('ids are the same bare or composite, but not of two tokens', () => {
    expect(isSameProfile(`${account}_${guid}`, guid.toUpperCase())).toBe(true)
    expect(isSameProfile(`${account}_${guid}`, `other_${guid}`)).toBe(false)
    expect(bareProfileId(`${account}_${guid.toUpperCase()}`)).toBe(guid)
    expect(bareProfileId(guid)).toBe(guid)
    const profile = { ...wish, id: `${account}_${guid}`, configurationEndpointUrl: null }
    expect(findProfile([profile], guid)).toBe(profile)
  })

  test('devices are assigned by serial number, a hundred at a time, each once', async () => {
    const { server, graph } = await serve(() => ({ status: 204 }))
    const serials = Array.from({ length: 250 }, (_, index) => `test${String(index).padStart(6, '0')}`)
    const progress: number[] = []
    await assignSerials(graph, account, profileWire.id, [...serials, serials[0]!], {
      onProgress: (done) => progress.push(done),
    })
    const chunks = server.asked.map(({ body }) => (body as { deviceIds: string[] }).deviceIds)
    expect(chunks.map(({ length }) => length)).toEqual([100, 100, 50])
    expect(chunks.flat()).toEqual(serials.map((serial) => serial.toUpperCase()))
    expect(progress).toEqual([100, 200, 250])
    expect(server.asked[0]!.path).toContain(`/enrollmentProfiles/${profileWire.id}/updateDeviceProfileAssignment`)
  })

  test('an assignment whose answer was lost is repeated', async () => {
    const { server, graph } = await serve((_, nth) => (nth === 1 ? { drop: true } : { status: 200, json: {} }))
    await assignSerials(graph, account, profileWire.id, ['TEST000001'])
    expect(server.asked).toHaveLength(2)
  })

  test('an exported file comes as bytes', async () => {
    const bytes = Buffer.from([0x30, 0x82, 0xff, 0x00, 0x80])
    const { graph, clock } = await serve(() => ({ json: { '@odata.context': 'x', value: bytes.toString('base64') } }))
    const file = await exportMobileConfig(graph, account, profileWire.id)
    expect(file.bytes.equals(bytes)).toBe(true)
    expect(file.exportedAt).toBe(clock.now())
  })

  test('an export refused to an app says that a person must sign in', async () => {
    const { graph } = await serve(() => ({
      status: 403,
      json: { error: { code: 'Forbidden', message: 'Not for apps.' } },
    }))
    expect((await errorOf(exportMobileConfig(graph, account, profileWire.id))).code).toBe('graph.exportNeedsPerson')
  })
})

describe('serial numbers', () => {
  test('1,203 rows go in chunks of at most 500, with their details', async () => {
    const { server, graph } = await serve((asked) => {
      const { importedAppleDeviceIdentities: rows } = asked.body as {
        importedAppleDeviceIdentities: { serialNumber: string }[]
      }
      return { json: { value: rows.map(({ serialNumber }) => ({ ...identityWire(serialNumber), status: true })) } }
    })
    const rows = Array.from({ length: 1_203 }, (_, index) => ({
      serial: `TEST${index + 100_000}`,
      details: `Row ${index}`,
    }))
    const results = await importSerials(graph, account, rows, { overwrite: false })
    expect(results.map(({ outcome }) => outcome).every((outcome) => outcome === 'imported')).toBe(true)
    const chunks = server.asked.map(
      ({ body }) => (body as { importedAppleDeviceIdentities: object[] }).importedAppleDeviceIdentities,
    )
    expect(chunks.map(({ length }) => length)).toEqual([500, 500, 203])
    expect(chunks[0]![0]).toEqual({
      '@odata.type': '#microsoft.graph.importedAppleDeviceIdentity',
      serialNumber: 'TEST100000',
      description: 'Row 0',
      discoverySource: 'adminImport',
      platform: 'ios',
    })
    expect(server.asked[0]!.body).toMatchObject({ overwriteImportedDeviceIdentities: false })
  })

  test('each row gets its own answer, in order, although the service answers 200 to all of them', async () => {
    const { server, graph } = await serve((asked) => {
      if (asked.path.endsWith('importAppleDeviceIdentityList')) {
        return {
          json: {
            value: [
              { ...identityWire('TESTADE001'), status: false },
              { ...identityWire('TESTNEW001'), status: true },
              { ...identityWire('TESTOLD001'), status: false },
            ],
          },
        }
      }
      const requests = (asked.body as { requests: { id: string; url: string }[] }).requests
      const known: Record<string, object> = {
        TESTOLD001: identityWire('TESTOLD001'),
        TESTADE001: identityWire('TESTADE001', { discoverySource: 'deviceEnrollmentProgram' }),
      }
      return {
        json: {
          responses: requests.map(({ id, url }) => {
            const serial = /'(\w+)'/.exec(decodeURIComponent(url))![1]!
            return { id, status: 200, body: { value: known[serial] ? [known[serial]] : [] } }
          }),
        },
      }
    })
    const rows = [
      { serial: ' testnew001 ', details: 'first' },
      { serial: 'BAD SERIAL' },
      { serial: 'TESTOLD001' },
      { serial: 'TESTADE001' },
      { serial: 'TESTMUTE01' },
      { serial: 'TESTNEW002', details: 'x'.repeat(129) },
      { serial: 'TESTNEW001', details: 'last' },
    ]
    const results = await importSerials(graph, account, rows, { overwrite: false })
    expect(results.map(({ serial, outcome }) => [serial, outcome])).toEqual([
      ['TESTNEW001', 'duplicate'],
      ['BAD SERIAL', 'invalid'],
      ['TESTOLD001', 'alreadyKnown'],
      ['TESTADE001', 'refused'],
      ['TESTMUTE01', 'refused'],
      ['TESTNEW002', 'invalid'],
      ['TESTNEW001', 'imported'],
    ])
    const sent = (server.asked[0]!.body as { importedAppleDeviceIdentities: { description?: string }[] })
      .importedAppleDeviceIdentities
    expect(sent.map(({ description }) => description)).toEqual(['last', undefined, undefined, undefined])
    expect(() => assertAllKnown(results)).toThrow(/TESTADE001/)
    expect(() => assertAllKnown(results.filter(({ outcome }) => outcome === 'alreadyKnown'))).not.toThrow()
  })

  test('an import whose answer was lost is repeated, and what it did the first time counts as known', async () => {
    const { graph } = await serve((asked, nth) => {
      if (nth === 1) return { drop: true }
      if (nth === 2) return { json: { value: [{ ...identityWire('TEST000001'), status: false }] } }
      const [request] = (asked.body as { requests: { id: string }[] }).requests
      return { json: { responses: [{ id: request!.id, status: 200, body: { value: [identityWire('TEST000001')] } }] } }
    })
    const [result] = await importSerials(graph, account, [{ serial: 'TEST000001' }], { overwrite: false })
    expect(result!.outcome).toBe('alreadyKnown')
  })

  test('an empty import asks nobody', async () => {
    const { server, graph } = await serve(() => ({ status: 500 }))
    expect(await importSerials(graph, account, [], { overwrite: true })).toEqual([])
    expect(server.asked).toEqual([])
  })

  test('a list of one profile filters on the bare guid and reads bare and composite ids alike', async () => {
    const { server, graph } = await serve(() => ({
      json: {
        value: [
          identityWire('TEST000001', { requestedEnrollmentProfileId: guid, enrollmentState: 'enrolled' }),
          identityWire('TEST000002', {
            requestedEnrollmentProfileId: `${account}_${guid}`,
            enrollmentState: 'tomorrow',
          }),
          identityWire('TEST000003', { requestedEnrollmentProfileId: '' }),
          identityWire('TEST000004', { requestedEnrollmentProfileId: '00000000-0000-0000-0000-000000000000' }),
        ],
      },
    }))
    const found = await allPages(appleIdentities(graph, account, { profileId: `${account}_${guid}` }))
    expect(server.asked[0]!.query.get('$filter')).toBe(
      `discoverySource eq 'AdminImport' and requestedEnrollmentProfileId eq '${guid}'`,
    )
    expect(found.map(({ profileId }) => profileId)).toEqual([guid, guid, null, null])
    expect(found.map(({ enrollmentState }) => enrollmentState)).toEqual([
      'enrolled',
      'unknown',
      'notContacted',
      'notContacted',
    ])
    expect(found[0]!.lastContactedAt).toBeNull()
  })

  test('a search takes only the exact serial, whatever the service finds similar', async () => {
    const { graph } = await serve(() => ({
      json: { value: [identityWire('TEST0000012'), identityWire('TEST000001')] },
    }))
    expect((await findIdentity(graph, account, 'test000001'))?.serial).toBe('TEST000001')
    expect(await findIdentity(graph, account, 'TEST00000')).toBeNull()
  })

  test('deleting a serial that is gone already is done', async () => {
    const { graph } = await serve(() => ({ status: 404 }))
    await expect(deleteIdentity(graph, account, 'x')).resolves.toBeUndefined()
  })
})

describe('the tenant', () => {
  test('the account id is read with the first call', async () => {
    const { graph } = await serve(() => ({
      json: { id: 'deviceManagement', settings: null, intuneAccountId: account },
    }))
    expect(await readIntuneAccount(graph)).toEqual({ accountId: account, subscriptionState: null })
  })

  test('a practice tenant is known by its mark; an app without a person has no name', async () => {
    const { graph } = await serve((asked) =>
      asked.path === '/v1.0/me'
        ? { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } }
        : { headers: { 'X-Slipway-Practice': 'world-1' }, json: { value: [{ id: 't', displayName: 'Contoso' }] } },
    )
    expect(await readTenant(graph)).toEqual({
      tenantId: 't',
      displayName: 'Contoso',
      userPrincipalName: null,
      practiceWorld: 'world-1',
    })
  })

  test('Microsoft’s own tenant carries no mark', async () => {
    const { graph } = await serve((asked) => ({
      json: asked.path === '/v1.0/me' ? { userPrincipalName: 'a@b.c' } : { value: [{ id: 't', displayName: null }] },
    }))
    expect(await readTenant(graph)).toMatchObject({ displayName: 't', userPrincipalName: 'a@b.c', practiceWorld: null })
  })

  test('no push certificate is an answer, not an error', async () => {
    const { graph } = await serve(() => ({
      status: 404,
      json: { error: { code: 'ResourceNotFound', message: 'none' } },
    }))
    expect(await readApnsCertificate(graph)).toBeNull()
  })

  test('the newest of several records of one serial comes first', async () => {
    const record = (id: string, enrolledDateTime: string) => ({ id, serialNumber: 'TEST000001', enrolledDateTime })
    const { server, graph } = await serve(() => ({
      json: {
        value: [
          record('old', '2025-01-01T00:00:00Z'),
          record('new', '2026-01-01T00:00:00Z'),
          { ...record('other', '2026-02-01T00:00:00Z'), serialNumber: 'TEST0000011' },
        ],
      },
    }))
    expect((await findManagedDevices(graph, 'TEST000001')).map(({ id }) => id)).toEqual(['new', 'old'])
    expect(server.asked[0]!.path).toBe('/v1.0/deviceManagement/managedDevices')
  })

  test('audit events are filtered by time and component', async () => {
    const { server, graph } = await serve(() => ({
      json: {
        value: [
          {
            id: '1',
            activity: 'Create',
            activityDateTime: '2026-11-22T10:00:00Z',
            actor: { userPrincipalName: 'a@b.c', '@odata.type': 'x' },
            resources: [{ displayName: 'Kiosk' }, { displayName: null }],
          },
        ],
      },
    }))
    const since = Date.UTC(2026, 10, 1)
    const [event] = await allPages(auditEvents(graph, { since, component: 'Enrollment' }))
    expect(event).toMatchObject({ activity: 'Create', userPrincipalName: 'a@b.c', resources: ['Kiosk'] })
    expect(server.asked[0]!.query.get('$filter')).toBe(
      "activityDateTime gt 2026-11-01T00:00:00.000Z and componentName eq 'Enrollment'",
    )
  })
})
