import { putRegistration } from '../../authority/registrations.ts'
import { Expiring } from '../../authority/expiring.ts'
import { beginSignIn, redeemCode } from '../../portal/code-flow.ts'
import type { BegunSignIn, WebClient } from '../../portal/code-flow.ts'
import type { Tenant } from '../tenant.ts'
import { minuteMs } from '../clock.ts'
import { checkEligibility } from './eligibility.ts'
import { writeEnrollmentProfile } from './enrollment-profile.ts'
import type { MachineInfo } from './machine-info.ts'
import { EnrollmentRefused, recordRefusal } from './refusal.ts'
import { mintScepChallenge, openSession } from './session.ts'
import { answering, finished, untrustedDevice } from './setup-assistant-route.ts'
import type { EnrollmentAnswer, RefusedAnswer } from './setup-assistant-route.ts'

type Begun = BegunSignIn & { readonly info: MachineInfo }

const clientId = 'ade5e7a9-0000-4000-8000-51199a7ac71c'
const signInMs = 30 * minuteMs
const signIns = new WeakMap<Tenant, Expiring<Begun>>()

/** Where a device of a profile with modern authentication opens its web view: `configuration_web_url` of Apple's profile. */
export function webSignInUrl({ addresses, world }: Tenant): string {
  return `${addresses.device}/EnrollmentServer/WebSignIn?id=${world.accountId}`
}

/** Anew at every start, for the address may have changed. */
export async function ensureEnrollmentRegistration(tenant: Tenant): Promise<void> {
  await putRegistration(tenant, {
    clientId,
    name: 'Device enrollment',
    publicClient: true,
    redirectUris: [clientOf(tenant).redirectUri],
    certificates: [],
    secretDigests: [],
    scopes: [],
    roles: [],
  })
}

function clientOf({ addresses }: Tenant): WebClient {
  return { clientId, redirectUri: `${addresses.device}/EnrollmentServer/WebSignedIn` }
}

export type WebSignInAnswer =
  | RefusedAnswer
  | { readonly kind: 'redirect'; readonly serial: string; readonly url: string }

/** The web view's first request: the device describes itself in a header, base64 of what it would post. */
export function beginWebSignIn(tenant: Tenant, deviceInfo: string | undefined): Promise<WebSignInAnswer> {
  const body = Buffer.from(deviceInfo ?? '', 'base64')
  return answering(tenant, body, async (info, signedByDevice) => {
    if (!signedByDevice) throw untrustedDevice()
    const { settings } = await checkEligibility(tenant, info.serial)
    if (settings['configurationWebUrl'] !== true) throw notModern()
    const { url, state, ...secrets } = beginSignIn(tenant, clientOf(tenant))
    signInsOf(tenant).put(state, { ...secrets, info }, tenant.clock.now() + signInMs)
    return { kind: 'redirect', serial: info.serial, url } as const
  })
}

/** The person comes back from the sign-in: the end of the web view is the enrollment profile. */
export async function finishWebSignIn(tenant: Tenant, state: string, code: string): Promise<EnrollmentAnswer> {
  const begun = signInsOf(tenant).get(state)
  signInsOf(tenant).delete(state)
  if (begun === undefined) return refusal(null, 'This sign-in is over. Begin again.')
  const { info } = begun
  const person = await redeemCode(tenant, clientOf(tenant), code, begun)
  if (person === null) return refusal(info.serial, 'The sign-in did not succeed. Begin again.')
  try {
    if (!person.licensed) throw notLicensed()
    // Whatever changed while the person typed counts.
    const eligible = await checkEligibility(tenant, info.serial)
    const session = await openSession(tenant, 'setupAssistant', info, eligible, person.upn)
    const challenge = await mintScepChallenge(tenant, session, 'mdm')
    const profile = writeEnrollmentProfile(tenant, session, eligible.topic, challenge)
    return { kind: 'profile', serial: info.serial, bytes: finished(tenant, profile) }
  } catch (error) {
    if (!(error instanceof EnrollmentRefused)) throw error
    await recordRefusal(tenant, error, info)
    return { kind: 'refused', serial: info.serial, refused: error }
  }
}

function signInsOf(tenant: Tenant): Expiring<Begun> {
  const known = signIns.get(tenant) ?? new Expiring<Begun>(() => tenant.clock.now())
  signIns.set(tenant, known)
  return known
}

function refusal(serial: string | null, message: string): EnrollmentAnswer {
  const refused = new EnrollmentRefused('practice.signInLost', 'authentication', message)
  return { kind: 'refused', serial, refused }
}

function notLicensed(): EnrollmentRefused {
  const message = 'This user has no license to enroll devices.'
  return new EnrollmentRefused('practice.userNotLicensed', 'userValidation', message)
}

function notModern(): EnrollmentRefused {
  const message = 'The enrollment profile of this device has no sign-in on web pages.'
  return new EnrollmentRefused('practice.notModern', 'badRequest', message)
}
