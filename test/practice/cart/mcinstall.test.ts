import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import type { PlistInputDict } from '../../../electron/apple/plist/write.ts'
import { signCms } from '../../../electron/pki/cms-sign.ts'
import { pemToDer } from '../../../electron/pki/pem.ts'
import {
  activationRecord,
  handshakeReply,
  readActivationInfo,
  readSessionInfo,
} from '../../../electron/practice/apple/activation-record.ts'
import { ensureFactory } from '../../../electron/practice/factory.ts'
import type { Factory } from '../../../electron/practice/factory.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { selfSigned } from '../../pki/authority.ts'
import { PortLine, newHost, openService, openSession, pairHost, pairRecord } from './wire-client.ts'
import type { TestHost } from './wire-client.ts'

let folder: string
let factory: Factory
let cart: RunningCart
let udids: readonly string[]
let supervisor: Awaited<ReturnType<typeof selfSigned>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-mc-'))
  factory = await ensureFactory(join(folder, 'factory'))
  const states = ['fresh', 'activated', 'activated', 'prepared', 'activated']
  const devices = states.map((state, index) => ({ state, automatedEnrollment: index === 4 }))
  cart = await startCart({ scenario: { devices }, factory: join(folder, 'factory') })
  udids = (await cart.list()).map(({ identity }) => identity.udid)
  supervisor = await selfSigned('Supervisor')
})

afterAll(async () => {
  await cart?.stop()
  await rm(folder, { recursive: true, force: true })
})

type Answer = PlistDict & {
  readonly ErrorChain?: readonly { readonly ErrorCode: number; readonly ErrorDomain: string }[]
}

async function configuration(slot: number, host: TestHost): Promise<PortLine> {
  const { deviceId } = await cart.device(udids[slot - 1] ?? '')
  return openService(cart.address, deviceId ?? 0, host, 'com.apple.mobile.MCInstall')
}

async function code(line: PortLine, cloud: PlistInputDict): Promise<number | string> {
  const answer = (await line.ask({
    RequestType: 'SetCloudConfiguration',
    CloudConfiguration: cloud,
  })) as Answer
  return answer.ErrorChain?.[0]?.ErrorCode ?? String(answer['Status'])
}

function supervision(more: PlistInputDict = {}): PlistInputDict {
  return {
    AllowPairing: true,
    IsSupervised: true,
    OrganizationName: 'Lab',
    SupervisorHostCertificates: [pemToDer(supervisor.certificatePem)],
    ...more,
  }
}

async function escalate(line: PortLine): Promise<void> {
  const { Challenge } = await line.ask({
    RequestType: 'Escalate',
    SupervisorCertificate: pemToDer(supervisor.certificatePem),
  })
  expect((Challenge as Uint8Array).length).toBe(8)
  const SignedRequest = signCms(Challenge as Uint8Array, supervisor)
  expect(await line.ask({ RequestType: 'EscalateResponse', SignedRequest })).toMatchObject({ Status: 'Acknowledged' })
  expect(await line.ask({ RequestType: 'ProceedWithKeybagMigration' })).toMatchObject({ Status: 'Acknowledged' })
}

describe('the configuration service', () => {
  it('refuses a configuration before activation, takes it after, and activates only with a record for this attempt', async () => {
    const host = await pairHost(cart.address, 1)
    const line = await configuration(1, host)
    expect(await code(line, supervision())).toBe(33003)
    const command = async (request: PlistInputDict): Promise<PlistDict> => {
      const service = await openService(cart.address, 1, host, 'com.apple.mobileactivationd')
      const answer = await service.ask(request)
      service.close()
      return answer
    }
    const begin = async (): Promise<Buffer> => {
      const session = await command({ Command: 'CreateTunnel1SessionInfoRequest' })
      const asked = readSessionInfo(writePlist(session['Value'] as PlistDict))
      const reply = handshakeReply(asked, Buffer.from('nonce'), factory.activationCa)
      const info = await command({ Command: 'CreateActivationInfoRequest', Value: reply })
      const claim = readActivationInfo(writePlist(info['Value'] as PlistDict), factory.deviceCa.certificatePem)
      return activationRecord(claim, factory.activationCa)
    }
    const stale = await begin()
    const record = await begin()
    const handle = (Value: Buffer) => command({ Command: 'HandleActivationInfoWithSessionRequest', Value })
    expect(await handle(stale)).toHaveProperty('Error')
    expect((await cart.device(udids[0] ?? '')).storage.activated).toBe(false)
    expect(await handle(record)).not.toHaveProperty('Error')
    expect(await handle(record)).toHaveProperty('Error')
    expect((await cart.device(udids[0] ?? '')).storage.activated).toBe(true)
    expect(await code(line, supervision({ IsSupervised: 'yes' }))).toBe(33002)
    expect(await code(line, supervision({ SomethingNew: 5 }))).toBe('Acknowledged')
    expect(await code(line, supervision())).toBe(14002)
    line.close()
  })

  it('stores something else than it was sent: mandatory, removable, and finished only without a URL', async () => {
    const host = await pairHost(cart.address, 2)
    const line = await configuration(2, host)
    expect(await line.ask({ RequestType: 'GetCloudConfiguration' })).toEqual({ Status: 'Acknowledged' })
    const sent = supervision({
      IsMandatory: false,
      IsMDMUnremovable: true,
      ConfigurationSource: 9,
      ConfigurationURL: 'https://mdm.example/enroll',
    })
    expect(await code(line, sent)).toBe('Acknowledged')
    const { CloudConfiguration } = (await line.ask({ RequestType: 'GetCloudConfiguration' })) as {
      CloudConfiguration?: PlistDict
    }
    expect(CloudConfiguration).toMatchObject({
      IsMandatory: true,
      IsMDMUnremovable: false,
      ConfigurationSource: 2,
      AllowPairing: true,
    })
    expect(CloudConfiguration).not.toHaveProperty('CloudConfigurationUIComplete')
    expect(CloudConfiguration).not.toHaveProperty('ConfigurationWasApplied')
    line.close()
  })

  it('lets only the supervisor escalate, with its own certificate and over this challenge', async () => {
    const host = await pairHost(cart.address, 2)
    const line = await configuration(2, host)
    const stranger = await selfSigned('Stranger')
    const own = pemToDer(supervisor.certificatePem)
    const ask = (RequestType: string, more: PlistInputDict = {}) => line.ask({ RequestType, ...more })
    expect(await ask('InstallProfileSilent', { Payload: Buffer.from('x') })).toMatchObject({
      Status: 'CommandFormatError',
    })
    expect(await ask('Escalate', { SupervisorCertificate: Buffer.from([0]) })).toMatchObject({
      Status: 'CertificateRejected',
    })
    expect(await ask('Escalate', { SupervisorCertificate: pemToDer(stranger.certificatePem) })).toMatchObject({
      Status: 'CertificateRejected',
    })
    const wrong = async (sign: (challenge: Uint8Array) => Buffer) => {
      const { Challenge } = await ask('Escalate', { SupervisorCertificate: own })
      expect(await ask('EscalateResponse', { SignedRequest: sign(Challenge as Uint8Array) })).toMatchObject({
        Status: 'SignedRequestRejected',
      })
      // The challenge is void now: even the right answer comes too late.
      const late = signCms(Challenge as Uint8Array, supervisor)
      expect(await ask('EscalateResponse', { SignedRequest: late })).toMatchObject({ Status: 'SignedRequestRejected' })
    }
    await wrong((challenge) => signCms(challenge, stranger))
    await wrong(() => signCms(Buffer.from('another'), supervisor))
    await wrong(() => Buffer.from('no CMS'))
    await escalate(line)
    expect(await ask('SecurityInfo')).toMatchObject({
      Status: 'Acknowledged',
      SecurityInfo: { PasscodePresent: false },
    })
    line.close()
    const other = await configuration(2, host)
    expect(await other.ask({ RequestType: 'SecurityInfo' })).toMatchObject({ Status: 'CommandFormatError' })
    other.close()
  })

  it('forgets every host, the writer too, when pairing is forbidden; only the supervisor gets back in', async () => {
    const host = await pairHost(cart.address, 3)
    const line = await configuration(3, host)
    expect(await code(line, supervision({ AllowPairing: false }))).toBe('Acknowledged')
    line.close()
    await expect(openSession(cart.address, 3, host)).rejects.toThrow('InvalidHostID')
    await expect(pairHost(cart.address, 3)).rejects.toThrow('MCProtected')
    const next = await newHost(cart.address, 3)
    const lockdown = await PortLine.open(cart.address, 3, 62078)
    const pair = (PairingOptions: PlistInputDict) =>
      lockdown.ask({
        Request: 'Pair',
        PairRecord: pairRecord(next),
        PairingOptions: { ExtendedPairingErrors: true, ...PairingOptions },
      })
    const asked = await pair({ SupervisorCertificate: pemToDer(supervisor.certificatePem) })
    expect(asked).toMatchObject({ Error: 'MCChallengeRequired' })
    const { PairingChallenge } = asked['ExtendedResponse'] as { PairingChallenge: Uint8Array }
    expect(
      await pair({ ChallengeResponse: signCms(PairingChallenge, { ...supervisor, digest: 'sha1' }) }),
    ).toHaveProperty('EscrowBag')
    expect(await pair({ ChallengeResponse: signCms(PairingChallenge, supervisor) })).toMatchObject({
      Error: 'MCProtected',
    })
    lockdown.close()
    ;(await openSession(cart.address, 3, next)).close()
  })

  it('refuses a second configuration on a device another organization prepared', async () => {
    const host = await pairHost(cart.address, 4)
    const line = await configuration(4, host)
    expect(await code(line, supervision())).toBe(14002)
    line.close()
  })

  it('refuses a device that belongs to Automated Device Enrollment', async () => {
    const host = await pairHost(cart.address, 5)
    const line = await configuration(5, host)
    expect(await code(line, supervision())).toBe(33004)
    line.close()
  })
})
