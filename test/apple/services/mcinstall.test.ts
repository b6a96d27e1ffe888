import { createRemovalWarrant } from '../../../electron/apple/services/removal-warrant.ts'
import { afterEach, describe, expect, it } from 'vitest'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { createEraseWarrant } from '../../../electron/apple/services/erase-warrant.ts'
import {
  eraseDevice,
  getCloudConfiguration,
  installProfile,
  installProfileSilent,
  removeProfile,
  setCloudConfiguration,
} from '../../../electron/apple/services/mcinstall.ts'
import { escalate, isPasscodePresent } from '../../../electron/apple/services/mcinstall-escalation.ts'
import { mcInstallError } from '../../../electron/apple/services/mcinstall-errors.ts'
import { getProfileList } from '../../../electron/apple/services/mcinstall-profiles.ts'
import { certificateFacts } from '../../../electron/lib/crypto-keys.ts'
import { readSignedCms } from '../../../electron/pki/cms-verify.ts'
import { testUdid } from '../scripted-mux.ts'
import type { Message } from '../scripted-mux.ts'
import { testRecord } from '../test-record.ts'
import { scriptedService } from './scripted-service.ts'
import type { ScriptedService } from './scripted-service.ts'

const open: ScriptedService[] = []
afterEach(async () => {
  for (const script of open.splice(0)) await script.close()
})

async function device(answer: (request: Message) => Message | 'hang up'): Promise<ScriptedService> {
  const script = await scriptedService(answer)
  open.push(script)
  return script
}

const yes: Message = { Status: 'Acknowledged' }
const link = (code: number, domain: string, text: string): Message => ({
  ErrorCode: code,
  ErrorDomain: domain,
  LocalizedDescription: `localized ${text}`,
  USEnglishDescription: text,
})
const chain = (...links: Message[]): Message => ({ Status: 'Error', ErrorChain: links })

describe('the configuration service', () => {
  it('finds no cloud configuration where none is stored, and the nested one where it is', async () => {
    const empty = await device(() => yes)
    expect(await getCloudConfiguration(empty.service)).toBeNull()
    const full = await device(() => ({ ...yes, CloudConfiguration: { IsSupervised: true } }))
    expect(await getCloudConfiguration(full.service)).toEqual({ IsSupervised: true })
  })

  it('sends payloads as data and identifiers as text', async () => {
    const { service, requests } = await device(() => yes)
    await installProfile(service, Buffer.from('<plist/>'))
    await installProfileSilent(service, Buffer.from('<plist/>'))
    const warrant = createRemovalWarrant('u', 'org.example.wifi')
    await expect(removeProfile(service, warrant, 'other')).rejects.toMatchObject({ code: 'apple.mcinstall.noWarrant' })
    await removeProfile(service, warrant, 'u')
    await expect(removeProfile(service, warrant, 'u')).rejects.toMatchObject({ code: 'apple.mcinstall.noWarrant' })
    const payload = new Uint8Array(Buffer.from('<plist/>'))
    expect(requests).toEqual([
      { RequestType: 'InstallProfile', Payload: payload },
      { RequestType: 'InstallProfileSilent', Payload: payload },
      { RequestType: 'RemoveProfile', ProfileIdentifier: 'org.example.wifi' },
    ])
  })

  it('lists profiles in the device’s order, also with half of their metadata', async () => {
    const { service } = await device(() => ({
      ...yes,
      OrderedIdentifiers: ['b', 'a'],
      ProfileManifest: { a: { Description: 'A', IsActive: true } },
      ProfileMetadata: {
        b: { PayloadDisplayName: 'B', PayloadUUID: 'U', PayloadVersion: 1, PayloadRemovalDisallowed: true },
      },
    }))
    expect(await getProfileList(service)).toEqual([
      expect.objectContaining({
        identifier: 'b',
        displayName: 'B',
        uuid: 'U',
        version: 1,
        removalDisallowed: true,
        active: false,
      }),
      expect.objectContaining({ identifier: 'a', displayName: 'A', uuid: null, active: true }),
    ])
  })

  it.each([
    [14002, 'DMCTunnelErrorDomain', 'apple.mcinstall.alreadyConfigured'],
    [33002, 'MCCloudConfigErrorDomain', 'apple.mcinstall.wrongType'],
    [33003, 'MCCloudConfigErrorDomain', 'apple.mcinstall.notActivated'],
    [33004, 'MCCloudConfigErrorDomain', 'apple.mcinstall.adeDevice'],
    [33015, 'MCCloudConfigErrorDomain', 'apple.mcinstall.pairingRecordsKept'],
    [33023, 'MCCloudConfigErrorDomain', 'apple.mcinstall.notWritten'],
    [37000, 'DMCKeybagErrorDomain', 'apple.mcinstall.keybagMigration'],
    [37002, 'DMCKeybagErrorDomain', 'apple.mcinstall.passcodeSet'],
    [4020, 'DMCInstallationErrorDomain', 'apple.mcinstall.profileRefused'],
    [4021, 'DMCInstallationErrorDomain', 'apple.mcinstall.lockdownMode'],
    [1009, 'MCProfileErrorDomain', 'apple.mcinstall.profileInvalid'],
    [1009, 'SomeOtherDomain', 'apple.mcinstall.other'],
  ])('explains %i of %s', async (code, domain, expected) => {
    const { service } = await device(() => chain(link(code, domain, 'words of the device')))
    await expect(setCloudConfiguration(service, {})).rejects.toMatchObject({
      code: expected,
      details: { request: 'SetCloudConfiguration', domain, code, text: 'words of the device' },
    })
  })

  it('looks for the cause at the inner end of the chain', () => {
    const reply: PlistDict = {
      Status: 'Error',
      ErrorChain: [
        { ErrorCode: 14005, ErrorDomain: 'DMCTunnelErrorDomain', USEnglishDescription: 'outer' },
        { ErrorCode: 33005, ErrorDomain: 'MCCloudConfigErrorDomain', LocalizedDescription: 'middle' },
        { ErrorCode: 999, ErrorDomain: 'NSPOSIXErrorDomain', LocalizedDescription: 'inner' },
      ],
    }
    expect(mcInstallError('X', reply)).toMatchObject({
      code: 'apple.mcinstall.configurationRefused',
      details: { code: 33005, text: 'inner', outermost: 'DMCTunnelErrorDomain 14005' },
    })
  })

  it.each([
    ['CommandFormatError', 'apple.mcinstall.commandFormat'],
    ['CertificateRejected', 'apple.mcinstall.certificateRejected'],
    ['NotNow', 'apple.mcinstall.notNow'],
    ['Surprise', 'apple.mcinstall.other'],
  ])('explains the bare status %s', (status, code) => {
    expect(mcInstallError('X', { Status: status })).toMatchObject({ code })
  })

  it('survives a chain that is no chain', () => {
    for (const ErrorChain of ['x', [], ['x'], [{}], [{ ErrorCode: 'x', ErrorDomain: 5 }]]) {
      expect(mcInstallError('X', { Status: 'Error', ErrorChain }).code).toBe('apple.mcinstall.other')
    }
    expect(mcInstallError('X', {}).code).toBe('apple.mcinstall.other')
  })
})

describe('erasing', () => {
  const how = { preserveDataPlan: true, disallowProximitySetup: false }

  it('always says both what becomes of the data plan and of proximity setup', async () => {
    const { service, requests } = await device(() => yes)
    await eraseDevice(service, createEraseWarrant(testUdid), how)
    await eraseDevice(service, createEraseWarrant(testUdid), { preserveDataPlan: false, disallowProximitySetup: true })
    expect(requests).toEqual([
      { RequestType: 'EraseDevice', PreserveDataPlan: true, DisallowProximitySetup: false },
      { RequestType: 'EraseDevice', PreserveDataPlan: false, DisallowProximitySetup: true },
    ])
  })

  it('tells a device that answered from one that just left', async () => {
    const answering = await device(() => yes)
    await expect(eraseDevice(answering.service, createEraseWarrant(testUdid), how)).resolves.toBe(true)
    const { service } = await device(() => 'hang up')
    await expect(eraseDevice(service, createEraseWarrant(testUdid), how)).resolves.toBe(false)
  })

  it('does not count a refusal', async () => {
    const { service } = await device(() => ({ Status: 'CommandFormatError' }))
    await expect(eraseDevice(service, createEraseWarrant(testUdid), how)).rejects.toMatchObject({
      code: 'apple.mcinstall.commandFormat',
    })
  })

  it('sends nothing without a warrant for this very device, unused, and made by the guard', async () => {
    const { service, requests } = await device(() => yes)
    const spent = createEraseWarrant(testUdid)
    await eraseDevice(service, spent, how)
    const forged = { udid: testUdid, token: Symbol('erase') }
    for (const warrant of [createEraseWarrant('00008110-FFFFFFFFFFFFFFFF'), spent, forged]) {
      await expect(eraseDevice(service, warrant, how)).rejects.toMatchObject({ code: 'apple.erase.noWarrant' })
    }
    expect(requests).toHaveLength(1)
  })

  it('does not spend the warrant on a connection that is closed already', async () => {
    const closed = await device(() => yes)
    closed.service.close()
    const warrant = createEraseWarrant(testUdid)
    await expect(eraseDevice(closed.service, warrant, how)).rejects.toMatchObject({ code: 'stream.closed' })
    const { service } = await device(() => yes)
    await expect(eraseDevice(service, warrant, how)).resolves.toBe(true)
  })
})

describe('escalation', () => {
  const challenge = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1)
  const clock = { now: () => 0, sleep: async () => {} }

  async function supervised(refusals: number): Promise<ScriptedService> {
    let left = refusals
    return device((request) => {
      if (request['RequestType'] === 'Escalate') return { ...yes, Challenge: challenge }
      if (request['RequestType'] === 'EscalateResponse' && left-- > 0) return { Status: 'SignedRequestRejected' }
      return yes
    })
  }

  async function identity() {
    const record = await testRecord()
    return { certificatePem: record.rootCertificatePem, privateKeyPem: record.rootPrivateKeyPem }
  }

  it('proves the identity with one certificate and the challenge inside, then moves the keybag', async () => {
    const { service, requests } = await supervised(0)
    const id = await identity()
    await escalate(service, id, { clock })
    expect(requests.map((request) => request['RequestType'])).toEqual([
      'Escalate',
      'EscalateResponse',
      'ProceedWithKeybagMigration',
    ])
    const der = certificateFacts(id.certificatePem).der
    expect(Buffer.from(requests[0]!['SupervisorCertificate'] as Uint8Array)).toEqual(der)
    const cms = readSignedCms(requests[1]!['SignedRequest'] as Uint8Array)
    expect(new Uint8Array(cms.content)).toEqual(challenge)
    expect(cms.certificates.map((pem) => certificateFacts(pem).der)).toEqual([der])
  })

  it('tries a refused proof once more, with a new challenge, and only once', async () => {
    const lucky = await supervised(1)
    await escalate(lucky.service, await identity(), { clock })
    expect(lucky.requests.filter((request) => request['RequestType'] === 'Escalate')).toHaveLength(2)
    const unlucky = await supervised(5)
    await expect(escalate(unlucky.service, await identity(), { clock })).rejects.toMatchObject({
      code: 'apple.mcinstall.signedRequestRejected',
    })
    expect(unlucky.requests).toHaveLength(4)
  })

  it('says so when the device is supervised by somebody else', async () => {
    const { service } = await device(() => ({ Status: 'CertificateRejected' }))
    await expect(escalate(service, await identity(), { clock })).rejects.toMatchObject({
      code: 'apple.mcinstall.certificateRejected',
    })
  })

  it('tells whether a passcode is set', async () => {
    const { service } = await device(() => ({ ...yes, SecurityInfo: { PasscodePresent: true } }))
    expect(await isPasscodePresent(service)).toBe(true)
  })
})
