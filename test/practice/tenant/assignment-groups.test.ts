import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reaches } from '../../../electron/practice/tenant/mdm/assignment-targets.ts'
import type { Target } from '../../../electron/practice/tenant/mdm/assignment-targets.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { GraphAnswer, TestTenant } from '../../harness/tenant.ts'
import { answerAll, assign, create, enroll, path, types } from './custom-profile-bench.ts'
import type { Enrolled } from './custom-profile-bench.ts'

let tenant: TestTenant
let kiosk: Enrolled
let staff: Enrolled

beforeAll(async () => {
  tenant = await startTestTenant()
  kiosk = await enroll(tenant, 'TESTGROUP01', { displayName: 'Kiosk' })
  staff = await enroll(tenant, 'TESTGROUP02', {
    displayName: 'Staff',
    requiresUserAuthentication: true,
    enableAuthenticationViaCompanyPortal: true,
  })
  await tenant.control('POST', '/attach-person', { serial: 'TESTGROUP02', upn: 'ada@contoso.example' })
  await Promise.all([answerAll(kiosk), answerAll(staff)])
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

const rows = (answer: GraphAnswer) => answer.json['value'] as readonly Record<string, unknown>[]

async function group(displayName: string, extra: object = {}): Promise<string> {
  const body = { displayName, mailEnabled: false, mailNickname: displayName, securityEnabled: true, ...extra }
  const answer = await tenant.ask('POST', '/v1.0/groups', body)
  expect(answer.status, answer.text).toBe(201)
  return String(answer.json['id'])
}

async function objectId(kind: 'users' | 'devices', filter: string): Promise<string> {
  const found = rows(await tenant.ask('GET', `/v1.0/${kind}?$filter=${encodeURIComponent(filter)}`))
  expect(found).toHaveLength(1)
  return String(found[0]?.['id'])
}

function join(groupId: string, id: string): Promise<GraphAnswer> {
  const reference = { '@odata.id': `${tenant.announcement.baseUrl}/v1.0/directoryObjects/${id}` }
  return tenant.ask('POST', `/v1.0/groups/${groupId}/members/$ref`, reference)
}

describe('a custom profile assigned to a group', () => {
  it('reaches a device that is put into the group, and leaves it with the membership', async () => {
    const kiosks = await group('kiosks')
    const id = await create(tenant, 'practice.group.device')
    await assign(tenant, id, `groupAssignmentTarget:${kiosks}`)
    expect(types(await answerAll(kiosk))).toEqual([])
    const device = await objectId('devices', "enrollmentProfileName eq 'Kiosk'")
    expect((await join(kiosks, device)).status).toBe(204)
    expect(types(await answerAll(kiosk))).toEqual(['InstallProfile'])
    expect(types(await answerAll(staff))).toEqual([])
    expect((await join(kiosks, device)).json['error']).toMatchObject({ code: 'Request_BadRequest' })
    expect((await tenant.ask('DELETE', `/v1.0/groups/${kiosks}/members/${device}/$ref`)).status).toBe(204)
    expect(types(await answerAll(kiosk))).toEqual(['RemoveProfile'])
    await tenant.ask('DELETE', `${path}/${id}`)
  })

  it('reaches the devices of a person in a group inside the group, unless a group of people is excluded', async () => {
    const [outer, inner, away] = [await group('outer'), await group('inner'), await group('away')]
    const ada = await objectId('users', "userPrincipalName eq 'ada@contoso.example'")
    for (const [into, member] of [
      [outer, inner],
      [inner, ada],
      [inner, outer],
    ] as const)
      expect((await join(into, member)).status).toBe(204)
    const id = await create(tenant, 'practice.group.user')
    await assign(tenant, id, `groupAssignmentTarget:${outer}`, `exclusionGroupAssignmentTarget:${away}`)
    expect(types(await answerAll(staff))).toEqual(['InstallProfile'])
    expect(types(await answerAll(kiosk))).toEqual([])
    const all = rows(await tenant.ask('GET', `/v1.0/groups/${outer}/transitiveMembers`))
    expect(all.map((one) => String(one['id'])).toSorted()).toEqual([ada, inner, outer].toSorted())
    await join(away, ada)
    expect(types(await answerAll(staff))).toEqual(['RemoveProfile'])
    await tenant.ask('DELETE', `${path}/${id}`)
  })

  it('follows the rule of a dynamic group: by the name of the enrollment profile', async () => {
    const dynamic = { groupTypes: ['DynamicMembership'], membershipRuleProcessingState: 'On' }
    const rule = '(device.enrollmentProfileName -eq "kiosk") -and (device.deviceOwnership -eq "Company")'
    const kiosks = await group('rule', { ...dynamic, membershipRule: rule })
    const id = await create(tenant, 'practice.group.rule')
    await assign(tenant, id, 'allDevicesAssignmentTarget', `exclusionGroupAssignmentTarget:${kiosks}`)
    expect([types(await answerAll(kiosk)), types(await answerAll(staff))]).toEqual([[], ['InstallProfile']])
    const late = await enroll(tenant, 'TESTGROUP03', { displayName: 'Kiosk' })
    expect(types(await answerAll(late))).not.toContain('InstallProfile')
    expect(rows(await tenant.ask('GET', `/v1.0/groups/${kiosks}/members?$select=id,displayName`))).toHaveLength(2)
    const ada = await objectId('users', "userPrincipalName eq 'ada@contoso.example'")
    expect((await join(kiosks, ada)).status).toBe(400)
    const wrong = { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true, ...dynamic }
    const refused = await tenant.ask('POST', '/v1.0/groups', { ...wrong, membershipRule: 'device.color -eq "red"' })
    expect(refused.json['error']).toMatchObject({ code: 'Request_BadRequest' })
    await tenant.ask('DELETE', `${path}/${id}`)
  })

  it('is refused when the group does not exist or the target is of no known kind', async () => {
    const id = await create(tenant, 'practice.group.none')
    const nobody = '00000000-0000-4000-8000-000000000000'
    expect((await assign(tenant, id, `groupAssignmentTarget:${nobody}`)).status).toBe(400)
    expect((await assign(tenant, id, 'groupAssignmentTarget')).status).toBe(400)
    expect((await assign(tenant, id, 'everybodyAssignmentTarget')).status).toBe(400)
    await tenant.ask('DELETE', `${path}/${id}`)
  })
})

describe('who a set of targets reaches', () => {
  const membersOf = new Map([
    ['devices', ['d']],
    ['people', ['u']],
  ])
  const groups = [...membersOf.keys()].map((id) => ({ id })) as never
  const both = { deviceObjectId: 'd', userObjectId: 'u' }
  const alone = { deviceObjectId: 'd', userObjectId: null }
  const target = (text: string): Target => {
    const [kind, groupId] = text.split(':')
    return { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId }
  }

  it.each([
    ['allDevices', [true, true]],
    ['allLicensedUsers', [true, false]],
    ['group:people', [true, false]],
    ['group:devices exclusionGroup:devices', [false, false]],
    ['allLicensedUsers exclusionGroup:people', [false, false]],
    // People are not taken out of what is meant for devices, nor devices out of what is meant for people.
    ['allDevices exclusionGroup:people', [true, true]],
    ['group:people exclusionGroup:devices', [true, false]],
    ['', [false, false]],
  ])('%s', (text, expected) => {
    const targets = text
      .split(' ')
      .filter((one) => one !== '')
      .map((one) => target(one))
    const directory = { groups, devices: [], membersOf }
    expect([reaches(targets, both, directory), reaches(targets, alone, directory)]).toEqual(expected)
  })
})

describe('groups through Graph', () => {
  it('are searched and counted only with the header that says an index may answer', async () => {
    await group('searchable', { description: 'Shop floor north' })
    const search = encodeURIComponent('"description:shop"')
    const plain = await tenant.ask('GET', `/v1.0/groups?$search=${search}`)
    expect(plain.json['error']).toMatchObject({ code: 'Request_UnsupportedQuery' })
    const headers = {
      host: '127.0.0.1',
      authorization: `Bearer ${tenant.announcement.token}`,
      consistencylevel: 'eventual',
    }
    const found = await tenant.graph.inject({ url: `/v1.0/groups?$search=${search}&$count=true`, headers })
    expect(found.json()).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'searchable' }] })
    expect((await tenant.ask('GET', '/v1.0/groups/$count')).status).toBe(400)
    const counted = await tenant.graph.inject({ url: '/v1.0/groups/$count', headers })
    expect(Number(counted.payload)).toBeGreaterThan(0)
    expect((await tenant.ask('GET', '/v1.0/groups?$skip=1')).status).toBe(400)
  })
})
