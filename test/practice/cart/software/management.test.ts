import { describe, expect, it } from 'vitest'
import { inUse, useBench } from './bench.ts'
import { command, managed } from './managed.ts'
import { root, text } from './mdm-server.ts'
import { profile, rootPayload, wifiProfile } from './profiles.ts'

const bench = useBench()
const { serve } = bench

const supervised = { cloudConfiguration: { IsSupervised: true } }

describe('a managed device', () => {
  it('signs what it sends with the identity the authority issued', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    const sent = server.seen.filter((seen) => seen.path === '/checkin')
    expect(sent.map((seen) => seen.headers['content-type'])).toEqual(
      Array(2).fill('application/x-apple-aspen-mdm-checkin'),
    )
    expect(sent.every((seen) => typeof seen.headers['mdm-signature'] === 'string')).toBe(true)
    expect(
      rig.kinds().filter((kind) => ['scepIssued', 'mdmAuthenticated', 'tokenUpdate', 'enrolled'].includes(kind)),
    ).toEqual(['scepIssued', 'mdmAuthenticated', 'tokenUpdate', 'enrolled'])
  })

  it('is not managed when the server refuses Authenticate, and keeps nothing of the profile', async () => {
    const server = await serve()
    server.checkIn = () => ({ status: 500 })
    const rig = bench.boot({ storage: inUse })
    expect(await rig.software.installProfile(server.enrollmentProfile(), 'silent')).toMatchObject({
      domain: 'MCMDMErrorDomain',
      code: 12002,
    })
    expect(rig.phone.storage.mdm).toBeNull()
    expect(rig.phone.storage.profiles).toEqual([])
  })

  it('repeats a TokenUpdate that met passing trouble', async () => {
    const server = await serve()
    let failures = 2
    server.checkIn = (message) =>
      text(message, 'MessageType') === 'TokenUpdate' && failures-- > 0 ? { status: 503 } : {}
    const rig = await managed(bench, server)
    expect(rig.phone.factCount('enrolled')).toBe(1)
    expect(server.checkIns.map((message) => text(message, 'MessageType'))).toEqual([
      'Authenticate',
      'TokenUpdate',
      'TokenUpdate',
      'TokenUpdate',
    ])
  })

  it('answers what it knows, and says Error 12021 to what it does not', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    const [info, list, security, unknown] = await command(
      server,
      rig,
      { RequestType: 'DeviceInformation', Queries: ['SerialNumber', 'OSVersion', 'IsSupervised', 'NoSuchThing'] },
      { RequestType: 'ProfileList' },
      { RequestType: 'SecurityInfo' },
      { RequestType: 'PlayMusic' },
    )
    expect(info).toMatchObject({
      Status: 'Acknowledged',
      UDID: rig.phone.identity.udid,
      QueryResponses: { SerialNumber: rig.phone.identity.serial, OSVersion: '17.4.1', IsSupervised: false },
    })
    expect(Object.keys(info?.['QueryResponses'] ?? {})).toHaveLength(3)
    expect(list?.['ProfileList']).toMatchObject([{ PayloadIdentifier: 'org.example.mdm', IsManaged: true }])
    expect(JSON.stringify(list)).not.toContain(server.challenge)
    expect(security).toMatchObject({ SecurityInfo: { PasscodePresent: false } })
    expect(unknown).toMatchObject({
      Status: 'Error',
      ErrorChain: [{ ErrorCode: 12021, ErrorDomain: 'MCMDMErrorDomain' }],
    })
  })

  it('ignores a push that is not meant for it', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    rig.software.push('somebody else')
    expect(rig.phone.factCount('pushIgnored')).toBe(1)
  })

  it('installs and removes what the server sends, and says what is wrong with it', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    const other = profile([rootPayload(root.certificatePem)], { PayloadIdentifier: 'org.example.other' })
    const answers = await command(
      server,
      rig,
      { RequestType: 'InstallProfile', Payload: other },
      { RequestType: 'InstallProfile', Payload: Buffer.from('nonsense') },
      { RequestType: 'RemoveProfile', Identifier: 'org.example.other' },
      { RequestType: 'RemoveProfile', Identifier: 'org.example.unknown' },
    )
    expect(answers.map((answer) => answer['Status'])).toEqual(['Acknowledged', 'Error', 'Acknowledged', 'Error'])
    expect(answers[1]).toMatchObject({ ErrorChain: [{ ErrorDomain: 'MCProfileErrorDomain', ErrorCode: 1000 }] })
  })

  it('may be renamed only when it is supervised', async () => {
    const server = await serve()
    const rename = { RequestType: 'Settings', Settings: [{ Item: 'DeviceName', DeviceName: 'Cart 3' }] }
    const free = await managed(bench, server)
    expect(await command(server, free, rename)).toMatchObject([{ Settings: [{ Status: 'Error' }] }])
    expect(free.phone.storage.deviceName).toBe('iPhone')
    const owned = await managed(bench, server, { storage: supervised })
    expect(await command(server, owned, rename)).toMatchObject([{ Settings: [{ Status: 'Acknowledged' }] }])
    expect(owned.phone.storage.deviceName).toBe('Cart 3')
  })

  it('erases itself only after the server has the acknowledgement', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    const results: number[] = []
    const erased = new Promise<{ preserveDataPlan: boolean }>((resolve) =>
      rig.phone.once('eraseRequested', (how) => {
        results.push(server.results.length)
        resolve(how)
      }),
    )
    await command(server, rig, { RequestType: 'EraseDevice', PreserveDataPlan: true })
    expect(await erased).toEqual({ preserveDataPlan: true })
    expect(results).toEqual([1])
  })

  it('says NotNow while it is locked', async () => {
    const server = await serve()
    const rig = await managed(bench, server, { storage: { passcode: '123456' } })
    const answers = await command(server, rig, { RequestType: 'DeviceLock' }, { RequestType: 'ProfileList' })
    expect(answers.map((answer) => answer['Status'])).toEqual(['Acknowledged', 'NotNow'])
  })

  it('does what its rights allow and no more', async () => {
    const server = await serve()
    server.mdmExtra = { AccessRights: 1 }
    const rig = await managed(bench, server)
    const [list, erase] = await command(server, rig, { RequestType: 'ProfileList' }, { RequestType: 'EraseDevice' })
    expect(list?.['Status']).toBe('Acknowledged')
    expect(erase).toMatchObject({ Status: 'Error', ErrorChain: [{ ErrorCode: 12007 }] })
  })

  it('sends a result again until the server has taken it', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    let refusals = 2
    server.status = (message) =>
      message['CommandUUID'] !== undefined && refusals-- > 0 ? { status: 503 } : server.nextCommand(message)
    const [result] = await command(server, rig, { RequestType: 'SecurityInfo' })
    expect(result?.['Status']).toBe('Acknowledged')
    expect(server.seen.filter((seen) => seen.path === '/mdm' && seen.body.includes('c0'))).toHaveLength(3)
  })

  it.each([
    ['a 401', { status: 401 }],
    [
      'an unrecognized device',
      {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"code":"com.apple.unrecognized.device"}',
      },
    ],
  ])('leaves the management at %s, with everything it brought', async (_, answer) => {
    const server = await serve()
    const rig = await managed(bench, server)
    await command(server, rig, { RequestType: 'InstallProfile', Payload: wifiProfile('Far', 'x') })
    expect(rig.phone.storage.profiles).toHaveLength(2)
    server.status = () => answer
    rig.software.push(rig.phone.storage.mdm?.pushMagic ?? '')
    await rig.fact('unenrolled')
    expect(rig.phone.storage.mdm).toBeNull()
    expect(rig.phone.storage.profiles).toEqual([])
  })

  it('tells the server when a person removes the management, if it asked for that', async () => {
    const server = await serve()
    server.mdmExtra = { CheckOutWhenRemoved: true }
    const rig = await managed(bench, server)
    expect(await rig.software.removeProfile('org.example.mdm')).toEqual({ ok: true })
    expect(text(server.checkIns.at(-1), 'MessageType')).toBe('CheckOut')
    expect(rig.phone.storage.mdm).toBeNull()
  })

  it('takes no second management', async () => {
    const server = await serve()
    const rig = await managed(bench, server)
    const second = Buffer.from(server.enrollmentProfile().toString().replaceAll('org.example.mdm<', 'org.example.two<'))
    expect(await rig.software.installProfile(second, 'silent')).toMatchObject({ code: 12001 })
  })
})
