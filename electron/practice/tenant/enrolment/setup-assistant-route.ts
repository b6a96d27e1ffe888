import type { Tenant } from '../tenant.ts'
import { checkEligibility } from './eligibility.ts'
import { signProfile, writeEnrollmentProfile } from './enrollment-profile.ts'
import { isBuiltInIdentity, readMachineInfo } from './machine-info.ts'
import type { MachineInfo } from './machine-info.ts'
import { EnrollmentRefused, recordRefusal } from './refusal.ts'
import { mintScepChallenge, openSession } from './session.ts'
import { signIn } from './sign-in.ts'

export type EnrollmentAnswer =
  | { readonly kind: 'profile'; readonly serial: string; readonly bytes: Buffer }
  /** Setup Assistant asks for a name and a password; the text is its prompt. */
  | { readonly kind: 'signIn'; readonly serial: string; readonly prompt: string }
  | RefusedAnswer

export type RefusedAnswer = {
  readonly kind: 'refused'
  readonly serial: string | null
  readonly refused: EnrollmentRefused
}

/** A device in Setup Assistant posts its signed description and gets its enrollment profile, or hears why not. */
export async function enrollFromSetupAssistant(
  tenant: Tenant,
  body: Uint8Array,
  authorization: string | undefined,
): Promise<EnrollmentAnswer> {
  return answering(tenant, body, async (info, signedByDevice): Promise<EnrollmentAnswer> => {
    if (!signedByDevice) throw untrustedDevice()
    const eligible = await checkEligibility(tenant, info.serial)
    const person = await signIn(tenant, eligible, authorization)
    if (person.kind === 'ask') {
      return { kind: 'signIn', serial: info.serial, prompt: 'Sign in with your work account. (practice)' }
    }
    const session = await openSession(tenant, 'setupAssistant', info, eligible, person.upn)
    const challenge = await mintScepChallenge(tenant, session, 'mdm')
    const profile = writeEnrollmentProfile(tenant, session, eligible.topic, challenge)
    return { kind: 'profile', serial: info.serial, bytes: finished(tenant, profile) }
  })
}

/** Signed unless a switch says otherwise: some independent clients take unsigned profiles only. */
export function finished(tenant: Tenant, profile: Buffer): Buffer {
  return tenant.switches.signEnrollmentProfiles ? signProfile(tenant, profile) : profile
}

/** Reads the request and turns a refusal into an answer, remembering it for the device it was about. */
export async function answering<Answer>(
  tenant: Tenant,
  body: Uint8Array,
  decide: (info: MachineInfo, signedByDevice: boolean, signerPem: string) => Promise<Answer>,
): Promise<Answer | RefusedAnswer> {
  let info: MachineInfo | null = null
  try {
    const read = readMachineInfo(body)
    info = read.info
    const signedByDevice = isBuiltInIdentity(read.signed, [tenant.factory.deviceCa.certificatePem])
    return await decide(info, signedByDevice, read.signed.signer.certificatePem)
  } catch (error) {
    if (!(error instanceof EnrollmentRefused)) throw error
    // Anybody can claim a serial number: only a device that proved itself changes what is stored about it.
    if (info !== null && error.code !== 'practice.untrustedDevice') await recordRefusal(tenant, error, info)
    return { kind: 'refused', serial: info?.serial ?? null, refused: error }
  }
}

export function untrustedDevice(): EnrollmentRefused {
  return new EnrollmentRefused(
    'practice.untrustedDevice',
    'authentication',
    'The request is not signed by a device this organization believes.',
  )
}
