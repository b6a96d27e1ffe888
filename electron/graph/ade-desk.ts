import { checkAdeSettings } from '../../src-shared/ade.ts'
import type { AdeAssignment, AdeChanges, AdeDevice, AdeProfile, AdeSettings, AdeToken } from '../../src-shared/ade.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { GraphClient } from './call.ts'
import { bareProfileId, isSameProfile } from '../../src-shared/intune/profile-id.ts'
import { listDepDevices } from './resources/dep-devices.ts'
import { listDepPolicyIds } from './resources/dep-policies.ts'
import type { DepProfile } from './resources/dep-profile-wire.ts'
import { createDepProfile, listDepProfiles, setDefaultDepProfile, updateDepProfile } from './resources/dep-profiles.ts'
import { deleteProfile } from './resources/enrollment-profiles.ts'
import { assignSerials } from './resources/profile-actions.ts'
import { normalizeSerial } from './serial.ts'

/** Profiles and devices of one token of Apple's enrollment program. */
export class AdeDesk {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  devices(token: AdeToken): Promise<readonly AdeDevice[]> {
    return listDepDevices(this.#graph, token.id)
  }

  async profiles(token: AdeToken): Promise<readonly AdeProfile[]> {
    return (await this.#all(token)).map(({ profile }) => profile)
  }

  /** @throws AppError `ade.…` for settings that contradict each other */
  async create(token: AdeToken, settings: AdeSettings): Promise<AdeProfile> {
    assertConsistent(settings)
    return (await createDepProfile(this.#graph, token.id, settings)).profile
  }

  /** @throws AppError `ade.profileUnknown`, `ade.isPolicy`, and as `create` */
  async edit(token: AdeToken, name: string, changes: AdeChanges): Promise<AdeProfile> {
    const before = await this.#changeable(token, name)
    const given = Object.entries(changes).filter(([, value]) => value !== undefined)
    const settings: AdeSettings = { ...before.profile.settings, ...Object.fromEntries(given) }
    assertConsistent(settings)
    return (await updateDepProfile(this.#graph, token.id, before, settings)).profile
  }

  /** @throws AppError `ade.isDefault`, `ade.stillAssigned`, `ade.isPolicy`, `ade.profileUnknown` */
  async remove(token: AdeToken, name: string): Promise<void> {
    const { profile } = await this.#changeable(token, name)
    const { displayName } = profile.settings
    if (profile.isDefault) throw new AppError('ade.isDefault', { name: displayName })
    const having = (await this.devices(token)).filter(
      ({ profileId, deleted }) => !deleted && profileId !== null && isSameProfile(profileId, profile.id),
    )
    if (having.length > 0) throw new AppError('ade.stillAssigned', { name: displayName, count: having.length })
    await deleteProfile(this.#graph, token.id, profile.id)
  }

  async setDefault(token: AdeToken, name: string): Promise<void> {
    const { profile } = await this.#find(token, name)
    await setDefaultDepProfile(this.#graph, token.id, profile.id)
  }

  /**
   * Assigns, then reads back: a row says what is so, not what was sent. Serial numbers that are not in the token are not
   * sent at all, for one of them would make Intune refuse the others.
   */
  async assign(token: AdeToken, name: string, serials: readonly string[]): Promise<readonly AdeAssignment[]> {
    const { profile } = await this.#find(token, name)
    const wanted = [...new Set(serials.map(normalizeSerial))]
    const before = bySerial(await this.devices(token))
    const has = (device: AdeDevice | undefined): boolean =>
      device?.profileId != null && isSameProfile(device.profileId, profile.id)
    const open = wanted.filter((serial) => {
      const device = before.get(serial)
      return device !== undefined && !device.deleted && !has(device)
    })
    if (open.length > 0) await assignSerials(this.#graph, token.id, profile.id, open)
    const after = open.length > 0 ? bySerial(await this.devices(token)) : before
    return wanted.map((serial): AdeAssignment => {
      const device = after.get(serial)
      if (device === undefined) return { serial, outcome: 'notInToken' }
      if (device.deleted) return { serial, outcome: 'deleted' }
      if (!has(device)) return { serial, outcome: 'notTaken' }
      return { serial, outcome: open.includes(serial) ? 'assigned' : 'unchanged' }
    })
  }

  /** Policies of the new kind stand among the profiles; only their own list tells them apart. */
  async #all(token: AdeToken): Promise<readonly DepProfile[]> {
    const [profiles, policies] = await Promise.all([
      listDepProfiles(this.#graph, token.id),
      listDepPolicyIds(this.#graph, token.id).catch(withoutPermission),
    ])
    return profiles.map((found) => ({
      ...found,
      profile: { ...found.profile, isPolicy: policies.has(bareProfileId(found.profile.id)) },
    }))
  }

  async #find(token: AdeToken, name: string): Promise<DepProfile> {
    const all = await this.#all(token)
    const byId = all.find(({ profile }) => isSameProfile(profile.id, name))
    if (byId !== undefined) return byId
    const sameName = (text: string): string => text.trim().toLowerCase()
    const named = all.filter(({ profile }) => sameName(profile.settings.displayName) === sameName(name))
    if (named.length > 1) throw new AppError('ade.profileNotUnique', { name })
    if (named[0] === undefined) throw new AppError('ade.profileUnknown', { name })
    return named[0]
  }

  async #changeable(token: AdeToken, name: string): Promise<DepProfile> {
    const found = await this.#find(token, name)
    if (found.profile.isPolicy) throw new AppError('ade.isPolicy', { name: found.profile.settings.displayName })
    return found
  }
}

/** Reading policies needs a permission of its own; without it they pass for profiles. */
function withoutPermission(error: unknown): ReadonlySet<string> {
  if (error instanceof AppError && error.code === 'graph.forbidden') return new Set()
  throw error
}

function assertConsistent(settings: AdeSettings): void {
  const [problem] = checkAdeSettings(settings)
  if (problem !== undefined) throw new AppError(`ade.${problem}`)
}

function bySerial(devices: readonly AdeDevice[]): ReadonlyMap<string, AdeDevice> {
  return new Map(devices.map((device) => [device.serial, device]))
}
