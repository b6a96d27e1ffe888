import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { booleanAt, dictAt, integerAt, stringAt, stringsAt } from '../plist/take.ts'
import { mcRequest } from './mcinstall.ts'

/** A configuration profile on the device. */
export type ProfileSummary = {
  readonly identifier: string
  readonly displayName: string
  readonly uuid: string | null
  readonly version: number | null
  readonly organization: string | null
  readonly description: string | null
  readonly active: boolean
  readonly removalDisallowed: boolean
}

/** In the order the device keeps them. */
export async function getProfileList(service: PlistService, options?: CallOptions): Promise<readonly ProfileSummary[]> {
  const reply = await mcRequest(service, 'GetProfileList', {}, options)
  const manifests = dictAt(reply, 'ProfileManifest') ?? {}
  const metadata = dictAt(reply, 'ProfileMetadata') ?? {}
  const identifiers = stringsAt(reply, 'OrderedIdentifiers') ?? Object.keys(metadata)
  return identifiers.map((identifier) => {
    const manifest = dictAt(manifests, identifier) ?? {}
    const profile = dictAt(metadata, identifier) ?? {}
    return {
      identifier,
      displayName: stringAt(profile, 'PayloadDisplayName') ?? stringAt(manifest, 'Description') ?? identifier,
      uuid: stringAt(profile, 'PayloadUUID') ?? null,
      version: integerAt(profile, 'PayloadVersion') ?? null,
      organization: stringAt(profile, 'PayloadOrganization') ?? null,
      description: stringAt(profile, 'PayloadDescription') ?? null,
      active: booleanAt(manifest, 'IsActive') ?? false,
      removalDisallowed: booleanAt(profile, 'PayloadRemovalDisallowed') ?? false,
    }
  })
}
