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
import type { RunningCart } from '../../harness/cart.ts'
import type { selfSigned } from '../../pki/authority.ts'
import { openService, pairHost } from './wire-client.ts'
import type { PortLine, TestHost } from './wire-client.ts'

export type Supervisor = Awaited<ReturnType<typeof selfSigned>>

/** A configuration that makes this supervisor the device's. */
export function supervision(supervisor: Supervisor, more: PlistInputDict = {}): PlistInputDict {
  return {
    AllowPairing: true,
    IsSupervised: true,
    OrganizationName: 'Lab',
    SupervisorHostCertificates: [pemToDer(supervisor.certificatePem)],
    ...more,
  }
}

/** Sends the two requests of an escalation; the status of the second. */
export async function escalate(line: PortLine, supervisor: Supervisor): Promise<unknown> {
  const SupervisorCertificate = pemToDer(supervisor.certificatePem)
  const { Challenge } = await line.ask({ RequestType: 'Escalate', SupervisorCertificate })
  const SignedRequest = signCms(Challenge as Uint8Array, supervisor)
  const answer = await line.ask({ RequestType: 'EscalateResponse', SignedRequest })
  return answer['Status']
}

/** A device in its slot, paired, with what a test wants of it. */
export class Staged {
  readonly cart: RunningCart
  readonly udid: string
  readonly host: TestHost

  private constructor(cart: RunningCart, udid: string, host: TestHost) {
    this.cart = cart
    this.udid = udid
    this.host = host
  }

  static async in(cart: RunningCart, slot: number): Promise<Staged> {
    const report = (await cart.list()).find((candidate) => candidate.slot === slot)
    if (report === undefined) throw new Error(`nothing in slot ${slot}`)
    return new Staged(cart, report.identity.udid, await pairHost(cart.address, report.deviceId ?? 0))
  }

  async deviceId(): Promise<number> {
    return (await this.cart.until(this.udid, ({ attached }) => attached)).deviceId ?? 0
  }

  async service(name: string): Promise<PortLine> {
    return openService(this.cart.address, await this.deviceId(), this.host, name)
  }

  configuration(): Promise<PortLine> {
    return this.service('com.apple.mobile.MCInstall')
  }

  /** One request on a line of its own. */
  async ask(service: string, request: PlistInputDict): Promise<PlistDict> {
    const line = await this.service(service)
    try {
      return await line.ask(request)
    } finally {
      line.close()
    }
  }

  async arm(fault: Readonly<Record<string, unknown>>): Promise<void> {
    const { slot } = await this.cart.device(this.udid)
    await this.cart.post('faults', { on: { slots: [slot] }, ...fault })
  }

  /** As a host does it with Apple's service; the device's last answer. */
  async activate(): Promise<PlistDict> {
    const factory = await ensureFactory(this.cart.factory)
    const command = (request: PlistInputDict) => this.ask('com.apple.mobileactivationd', request)
    const session = await command({ Command: 'CreateTunnel1SessionInfoRequest' })
    const asked = readSessionInfo(writePlist(session['Value'] as PlistDict))
    const Value = handshakeReply(asked, Buffer.from('nonce'), factory.activationCa)
    const info = await command({ Command: 'CreateActivationInfoRequest', Value })
    const claim = readActivationInfo(writePlist(info['Value'] as PlistDict), factory.deviceCa.certificatePem)
    return command({
      Command: 'HandleActivationInfoWithSessionRequest',
      Value: activationRecord(claim, factory.activationCa),
    })
  }

  async faults(): Promise<readonly unknown[]> {
    return (await this.cart.facts(this.udid)).filter(({ kind }) => kind === 'fault').map(({ detail }) => detail)
  }
}
