import { AppError } from '../../../src-shared/errors.ts'
import type { CustomFinding, CustomProfile, CustomTarget } from '../../../src-shared/intune/custom-profile.ts'
import type { GraphClient } from '../call.ts'
import {
  assignTargets,
  createCustomConfiguration,
  deleteCustomConfiguration,
  listCustomConfigurations,
  readTargets,
  updateCustomConfiguration,
} from '../resources/custom-configurations.ts'
import type { CustomConfiguration, CustomWish } from '../resources/custom-configurations.ts'

/** A profile of the vault, read and checked. */
export type CheckedProfile = {
  readonly bytes: Uint8Array
  readonly displayName: string | null
  readonly findings: readonly CustomFinding[]
}

type Parts = {
  readonly graph: GraphClient
  /** By its name in the vault. @throws AppError 'stage.profileMissing', 'profiles.unreadable', `intune.custom…` */
  readonly check: (vault: string) => Promise<CheckedProfile>
}

export type SaveOrder = {
  readonly vault: string
  readonly displayName: string | null
  readonly description: string | null
  readonly dryRun: boolean
}

export type SaveOutcome = 'created' | 'updated' | 'unchanged' | 'wouldCreate' | 'wouldUpdate' | 'refused'

/** Configuration profiles of the vault that Intune sends to devices: its custom profiles. */
export class CustomProfiles {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async list(): Promise<readonly CustomProfile[]> {
    const all = await listCustomConfigurations(this.#parts.graph)
    return Promise.all(all.map((one) => this.#shown(one)))
  }

  /**
   * Makes the custom profile, or brings the one of that name up to date. Nothing is sent when the check finds an error.
   * @throws AppError those of the check, 'intune.customNotUnique'
   */
  async save(order: SaveOrder): Promise<{
    readonly profile: CustomProfile | null
    readonly outcome: SaveOutcome
    readonly findings: readonly CustomFinding[]
  }> {
    const { graph, check } = this.#parts
    const { bytes, displayName, findings } = await check(order.vault)
    if (findings.some(({ severity }) => severity === 'error')) return { profile: null, outcome: 'refused', findings }
    const name = order.displayName ?? displayName ?? order.vault
    const before = byName(await listCustomConfigurations(graph), name)
    const wish: CustomWish = {
      displayName: name,
      description: order.description ?? before?.description ?? '',
      payloadName: displayName ?? name,
      fileName: `${order.vault}.mobileconfig`,
      payload: bytes,
    }
    const changed = before === undefined || !isSame(before, wish)
    if (order.dryRun || !changed) {
      const outcome = before === undefined ? 'wouldCreate' : changed ? 'wouldUpdate' : 'unchanged'
      return { profile: before === undefined ? null : await this.#shown(before), outcome, findings }
    }
    const after = await (before === undefined ? this.#create(wish) : updateCustomConfiguration(graph, before.id, wish))
    return { profile: await this.#shown(after), outcome: before === undefined ? 'created' : 'updated', findings }
  }

  /** Replaces all targets. @throws AppError 'intune.customUnknown', 'intune.customNotUnique' */
  async assign(name: string, targets: readonly CustomTarget[]): Promise<CustomProfile> {
    const found = await this.#find(name)
    await assignTargets(this.#parts.graph, found.id, targets)
    return this.#shown(found)
  }

  /** Intune takes it off the devices that have it. @throws AppError 'intune.customUnknown', 'intune.customNotUnique' */
  async remove(name: string): Promise<void> {
    await deleteCustomConfiguration(this.#parts.graph, (await this.#find(name)).id)
  }

  /** After a lost answer it looks before it says that nobody knows: a second profile would go to every device twice. */
  async #create(wish: CustomWish): Promise<CustomConfiguration> {
    const { graph } = this.#parts
    try {
      return await createCustomConfiguration(graph, wish)
    } catch (error) {
      const lost = error instanceof AppError && error.code === 'graph.outcomeUnknown'
      const there = lost ? byName(await listCustomConfigurations(graph), wish.displayName) : undefined
      if (there === undefined) throw error
      return there
    }
  }

  async #find(name: string): Promise<CustomConfiguration> {
    const all = await listCustomConfigurations(this.#parts.graph)
    const found = all.find(({ id }) => id.toLowerCase() === name.toLowerCase()) ?? byName(all, name)
    if (found === undefined) throw new AppError('intune.customUnknown', { name })
    return found
  }

  async #shown({ payload: _payload, ...found }: CustomConfiguration): Promise<CustomProfile> {
    return { ...found, targets: [...(await readTargets(this.#parts.graph, found.id))] }
  }
}

/** @throws AppError 'intune.customNotUnique' */
function byName(all: readonly CustomConfiguration[], name: string): CustomConfiguration | undefined {
  const wanted = name.trim().toLowerCase()
  const named = all.filter(({ displayName }) => displayName.trim().toLowerCase() === wanted)
  if (named.length > 1) throw new AppError('intune.customNotUnique', { name })
  return named[0]
}

function isSame(before: CustomConfiguration, wish: CustomWish): boolean {
  const { payload, description, payloadName, fileName } = before
  const sameText = description === wish.description && payloadName === wish.payloadName && fileName === wish.fileName
  return sameText && payload !== null && payload.equals(wish.payload)
}
