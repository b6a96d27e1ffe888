import type { PlistDict } from '../../../apple/plist/value.ts'
import { keepConfiguration } from '../keep-configuration.ts'
import { appleOf, askForConfiguration } from './apple-services.ts'
import { DeviceError, asDeviceError } from './device-error.ts'
import { requestEnrollmentProfile } from './enrollment-request.ts'
import type { Credentials } from './enrollment-request.ts'
import { askPerson } from './running.ts'
import type { Running, SetupParts } from './running.ts'

/** Whether this device has reason to ask Apple: its activation record said so, or the scenario does. */
export function belongsToProgram({ phone }: Running): boolean {
  return phone.automatedEnrollment || phone.storage.configurationAtApple
}

/**
 * After activation and before the panes: a device of the program takes its configuration from Apple. While Apple cannot
 * be asked the remote management pane stays and says so; with a configuration of any origin there is nothing to ask.
 */
export async function takeAutomatedConfiguration(running: Running): Promise<void> {
  const apple = appleOf(running)
  if (apple === null || !belongsToProgram(running)) return
  while (running.phone.storage.cloudConfiguration === null) {
    try {
      const configuration = await askForConfiguration(running, apple)
      if (configuration !== null) keepConfiguration(running.phone, fromApple(configuration))
      else running.phone.record('automatedEnrollmentNone')
      return
    } catch (thrown) {
      running.power.throwIfAborted()
      const error = asDeviceError(thrown)
      running.phone.record('automatedEnrollmentFailed', { domain: error.domain, code: error.code })
      await askPerson(running, 'remoteManagement', { message: error.message })
    }
  }
}

/**
 * DownloadAndApplyCloudConfiguration: the same with nobody touching the device, a host at the cable waiting. On failure
 * nothing of it stays.
 * @throws DeviceError 33001 without a configuration, 33005 when the organization's server refuses
 */
export async function applyAutomatedConfiguration(
  running: Running,
  parts: SetupParts,
  credentials: Credentials | null,
): Promise<void> {
  const { phone } = running
  const apple = appleOf(running)
  const configuration = apple === null ? null : await askForConfiguration(running, apple)
  if (configuration === null) throw refused(33001, 'The cloud configuration could not be retrieved')
  const before = phone.storage.cloudConfiguration
  keepConfiguration(phone, fromApple(configuration))
  try {
    const url = configuration['ConfigurationURL']
    const answer = await requestEnrollmentProfile(running, typeof url === 'string' ? url : '', credentials)
    if (answer.kind === 'signIn') throw refused(33005, 'The server asks for a user name and a password')
    await parts.profiles.install(answer.bytes, 'enrollment')
    running.power.throwIfAborted()
    phone.storage.cloudConfiguration = {
      ...phone.storage.cloudConfiguration,
      CloudConfigurationUIComplete: true,
      ConfigurationWasApplied: true,
      PostSetupProfileWasInstalled: true,
    }
    phone.emit('changed')
  } catch (thrown) {
    running.power.throwIfAborted()
    phone.storage.cloudConfiguration = before
    const error = asDeviceError(thrown)
    throw error.domain === cloudDomain ? error : refused(33005, error.message, error)
  }
}

const cloudDomain = 'MCCloudConfigErrorDomain'

function refused(code: number, text: string, cause?: unknown): DeviceError {
  return new DeviceError(cloudDomain, code, text, { cause })
}

/** What tells it from one that came by cable (2); which number devices write here is not known for certain. */
function fromApple(configuration: PlistDict): PlistDict {
  return { ...configuration, ConfigurationSource: 1 }
}
