import { Guard } from '../../electron/engine/guard.ts'
import { redeemSerialRemovals } from '../../electron/engine/guard-tenant.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { allPages } from '../../electron/graph/call.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import { readEnrollment, watchEnrollment } from '../../electron/graph/enrollment-watch.ts'
import type { EnrollmentBaseline, EnrollmentStatus } from '../../electron/graph/enrollment-watch.ts'
import { appleIdentities, deleteIdentity, findIdentity } from '../../electron/graph/resources/apple-identities.ts'
import { readIntuneAccount } from '../../electron/graph/resources/device-management.ts'
import { createProfile, ensureProfile, listProfiles } from '../../electron/graph/resources/enrollment-profiles.ts'
import { importSerials } from '../../electron/graph/resources/identity-import.ts'
import { newestManagedDevices } from '../../electron/graph/resources/managed-devices.ts'
import { assignSerials } from '../../electron/graph/resources/profile-actions.ts'
import { ensureFactory } from '../../electron/practice/factory.ts'
import type { AppError } from '../../src-shared/errors.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { ScriptedDevice } from '../practice/tenant/scripted-device.ts'
import { codeOf, startTenantProcess } from './tenant-process.ts'
import type { TenantProcess } from './tenant-process.ts'

/** As whoever saw the list and typed how many they are. */
const agreed = (serials: readonly string[], typedCount = serials.length) =>
  redeemSerialRemovals(new Guard(), serials, { operator: null, typedCount }, Date.now())

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

const wish = { displayName: 'Journey states', description: '', userAffinity: 'none' } as const

/** A device that talks to this process; it uses no more of a test tenant than is given here. */
async function device(serial: string): Promise<ScriptedDevice> {
  const factory = await ensureFactory(tenant.factoryDirectory)
  const world = { accountId, tenantId: tenant.at.tenantId }
  return ScriptedDevice.make({ announcement: tenant.at, factory, tenant: { world } } as unknown as TestTenant, serial)
}

async function watchUntil(
  serials: readonly string[],
  done: (seen: ReadonlyMap<string, EnrollmentStatus>) => boolean,
  onState: (status: EnrollmentStatus) => void = () => {},
  baseline: EnrollmentBaseline = new Map(),
): Promise<void> {
  const abort = new AbortController()
  const seen = new Map<string, EnrollmentStatus>()
  await watchEnrollment({
    graph,
    accountId,
    serials,
    clock: tenant.clock,
    signal: abort.signal,
    baseline,
    onState: (status) => {
      seen.set(status.serial, status)
      onState(status)
      if (done(seen)) abort.abort()
    },
  })
}

describe('states', () => {
  test('those of a tenant in use are read, and a watch reports each of them', async () => {
    const identities = await allPages(appleIdentities(graph, accountId))
    const byState = new Map(identities.map((identity) => [identity.enrollmentState, identity.serial]))
    expect([...byState.keys()].toSorted()).toEqual(['blocked', 'failed', 'notContacted', 'unknown'])
    const seen: string[] = []
    const note = ({ serial, enrollmentState }: EnrollmentStatus) => seen.push(`${serial} ${enrollmentState}`)
    await watchUntil([...byState.values()], (states) => states.size === byState.size, note)
    expect(seen.toSorted()).toEqual([...byState].map(([state, serial]) => `${serial} ${state}`).toSorted())
  })

  test('a device is seen to enroll, to need a reset after a new assignment, and to enroll again', async () => {
    const serial = 'TESTLIFE001'
    const profile = await ensureProfile(graph, accountId, wish)
    await importSerials(graph, accountId, [{ serial }], { overwrite: false })
    await assignSerials(graph, accountId, profile.id, [serial])
    const phone = await device(serial)
    const story: string[] = []
    const note = ({ enrollmentState, enrolledNow }: EnrollmentStatus) => story.push(`${enrollmentState} ${enrolledNow}`)
    const isNow = (state: string) => (seen: ReadonlyMap<string, EnrollmentStatus>) =>
      seen.get(serial)?.enrollmentState === state
    const enrolling: Promise<unknown>[] = []
    await watchUntil([serial], isNow('enrolled'), (status) => {
      if (enrolling.length === 0) enrolling.push(phone.enroll())
      note(status)
    })
    await Promise.all(enrolling)
    // That it was in contact before it was enrolled may be seen or not.
    story.splice(0, story.length, ...new Set(story))
    expect(story).toEqual(['notContacted false', 'enrolled true'])
    const managed = (await newestManagedDevices(graph, [serial])).get(serial)
    expect(managed).toMatchObject({ enrollmentProfileName: wish.displayName, enrollmentType: 'appleBulkWithoutUser' })

    const baseline = await readEnrollment(graph, [serial])
    expect(baseline.get(serial)).toBe(managed!.enrolledAt)
    // Its former enrollment is no success of a new staging.
    story.length = 0
    await watchUntil([serial], (seen) => seen.size === 1, note, baseline)
    expect(story).toEqual(['enrolled false'])

    const other = await ensureProfile(graph, accountId, { ...wish, displayName: 'Another profile' })
    await assignSerials(graph, accountId, other.id, [serial])
    await watchUntil([serial], isNow('pendingReset'))
    await phone.enroll()
    const enrolledNow = (seen: ReadonlyMap<string, EnrollmentStatus>) => seen.get(serial)?.enrolledNow === true
    await watchUntil([serial], enrolledNow, undefined, baseline)
  })
})

describe('trouble', () => {
  test.each([
    [429, 3],
    [429, null],
    [429, 'half'],
    [503, null],
    [504, null],
  ] as const)('three answers of %i (Retry-After %s) are got through', async (status, retryAfter) => {
    await tenant.control('fail', { listener: 'graph', status, count: 3, retryAfter })
    expect((await readIntuneAccount(graph)).accountId).toBe(accountId)
  })

  test('500 is told at once', async () => {
    await tenant.control('fail', { listener: 'graph', status: 500, count: 1 })
    expect(await codeOf(readIntuneAccount(graph))).toBe('graph.serviceTrouble')
  })

  test('an outage is named, and over when it is over', async () => {
    await tenant.control('switches', { offline: true })
    expect(await codeOf(readIntuneAccount(graph))).toBe('graph.unreachable')
    await tenant.control('switches', { offline: false })
    expect((await readIntuneAccount(graph)).accountId).toBe(accountId)
  })

  test('a wrong token asks for a sign-in', async () => {
    expect(await codeOf(readIntuneAccount(tenant.client('wrong')))).toBe('graph.signInNeeded')
  })

  test('a token without the scope names the missing permission', async () => {
    const scopes = ['DeviceManagementServiceConfig.Read.All']
    const { token } = z.object({ token: z.string() }).parse(await tenant.control('token', { scopes }))
    const error = await createProfile(tenant.client(token), accountId, wish).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'graph.permissionMissing' })
    expect((error as AppError).message).toContain('DeviceManagementServiceConfig.ReadWrite.All')
  })

  test('a refusal shows Intune’s own sentence and the ids for support', async () => {
    const error = await assignSerials(graph, accountId, (await listProfiles(graph, accountId))[0]!.id, [
      'TESTNOBODY',
    ]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'graph.badRequest', details: { activityId: expect.stringMatching(/-/) } })
    expect((error as AppError).message).toContain('TESTNOBODY')
    expect((error as AppError).message).not.toContain('Operation ID')
  })

  test('deleting a serial twice is done once', async () => {
    const serial = 'TESTGONE01'
    await importSerials(graph, accountId, [{ serial }], { overwrite: false })
    const identity = await findIdentity(graph, accountId, serial)
    const { id } = identity!
    const [first = null, second = null] = [1, 2].flatMap(() => agreed([serial]))
    await deleteIdentity(graph, accountId, { id, serial, warrant: first })
    await deleteIdentity(graph, accountId, { id, serial, warrant: second })
    expect(await findIdentity(graph, accountId, serial)).toBeNull()
  })
})
