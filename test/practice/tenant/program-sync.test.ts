import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { appleTruth, buyDevices, joinToken, programHand, serverAtApple, syncNow } from './program-arrangement.ts'
import type { JoinedToken, ProgramHand } from './program-arrangement.ts'

let tenant: TestTenant
let token: JoinedToken
let hand: ProgramHand
let serials: readonly string[]
beforeAll(async () => {
  tenant = await startTestTenant()
  token = await joinToken(tenant)
  hand = programHand(tenant, token)
  serials = await buyDevices(tenant, 250)
})
afterAll(async () => tenant.dispose())
beforeEach(async () => {
  await tenant.control('POST', '/apple/clear-faults')
})

type Row = Record<string, unknown>

async function identities(): Promise<readonly Row[]> {
  const answer = await tenant.ask('GET', `${token.path}/importedAppleDeviceIdentities?$top=1000`)
  return answer.json['value'] as readonly Row[]
}

async function counts(): Promise<Record<string, number>> {
  return (await tenant.control('GET', '/observed'))['counts'] as Record<string, number>
}

describe('a sync with the enrollment program', () => {
  it('lists every device that the portal assigned, page by page', async () => {
    await tenant.control('POST', '/apple/switches', { pageMaximum: 100 })
    await hand.assignAtPortal(serials.slice(0, 230), token.server)
    const shown = await syncNow(tenant, token.path)
    expect(shown).toMatchObject({ lastSyncErrorCode: 0, syncedDeviceCount: 230 })
    const rows = await identities()
    expect(rows.map((row) => row['serialNumber'])).toEqual(serials.slice(0, 230))
    expect(rows[0]).toMatchObject({
      discoverySource: 'deviceEnrollmentProgram',
      enrollmentState: 'notContacted',
      requestedEnrollmentProfileId: null,
      isDeleted: false,
      platform: 'ios',
    })
    expect((await counts())['program POST /server/devices 200']).toBe(3)
  })

  it('is told only what changed afterwards, and a released device shows as deleted', async () => {
    await hand.assignAtPortal(serials.slice(230, 235), token.server)
    await hand.assignAtPortal(serials.slice(0, 1), null)
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0, syncedDeviceCount: 6 })
    const rows = await identities()
    expect(rows).toHaveLength(235)
    expect(rows.filter((row) => row['isDeleted'] === true).map((row) => row['serialNumber'])).toEqual([serials[0]])
    expect((await counts())['program POST /server/devices 200']).toBe(3)
  })

  it('gives devices that are new the default profile, and those that were listed before none', async () => {
    const id = await hand.makeProfile({ displayName: 'Default' })
    expect((await tenant.ask('POST', `${token.path}/enrollmentProfiles/${id}/setDefaultProfile`)).status).toBe(204)
    await hand.assignAtPortal(serials.slice(235, 237), token.server)
    await syncNow(tenant, token.path)
    const assigned = (await identities()).filter((row) => row['requestedEnrollmentProfileId'] !== null)
    expect(assigned.map((row) => row['serialNumber'])).toEqual(serials.slice(235, 237))
    const { devices } = await appleTruth(tenant)
    expect(devices.filter((device) => device['profile_status'] === 'assigned').map(({ serial }) => serial)).toEqual(
      serials.slice(235, 237),
    )
  })

  it.each([
    ['401 in the middle', { status: 401, body: 'UNAUTHORIZED' }],
    ['403 FORBIDDEN in the middle', { status: 403, body: '"FORBIDDEN"' }],
    ['too many requests', { status: 429, body: 'TOO_MANY_REQUESTS', retryAfter: 1 }],
    ['a server error', { status: 503, body: '' }],
  ])('goes on after %s with nothing lost and nothing twice', async (_name, answer) => {
    const next = serials[(await identities()).length] ?? ''
    await hand.assignAtPortal([next], token.server)
    await tenant.control('POST', '/apple/fault', {
      call: 'POST /devices/sync',
      fault: { kind: 'answer', ...answer },
    })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    const rows = await identities()
    expect(rows.filter((row) => row['serialNumber'] === next)).toHaveLength(1)
  })

  it('asks again when an answer was lost', async () => {
    await hand.assignAtPortal(serials.slice(245, 247), token.server)
    await tenant.control('POST', '/apple/fault', { call: 'POST /devices/sync', fault: { kind: 'lostResponse' } })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    const shown = (await identities()).map((row) => row['serialNumber'])
    expect(serials.slice(245, 247).every((serial) => shown.filter((one) => one === serial).length === 1)).toBe(true)
  })

  it('says that new terms wait for an administrator, and asks for everything once they are signed', async () => {
    await tenant.control('POST', '/apple/organization', { termsSigned: false })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 3 })
    const before = (await counts())['program POST /server/devices 200'] ?? 0
    await tenant.control('POST', '/apple/organization', { termsSigned: true })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect((await counts())['program POST /server/devices 200']).toBeGreaterThan(before)
  })

  it('starts again from the beginning when Apple does not know the cursor any more, or it has expired', async () => {
    const before = await identities()
    await tenant.control('POST', '/apple/forget-cursors')
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect(await identities()).toHaveLength(before.length)
    await tenant.control('POST', '/advance-clock', { ms: 8 * 24 * 3_600_000 })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect(await identities()).toHaveLength(before.length)
  })

  it('takes no device away when Apple calls its list exhausted before its end, and is whole again at the next sync', async () => {
    const before = await identities()
    await tenant.control('POST', '/apple/forget-cursors')
    const answer = { kind: 'answer', status: 400, body: 'EXHAUSTED_CURSOR' }
    await tenant.control('POST', '/apple/fault', { call: 'POST /server/devices', skip: 1, fault: answer })
    const deleted = (rows: readonly Row[]) => rows.filter((row) => row['isDeleted'] === true).length
    await syncNow(tenant, token.path)
    expect([(await identities()).length, deleted(await identities())]).toEqual([before.length, deleted(before)])
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect([(await identities()).length, deleted(await identities())]).toEqual([before.length, deleted(before)])
  })

  it('notices in a full sync what no change told', async () => {
    await tenant.control('POST', '/apple/fault', { call: 'POST /devices/sync', fault: { kind: 'cut' }, count: 3 })
    const gone = serials[10] ?? ''
    await hand.assignAtPortal([gone], null)
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 2 })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect((await identities()).find((row) => row['serialNumber'] === gone)).toMatchObject({ isDeleted: true })
  })
})

describe('a token', () => {
  it('is renewed with a new file; the file before is void, the devices stay', async () => {
    const before = await identities()
    const pem = String((await tenant.ask('POST', `${token.path}/generateEncryptionPublicKey`)).json['value'])
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).toBe(0)
    const other = await serverAtApple(tenant, 'Another server', pem)
    const upload = (p7m: string, appleId: string) =>
      tenant.ask('POST', `${token.path}/uploadDepToken`, { appleId, depToken: p7m })
    await tenant.control('POST', '/switches', { refuseOtherAppleId: true })
    expect((await upload(other.p7m, 'somebody@contoso.example')).status).toBe(400)
    await tenant.control('POST', '/switches', { refuseOtherAppleId: false })
    // The server at Apple still has the key of its first day: what it encrypts cannot be opened with the new one.
    const old = await tenant.control('POST', '/apple/download-token', { server: token.server })
    expect((await upload(String(old['p7m']), 'abm@contoso.example')).status).toBe(400)
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).toBe(1)
    expect((await identities()).map((row) => row['serialNumber'])).toEqual(before.map((row) => row['serialNumber']))
  })

  it('that Apple calls expired says so, and one whose year is over starts no sync', async () => {
    await tenant.control('POST', '/apple/expire-tokens')
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).not.toBe(0)
    await tenant.control('POST', '/advance-clock', { ms: 366 * 24 * 3_600_000 })
    const bearer = String((await tenant.control('POST', '/token'))['token'])
    const sync = `${token.path}/syncWithAppleDeviceEnrollmentProgram`
    expect((await tenant.ask('POST', sync, undefined, bearer)).status).toBe(400)
  })
})
