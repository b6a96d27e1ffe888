import { AppError } from '../../src-shared/errors.ts'
import { dictAt, stringAt, stringsAt } from '../apple/plist/take.ts'
import type { PlistDict } from '../apple/plist/value.ts'
import { readSignedCms } from '../pki/cms-verify.ts'
import { readChallenge } from './challenge.ts'
import type { ChallengeFacts } from './challenge.ts'
import { readProfile } from './read.ts'
import type { ProfileSignature } from './read.ts'

/** A file that enrolls a device which is already set up. It is a secret: whoever has it can enroll devices. */
export type DirectEnrollmentFile = {
  /** As it came. Any change would break the signature, so these very bytes go to the device. */
  readonly bytes: Uint8Array
  /** Where the device reports; https. */
  readonly url: string
  /** Attributes the device is asked for. */
  readonly deviceAttributes: readonly string[]
  readonly displayName: string | null
  readonly identifier: string | null
  readonly signature: ProfileSignature | null
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Whether the file says so itself, or two weeks are assumed from when it was exported. */
  readonly expirySource: 'file' | 'exportTime'
  /** Ids out of the challenge, when it shows them. */
  readonly accountId: string | null
  readonly enrollmentProfileId: string | null
}

/** Microsoft: an exported enrollment profile is valid for two weeks. */
const validityMs = 14 * 24 * 60 * 60 * 1000

/**
 * Reads an exported direct-enrollment file: a "Profile Service" profile, whose challenge says until when it is good.
 * @param exportedAt when it was exported (or the file's date), milliseconds since 1970: for files that do not say
 * @throws AppError 'profiles.unreadable', 'profiles.notEnrollment', 'profiles.enrollmentInsecure', 'cms.invalid'
 */
export function readDirectEnrollment(bytes: Uint8Array, exportedAt: number): DirectEnrollmentFile {
  const profile = readProfile(bytes)
  const service = dictAt(profile.content, 'PayloadContent')
  const url = service && stringAt(service, 'URL')
  if (profile.type !== 'Profile Service' || !service || !url) {
    throw new AppError('profiles.notEnrollment', { type: profile.type.slice(0, 60) })
  }
  if (URL.parse(url)?.protocol !== 'https:') {
    throw new AppError('profiles.enrollmentInsecure', { url: url.slice(0, 200) })
  }
  const challenge = challengeOf(service)
  return {
    bytes,
    url,
    deviceAttributes: stringsAt(service, 'DeviceAttributes') ?? [],
    displayName: profile.displayName,
    identifier: profile.identifier,
    signature: profile.signature,
    expiresAt: challenge?.expiresAt ?? exportedAt + validityMs,
    expirySource: challenge?.expiresAt ? 'file' : 'exportTime',
    accountId: challenge?.accountId ?? null,
    enrollmentProfileId: challenge?.enrollmentProfileId ?? null,
  }
}

/** Only a look, for the countdown: the service judges its own challenge, and forms of tomorrow must not stop anybody. */
function challengeOf(service: PlistDict): ChallengeFacts | null {
  const value = service['Challenge']
  const der = typeof value === 'string' ? Buffer.from(value, 'base64') : value instanceof Uint8Array ? value : null
  if (!der || der.length === 0) return null
  try {
    return readChallenge(readSignedCms(der).content)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** @throws AppError 'profiles.enrollmentExpired' */
export function assertNotExpired(file: DirectEnrollmentFile, now: number): void {
  if (file.expiresAt > now) return
  throw new AppError('profiles.enrollmentExpired', { expiresOn: day(file.expiresAt) })
}

/** `<profile>_<yyyy-mm-dd>_expires_<yyyy-mm-dd>.mobileconfig`, in UTC, fit for every file system. */
export function suggestedFileName(profileName: string, exportedAt: number, expiresAt: number): string {
  // eslint-disable-next-line no-control-regex
  const unfit = /[\u0000-\u001f<>:"/\\|?*\u007f]+/g
  const name = profileName.replace(unfit, '-').replace(/^[.\s-]+|[.\s-]+$/g, '')
  const stem = [...name.matchAll(/./gu)].slice(0, 80).join('')
  return `${stem || 'enrollment'}_${day(exportedAt)}_expires_${day(expiresAt)}.mobileconfig`
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
