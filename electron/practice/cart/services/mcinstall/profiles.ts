import { AppError } from '../../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../../apple/plist/read.ts'
import { integerAt, stringAt } from '../../../../apple/plist/take.ts'
import { isPlistDict } from '../../../../apple/plist/value.ts'
import type { PlistDict } from '../../../../apple/plist/value.ts'
import { writePlist } from '../../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../../apple/plist/write.ts'
import { readSignedCms } from '../../../../pki/cms-verify.ts'
import type { InstalledProfile } from '../../phone.ts'
import type { InstallResult } from '../../software/software.ts'
import { acknowledged, chainRefusal, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

/** GetProfileList: go-ios wants a positive version and a description for each, so every field is always there. */
export function getProfileList({ device }: McLine): McAnswer {
  const { profiles } = device.phone.storage
  return acknowledged({
    OrderedIdentifiers: profiles.map(({ identifier }) => identifier),
    ProfileManifest: Object.fromEntries(
      profiles.map((profile) => [profile.identifier, { Description: profile.displayName, IsActive: true }]),
    ),
    ProfileMetadata: Object.fromEntries(profiles.map((profile) => [profile.identifier, metadata(profile)])),
  })
}

function metadata(profile: InstalledProfile): PlistInputDict {
  const document = outerDict(profile.bytes)
  const version = integerAt(document, 'PayloadVersion') ?? 1
  return {
    PayloadDescription: stringAt(document, 'PayloadDescription'),
    PayloadDisplayName: profile.displayName === '' ? profile.identifier : profile.displayName,
    PayloadOrganization: stringAt(document, 'PayloadOrganization'),
    PayloadRemovalDisallowed: profile.removalDisallowed,
    PayloadUUID: profile.uuid,
    PayloadVersion: version > 0 ? version : 1,
  }
}

/** The outer dictionary of an installed profile, signed or not; empty when it cannot be read (any more). */
function outerDict(bytes: Uint8Array): PlistDict {
  for (const read of [() => bytes, () => readSignedCms(bytes).content]) {
    try {
      return readPlistDict(trimStart(read()))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return {}
}

/** InstallProfile: what becomes of it is the software's business (at once in Setup Assistant, else a person confirms). */
export function installProfile(line: McLine, request: PlistDict): Promise<McAnswer> {
  return install(line, request, 'cable')
}

/** InstallProfileSilent, on an escalated line only. */
export function installProfileSilent(line: McLine, request: PlistDict): Promise<McAnswer> {
  return install(line, request, 'silent')
}

async function install({ device }: McLine, request: PlistDict, how: 'cable' | 'silent'): Promise<McAnswer> {
  const payload = request['Payload']
  const bytes = isPlistDict(payload) ? writePlist(payload) : payload
  if (!(bytes instanceof Uint8Array)) throw chainRefusal('DMCTunnelErrorDomain', 14000, 'The payload is invalid')
  finish(await device.software.installProfile(trimStart(bytes), how))
  device.phone.emit('notification', 'com.apple.ManagedConfiguration.profileListChanged')
  return acknowledged()
}

/** RemoveProfile names the profile by a string, or by a serialized dictionary that holds its identifier. */
export async function removeProfile({ device }: McLine, request: PlistDict): Promise<McAnswer> {
  const named = request['ProfileIdentifier']
  const identifier = named instanceof Uint8Array ? stringAt(outerDict(named), 'PayloadIdentifier') : named
  if (typeof identifier !== 'string') throw statusRefusal('CommandFormatError')
  finish(await device.software.removeProfile(identifier))
  device.phone.emit('notification', 'com.apple.ManagedConfiguration.profileListChanged')
  return acknowledged()
}

function finish(result: InstallResult): void {
  if (!result.ok) throw chainRefusal(result.domain, result.code, result.text)
}

/** Some programs begin their XML with a newline. */
function trimStart(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[start] ?? 0)) start += 1
  return bytes.subarray(start)
}
