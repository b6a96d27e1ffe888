import { AppError } from '../../../src-shared/errors.ts'
import type { IntuneProfile, IntuneProfileChanges, IntuneProfileSettings } from '../../../src-shared/intune/profile.ts'
import type { GraphClient } from '../call.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { allPages } from '../call.ts'
import { appleIdentities } from '../resources/apple-identities.ts'
import { deleteProfile, ensureProfile, listProfiles, updateProfile } from '../resources/enrollment-profiles.ts'
import type { EnrollmentProfile } from '../resources/enrollment-profiles.ts'
import { exportMobileConfig } from '../resources/profile-actions.ts'
import type { ExportedMobileConfig } from '../resources/profile-actions.ts'

export type ConfiguratorParts = {
  readonly graph: GraphClient
  readonly accountId: () => Promise<string>
  /** After a change, for whoever remembers profiles. */
  readonly onChange: () => void
}

/** Enrollment profiles for Apple Configurator, as an administrator handles them. */
export class ConfiguratorProfiles {
  readonly #parts: ConfiguratorParts

  constructor(parts: ConfiguratorParts) {
    this.#parts = parts
  }

  async list(): Promise<readonly IntuneProfile[]> {
    return (await listProfiles(this.#parts.graph, await this.#parts.accountId())).map(shown)
  }

  /** By id or by name. @throws AppError 'intune.profileUnknown', 'intune.profileNotUnique' */
  async find(name: string): Promise<IntuneProfile> {
    const all = await this.list()
    const byId = all.find(({ id }) => isSameProfile(id, name))
    if (byId !== undefined) return byId
    const named = all.filter(({ displayName }) => sameName(displayName, name))
    if (named.length > 1) throw new AppError('intune.profileNotUnique', { name })
    if (named[0] === undefined) throw new AppError('intune.profileUnknown', { name })
    return named[0]
  }

  /** Blueprints find profiles by name, so there is one of each. @throws AppError 'intune.profileExists' */
  async create({ displayName, description, affinity }: IntuneProfileSettings): Promise<IntuneProfile> {
    const { graph, accountId } = this.#parts
    await this.#assertFree(displayName, null)
    // Looks again before it creates again, should an answer be lost.
    const made = await ensureProfile(graph, await accountId(), { displayName, description, userAffinity: affinity })
    this.#parts.onChange()
    return shown(made)
  }

  /** @throws AppError 'intune.profileUnknown', 'intune.profileNotUnique', 'intune.profileExists' */
  async edit(name: string, changes: IntuneProfileChanges): Promise<IntuneProfile> {
    const { graph, accountId, onChange } = this.#parts
    const before = await this.find(name)
    const affinity = changes.affinity ?? before.affinity
    if (affinity === 'setupAssistantOnly') throw new AppError('intune.affinityHistoric', { name: before.displayName })
    const wish = {
      displayName: changes.displayName ?? before.displayName,
      description: changes.description ?? before.description,
      userAffinity: affinity,
    }
    await this.#assertFree(wish.displayName, before.id)
    const after = await updateProfile(graph, await accountId(), before.id, wish)
    onChange()
    return shown(after)
  }

  /**
   * @param unassign although serial numbers have it; they cannot enroll until they get another one
   * @throws AppError 'intune.profileUnknown', 'intune.profileNotUnique', 'intune.profileAssigned'
   */
  async remove(name: string, unassign: boolean): Promise<void> {
    const { graph, accountId, onChange } = this.#parts
    const account = await accountId()
    const { id, displayName } = await this.find(name)
    const having = unassign ? [] : await allPages(appleIdentities(graph, account, { profileId: id }))
    if (having.length > 0) throw new AppError('intune.profileAssigned', { name: displayName, count: having.length })
    await deleteProfile(graph, account, id)
    onChange()
  }

  /** @throws AppError 'graph.exportNeedsPerson' */
  async export(name: string): Promise<{ readonly profile: IntuneProfile; readonly file: ExportedMobileConfig }> {
    const { graph, accountId } = this.#parts
    const profile = await this.find(name)
    return { profile, file: await exportMobileConfig(graph, await accountId(), profile.id) }
  }

  async #assertFree(name: string, except: string | null): Promise<void> {
    const taken = (await this.list()).some(({ id, displayName }) => id !== except && sameName(displayName, name))
    if (taken) throw new AppError('intune.profileExists', { name })
  }
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function shown({ userAffinity, configurationEndpointUrl, ...profile }: EnrollmentProfile): IntuneProfile {
  return { ...profile, affinity: userAffinity, profileUrl: configurationEndpointUrl }
}
