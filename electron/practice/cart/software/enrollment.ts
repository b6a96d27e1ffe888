import { stringAt } from '../../../apple/plist/take.ts'
import { DeviceError, asDeviceError } from './device-error.ts'
import { requestEnrollmentProfile } from './enrollment-request.ts'
import type { Credentials } from './enrollment-request.ts'
import { askPerson } from './running.ts'
import type { Running, SetupParts } from './running.ts'
import { enrollInWebView, webEnrollmentUrl } from './web-enrollment.ts'

/**
 * The remote management pane: stays until the device is enrolled. Each failure is written down and shown, and the pane
 * waits for the next tap; refusing leaves it where it is.
 */
export async function enrollWithConfiguration(running: Running, parts: SetupParts): Promise<void> {
  let trouble: Readonly<Record<string, string>> = {}
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askPerson(running, 'remoteManagement', { ...organization(running), ...trouble })
    if (answer.kind === 'refuse') {
      running.phone.record('remoteManagementRefused')
      continue
    }
    try {
      await enrollOnce(running, parts)
      return markApplied(running)
    } catch (thrown) {
      running.power.throwIfAborted()
      const error = thrown instanceof SignInRefused ? thrown : asDeviceError(thrown)
      if (error instanceof DeviceError) recordRefusal(running, error)
      trouble = { message: error.message, attempt: String(attempt + 1) }
    }
  }
}

class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
}

async function enrollOnce(running: Running, parts: SetupParts): Promise<void> {
  const bytes = await askForProfile(running)
  await parts.profiles.install(bytes, 'enrollment')
  running.power.throwIfAborted()
}

async function askForProfile(running: Running): Promise<Buffer> {
  const page = webEnrollmentUrl(running)
  if (page !== null) {
    const bytes = await enrollInWebView(running, page)
    if (bytes === null) throw new SignInRefused('Sign-in was cancelled.')
    return bytes
  }
  const url = stringAt(running.phone.storage.cloudConfiguration ?? {}, 'ConfigurationURL') ?? ''
  let credentials: Credentials | null = null
  for (;;) {
    running.phone.record('enrollmentRequested', { url, signedIn: credentials !== null })
    const answer = await requestEnrollmentProfile(running, url, credentials)
    if (answer.kind === 'profile') return answer.bytes
    const wrong: boolean = credentials !== null
    running.phone.record('signInAsked', { wrong, prompt: answer.prompt })
    credentials = await signIn(running, answer.prompt, wrong)
  }
}

async function signIn(running: Running, prompt: string, wrong: boolean): Promise<Credentials> {
  const answer = await askPerson(running, 'signIn', { prompt, wrong })
  if (answer.kind === 'refuse') throw new SignInRefused('Sign-in was cancelled.')
  return { userName: answer.input['userName'] ?? '', password: answer.input['password'] ?? '' }
}

function recordRefusal(running: Running, error: DeviceError): void {
  const details = error.cause instanceof Error ? error.cause.message : error.message
  running.phone.record('enrollmentRefused', {
    status: 'status' in error ? error.status : null,
    domain: error.domain,
    code: error.code,
    reason: error.message,
    details,
  })
}

/** From now on the stored configuration is evidence, by cable, that the device enrolled. */
function markApplied(running: Running): void {
  const { storage } = running.phone
  storage.cloudConfiguration = {
    ...storage.cloudConfiguration,
    CloudConfigurationUIComplete: true,
    ConfigurationWasApplied: true,
  }
  running.phone.emit('changed')
}

function organization(running: Running): Readonly<Record<string, string>> {
  const configuration = running.phone.storage.cloudConfiguration ?? {}
  const shown = {
    organization: stringAt(configuration, 'OrganizationName'),
    department: stringAt(configuration, 'OrganizationDepartment'),
    supportPhone: stringAt(configuration, 'OrganizationSupportPhone') ?? stringAt(configuration, 'OrganizationPhone'),
  }
  return Object.fromEntries(Object.entries(shown).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
