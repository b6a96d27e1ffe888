import { afterEach, describe, expect, test } from 'vitest'
import { bareProfileId, isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { deleteProfile, ensureProfile, listProfiles } from '../../../electron/graph/resources/enrollment-profiles.ts'
import { assignSerials, exportMobileConfig } from '../../../electron/graph/resources/profile-actions.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { clientFor, errorOf, fakeClock, startScriptedGraph } from '../scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from '../scripted-graph.ts'

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
