import { AppError } from '../../../src-shared/errors.ts'
import type { Clock } from '../../lib/clock.ts'
import { signCms } from '../../pki/cms-sign.ts'
import { pemToDer } from '../../pki/pem.ts'
import type { SupervisorIdentity } from '../pair-request.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { booleanAt, dataAt, dictAt } from '../plist/take.ts'
import { mcRequest } from './mcinstall.ts'

/** The device allows itself five minutes. */
const keybagMs = 6 * 60_000
/** Devices of some versions refuse a good proof when profile work follows profile work too closely. */
const secondTryAfterMs = 2_000

/**
 * Proves the supervision identity; from then on this connection takes silent installs and commands of device
 * management. The certificate must be byte for byte the one the device was supervised with.
 * @throws AppError 'apple.mcinstall.certificateRejected', 'apple.mcinstall.signedRequestRejected' (after a second try),
 *   'apple.mcinstall.keybagMigration'
 */
export async function escalate(
  service: PlistService,
  identity: SupervisorIdentity,
  options: CallOptions & { readonly clock: Clock },
): Promise<void> {
  const { clock, ...call } = options
  try {
    await prove(service, identity, call)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'apple.mcinstall.signedRequestRejected') throw error
    await clock.sleep(secondTryAfterMs, call.signal)
    await prove(service, identity, call)
  }
  await mcRequest(service, 'ProceedWithKeybagMigration', {}, { timeoutMs: keybagMs, ...call })
}

async function prove(service: PlistService, identity: SupervisorIdentity, call: CallOptions): Promise<void> {
  const announced = await mcRequest(
    service,
    'Escalate',
    { SupervisorCertificate: pemToDer(identity.certificatePem) },
    call,
  )
  const challenge = dataAt(announced, 'Challenge')
  if (challenge === undefined) throw new AppError('apple.service.malformed', { request: 'Escalate' })
  await mcRequest(service, 'EscalateResponse', { SignedRequest: signCms(challenge, identity) }, call)
}

/** Whether a passcode is set, which no lockdown value tells. Needs an escalated connection; null when the device keeps it to itself. */
export async function isPasscodePresent(service: PlistService, options?: CallOptions): Promise<boolean | null> {
  const info = dictAt(await mcRequest(service, 'SecurityInfo', {}, options), 'SecurityInfo')
  return info === undefined ? null : (booleanAt(info, 'PasscodePresent') ?? null)
}

/** The code that lifts Activation Lock; a device makes one when it becomes supervised. Secret. Needs an escalated connection. */
export async function activationLockBypassCode(service: PlistService, options?: CallOptions): Promise<string | null> {
  const reply = await mcRequest(service, 'ActivationLockBypassCode', {}, options)
  const code = reply['ActivationLockBypassCode']
  return typeof code === 'string' ? code : null
}
