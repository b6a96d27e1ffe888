import { describe, expect, it } from 'vitest'
import type { PlistDict } from '../../../../electron/apple/plist/value.ts'
import { pemToDer } from '../../../../electron/pki/certificate.ts'
import { verifyChain } from '../../../../electron/pki/verify-chain.ts'
import { useBench } from './bench.ts'
import { readReport, root, serverCertificate, text } from './mdm-server.ts'
import type { MdmServer } from './mdm-server.ts'
import { deviceAuthority, makeAuthority } from './phone-rig.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'
import { rootProfile } from './profiles.ts'

const bench = useBench()
const { serve } = bench

function boot(options: RigOptions = {}): PhoneRig {
  return bench.boot({ ...options, storage: { activated: true, ...options.storage } })
}

function cloud(server: MdmServer, more: PlistDict = {}): PlistDict {
  return {
    IsSupervised: true,
    OrganizationName: 'Example School',
    OrganizationDepartment: 'IT',
    OrganizationSupportPhone: '+1 555 0100',
    ConfigurationURL: `${server.url}/enroll`,
    AnchorCertificates: [pemToDer(root.certificatePem)],
    SkipSetup: ['AppleID', 'Siri', 'Keyboard'],
    ...more,
  }
}

describe('enrolling from Setup Assistant', () => {
  it('posts a signed MachineInfo, gets an identity, checks in and marks its configuration applied', async () => {
    const server = await serve()
    const rig = boot({ answers: { passcode: null }, storage: { cloudConfiguration: cloud(server) } })
    await rig.fact('setupDone')
    const request = server.seen.find((seen) => seen.path === '/enroll')
    expect(request?.headers['content-type']).toBe('application/pkcs7-signature')
    const { attributes, signerPem, chain } = readReport(request?.body ?? Buffer.alloc(0))
    expect(attributes).toMatchObject({
      UDID: rig.phone.identity.udid,
      SERIAL: rig.phone.identity.serial,
      VERSION: '21E236',
      OS_VERSION: '17.4.1',
    })
    expect(verifyChain(signerPem, { roots: [deviceAuthority.certificatePem], intermediates: chain })).toBe(true)
    expect(server.checkIns.map((message) => text(message, 'MessageType'))).toEqual(['Authenticate', 'TokenUpdate'])
    expect(server.checkIns[1]?.['AwaitingConfiguration']).toBeUndefined()
    expect(text(server.checkIns[1], 'PushMagic')).toBe(rig.phone.storage.mdm?.pushMagic)
    expect(rig.phone.storage.cloudConfiguration).toMatchObject({
      CloudConfigurationUIComplete: true,
      ConfigurationWasApplied: true,
    })
    expect(rig.kinds().indexOf('enrolled')).toBeLessThan(rig.kinds().indexOf('setupDone'))
    expect(rig.panes()).not.toContain('AppleID')
  })

  it('shows who wants to manage it, and stays on the pane when that is refused', async () => {
    const server = await serve()
    const rig = boot({ answers: { remoteManagement: false }, storage: { cloudConfiguration: cloud(server) } })
    const prompt = await rig.asked('remoteManagement')
    expect(prompt.shows).toEqual({ organization: 'Example School', department: 'IT', supportPhone: '+1 555 0100' })
    await rig.tap('remoteManagement', { kind: 'refuse' })
    await rig.asked('remoteManagement')
    expect(server.seen).toEqual([])
  })

  it('obeys a configuration that arrives between two panes', async () => {
    const server = await serve()
    const rig = boot({ hands: { kind: 'operator' } })
    await rig.tap('hello')
    await rig.tap('language')
    for (const key of ['Keyboard', 'SpokenLanguage', 'TermsOfAddress'] as const) await rig.tap(`pane:${key}`)
    await rig.tap('wifi', { kind: 'accept', input: { ssid: 'Bench', password: 'lantern-7' } })
    await rig.asked('pane:Privacy')
    rig.phone.storage.cloudConfiguration = cloud(server)
    rig.software.cloudConfigurationStored()
    await rig.tap('pane:Privacy')
    await rig.tap('remoteManagement')
    await rig.fact('enrolled')
  })

  it('never enrolls when the configuration was sent as complete already', async () => {
    const server = await serve()
    const rig = boot({ storage: { cloudConfiguration: cloud(server, { CloudConfigurationUIComplete: true }) } })
    await rig.fact('setupDone')
    expect(server.seen).toEqual([])
    expect(rig.phone.storage.mdm).toBeNull()
  })

  it('asks for name and password in the words of a 401, and repeats the whole request with them', async () => {
    const server = await serve()
    const good = `Basic ${Buffer.from('ada@example.org:pass:word').toString('base64')}`
    server.enroll = (request) =>
      request.headers.authorization === good
        ? server.profileAnswer(server.enrollmentProfile())
        : {
            status: 401,
            headers: { 'www-authenticate': 'Basic realm="x"', 'content-type': 'text/plain' },
            body: 'Work account, please',
          }
    const rig = boot({ storage: { cloudConfiguration: cloud(server) }, answers: { remoteManagement: true } })
    rig.answers = { ...rig.answers, signIn: { userName: 'ada@example.org', password: 'nope' }, retries: 0 }
    const second = await rig.fact('signInAsked', (fact) => fact.detail['wrong'] === true)
    expect(second.detail['prompt']).toBe('Work account, please')
    rig.answers = { ...rig.answers, signIn: { userName: 'ada@example.org', password: 'pass:word' } }
    rig.software.handsChanged()
    await rig.fact('enrolled')
  })

  it('shows the message of a 403 and writes down why it was refused', async () => {
    const server = await serve()
    server.enroll = () => ({
      status: 403,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'org.example.unknown', message: 'This serial number is not assigned.' }),
    })
    const rig = boot({ storage: { cloudConfiguration: cloud(server) }, answers: { retries: 0 } })
    const refused = await rig.fact('enrollmentRefused')
    expect(refused.detail).toMatchObject({ status: 403, reason: 'This serial number is not assigned.' })
    const prompt = await rig.asked('remoteManagement')
    expect(prompt.shows['message']).toBe('This serial number is not assigned.')
    server.enroll = () => server.profileAnswer(server.enrollmentProfile())
    rig.software.handsChanged()
    await rig.fact('enrolled')
  })

  it('tries a bounded number of times when hands tap again at once', async () => {
    const server = await serve()
    server.enroll = () => ({ status: 500 })
    const rig = boot({ storage: { cloudConfiguration: cloud(server) }, answers: { retries: 2 } })
    await rig.fact('enrollmentRefused', () => rig.phone.factCount('enrollmentRefused') === 3)
    await rig.asked('remoteManagement')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(server.seen).toHaveLength(3)
  })

  it('takes a profile only with its own content type', async () => {
    const server = await serve()
    server.enroll = () => ({ headers: { 'content-type': 'application/xml' }, body: server.enrollmentProfile() })
    const rig = boot({ storage: { cloudConfiguration: cloud(server) }, answers: { retries: 0 } })
    expect((await rig.fact('enrollmentRefused')).detail['code']).toBe(23001)
  })

  it('waits at "configuring" until the server says DeviceConfigured', async () => {
    const server = await serve()
    const rig = boot({ storage: { cloudConfiguration: cloud(server, { AwaitDeviceConfigured: true }) } })
    await rig.fact('awaitingConfiguration')
    expect(server.checkIns[1]?.['AwaitingConfiguration']).toBe(true)
    expect(rig.kinds()).not.toContain('setupDone')
    server.commands.push({ uuid: 'c1', command: { RequestType: 'DeviceConfigured' } })
    rig.software.push(rig.phone.storage.mdm?.pushMagic ?? '')
    await rig.fact('setupDone')
  })
})

describe('which servers a device trusts when it enrolls', () => {
  it('uses installed roots when the configuration has no anchors', async () => {
    const server = await serve()
    const { AnchorCertificates: _, ...configuration } = cloud(server)
    const rig = boot({ hands: { kind: 'never' } })
    await rig.software.installProfile(rootProfile(root.certificatePem), 'cable')
    rig.phone.storage.cloudConfiguration = configuration
    rig.hands = { kind: 'atOnce' }
    rig.software.handsChanged()
    await rig.fact('enrolled')
  })

  it('uses nothing but the anchors when there are some', async () => {
    const server = await serve()
    const stranger = await makeAuthority('Another Root')
    const rig = boot({ hands: { kind: 'never' }, answers: { retries: 0 } })
    await rig.software.installProfile(rootProfile(root.certificatePem), 'cable')
    rig.phone.storage.cloudConfiguration = cloud(server, { AnchorCertificates: [pemToDer(stranger.certificatePem)] })
    rig.hands = { kind: 'atOnce' }
    rig.software.handsChanged()
    const refused = await rig.fact('enrollmentRefused')
    expect(refused.detail).toMatchObject({ domain: 'DMCHTTPTransactionErrorDomain', code: 23002 })
  })

  it.each([
    ['another name', () => serverCertificate(['elsewhere.example'])],
    ['an expired certificate', () => serverCertificate(['localhost'], [-10, -1])],
  ])('refuses a server with %s', async (_, certificate) => {
    const server = await serve(certificate())
    const rig = boot({ storage: { cloudConfiguration: cloud(server) }, answers: { retries: 0 } })
    expect((await rig.fact('enrollmentRefused')).detail['code']).toBe(23002)
    expect(server.seen).toEqual([])
  })

  it('refuses plain http', async () => {
    const server = await serve()
    const url = `${server.url.replace('https', 'http')}/enroll`
    const rig = boot({
      storage: { cloudConfiguration: cloud(server, { ConfigurationURL: url }) },
      answers: { retries: 0 },
    })
    expect((await rig.fact('enrollmentRefused')).detail['reason']).toContain('https')
  })
})
