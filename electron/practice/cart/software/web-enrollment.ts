import { stringAt } from '../../../apple/plist/take.ts'
import { Browser } from './browser.ts'
import { walk } from './company-portal/sign-in.ts'
import { transactionError } from './device-error.ts'
import { EnrollmentRefused, refused403 } from './enrollment-request.ts'
import { machineInfo, signByDevice } from './machine-info.ts'
import type { Running } from './running.ts'
import { enrollmentRoots } from './trust-store.ts'

/** Apple: Setup Assistant shows web pages from iOS 13 on; earlier releases do not know the key. */
const firstRelease = 13

/** The page on which the person signs in; null where the configuration names none, or the release is too old for it. */
export function webEnrollmentUrl({ phone }: Running): string | null {
  const url = stringAt(phone.storage.cloudConfiguration ?? {}, 'ConfigurationWebURL') ?? ''
  return url === '' || Number.parseInt(phone.identity.osVersion, 10) < firstRelease ? null : url
}

/**
 * Opens the page with the signed MachineInfo in a header of the first request alone, and lets the person walk through
 * whatever comes, until an answer is a configuration profile.
 * @returns its bytes; null when the person gave up
 * @throws EnrollmentRefused when the pages end with something else, DeviceError without an answer
 */
export async function enrollInWebView(running: Running, url: string): Promise<Buffer | null> {
  const { phone } = running
  if (!url.startsWith('https://')) throw transactionError(23001, 'The server URL must begin with https.')
  const roots = enrollmentRoots(phone)
  const browser = new Browser(running, () => roots)
  const info = await signByDevice(phone, machineInfo(phone))
  phone.record('enrollmentRequested', { url, signedIn: false })
  await browser.open(url, null, { 'x-apple-aspen-deviceinfo': info.toString('base64') })
  if (!(await walk(running, browser, '', 'signIn'))) return null
  const { status, contentType, body } = browser.page
  if (status === 200 && contentType === 'application/x-apple-aspen-config' && browser.handedOver === null) {
    if (!sharesDomain(url, browser.page.url))
      throw new EnrollmentRefused(
        status,
        23001,
        'The profile came from a host of another domain than the sign-in page.',
      )
    return body
  }
  if (status === 403) throw refused403({ body }, contentType)
  throw new EnrollmentRefused(status, 23001, `The sign-in ended with an answer of type ${contentType}.`)
}

/** Apple: the last two labels of both hosts must be the same. */
function sharesDomain(one: string, other: string): boolean {
  const labels = (url: string): string => new URL(url).hostname.split('.').slice(-2).join('.')
  return labels(one) === labels(other)
}
