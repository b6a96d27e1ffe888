import type {
  AssignedSerial,
  DeletedSerial,
  ImportItem,
  IntuneSerial,
  SerialPreview,
  SerialSource,
  SerialState,
} from '../../../src-shared/intune/serial.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { appleIdentities, deleteIdentities, findIdentities } from '../resources/apple-identities.ts'
import type { AppleIdentity } from '../resources/apple-identities.ts'
import { assignSerials } from '../resources/profile-actions.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import { isSerial, normalizeSerial } from '../serial.ts'
import type { ConfiguratorProfiles } from './configurator-profiles.ts'
import { importItems } from './serial-import.ts'
import { readSerialFile } from './serial-file.ts'
import { previewRows } from './serial-preview.ts'
import { readTenantSerials } from './tenant-serials.ts'

export type SerialOrder = {
  readonly source: SerialSource
  readonly profile: string | null
  readonly overwrite: boolean
}

export type SerialFilter = {
  readonly state: SerialState | null
  readonly profile: string | null
  readonly search: string | null
}

type Parts = {
  readonly graph: GraphClient
  readonly accountId: () => Promise<string>
  readonly profiles: ConfiguratorProfiles
  /** The guard's word for what a person typed. @throws AppError `intune.countDiffers`, those of the protected devices */
  readonly redeem: (serials: readonly string[], typedCount: number) => readonly TenantWarrant[]
}

/** The serial numbers a tenant was told about for Apple Configurator. */
export class ImportedSerials {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async list(filter: SerialFilter): Promise<{ readonly serials: readonly IntuneSerial[]; readonly total: number }> {
    const { graph, accountId, profiles } = this.#parts
    const profileId = filter.profile === null ? null : (await profiles.find(filter.profile)).id
    const [all, names] = await Promise.all([
      allPages(appleIdentities(graph, await accountId(), profileId === null ? {} : { profileId })),
      profiles.list(),
    ])
    const text = filter.search?.trim().toLowerCase() ?? ''
    const kept = all.filter(
      ({ serial, details, enrollmentState }) =>
        (filter.state === null || enrollmentState === filter.state) &&
        `${serial} ${details}`.toLowerCase().includes(text),
    )
    const nameOf = (id: string | null): string | null =>
      names.find((profile) => id !== null && isSameProfile(profile.id, id))?.displayName ?? null
    return { serials: kept.map((identity) => shown(identity, nameOf(identity.profileId))), total: all.length }
  }

  /** A dry run. @throws AppError those of `readSerialFile`, 'intune.profileUnknown', 'intune.profileNotUnique' */
  async preview(order: SerialOrder, signal?: AbortSignal): Promise<SerialPreview> {
    return (await this.#look(order, signal)).preview
  }

  /** Does what `preview` says, part by part. */
  async *import(order: SerialOrder, signal: AbortSignal): AsyncGenerator<ImportItem, void> {
    const { graph, accountId } = this.#parts
    const { preview, profileId } = await this.#look(order, signal)
    const { overwrite } = order
    yield* importItems({ graph, accountId: await accountId(), rows: preview.rows, profileId, overwrite, signal })
  }

  /** Assigns, then reads back. Serial numbers that cannot have it are not sent: one of them would spoil the others. */
  async assign(profile: string, serials: readonly string[]): Promise<readonly AssignedSerial[]> {
    const { graph, accountId, profiles } = this.#parts
    const [account, { id }] = await Promise.all([accountId(), profiles.find(profile)])
    const wanted = [...new Set(serials.map(normalizeSerial))]
    const before = await readTenantSerials(graph, account, wanted.filter(isSerial))
    const has = (identity: AppleIdentity | undefined): boolean =>
      identity?.profileId != null && isSameProfile(identity.profileId, id)
    const open = wanted.filter((serial) => before.known.has(serial) && !has(before.known.get(serial)))
    if (open.length > 0) await assignSerials(graph, account, id, open)
    const after = open.length > 0 ? (await readTenantSerials(graph, account, open)).known : before.known
    const sent = new Set(open)
    return wanted.map((serial): AssignedSerial => {
      const identity = after.get(serial) ?? before.known.get(serial)
      const needsReset = identity?.enrollmentState === 'pendingReset'
      if (before.automated.has(serial)) return { serial, outcome: 'automated', needsReset: false }
      if (identity === undefined) return { serial, outcome: 'unknown', needsReset: false }
      if (!has(identity)) return { serial, outcome: 'notTaken', needsReset }
      return { serial, outcome: sent.has(serial) ? 'assigned' : 'unchanged', needsReset }
    })
  }

  /** @throws AppError those of `redeem`, unless a person typed how many are to go */
  async remove(serials: readonly string[], typedCount: number): Promise<readonly DeletedSerial[]> {
    const { graph, accountId, redeem } = this.#parts
    const wanted = [...new Set(serials.map(normalizeSerial))]
    const warrants = new Map(redeem(wanted, typedCount).map((warrant) => [warrant.serial, warrant]))
    const account = await accountId()
    const found = await findIdentities(graph, account, wanted.filter(isSerial))
    const own = [...found.values()].filter(({ fromAutomatedEnrollment }) => !fromAutomatedEnrollment)
    const kept = await deleteIdentities(
      graph,
      account,
      own.map(({ id, serial }) => ({ id, serial, warrant: warrants.get(serial) ?? null })),
    )
    const gone = new Set(own.filter(({ id }) => !kept.has(id)).map(({ serial }) => serial))
    return wanted.map((serial) => {
      if (gone.has(serial)) return { serial, outcome: 'deleted' }
      return { serial, outcome: found.has(serial) ? 'notDeleted' : 'unknown' }
    })
  }

  async #look(
    { source, profile, overwrite }: SerialOrder,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly preview: SerialPreview; readonly profileId: string | null }> {
    const { graph, accountId, profiles } = this.#parts
    const read = source.kind === 'file' ? readSerialFile(Buffer.from(source.file, 'base64')) : null
    const listed = source.kind === 'rows' ? source.rows.map((row, at) => ({ line: at + 1, ...row })) : []
    const profileId = profile === null ? null : (await profiles.find(profile)).id
    const rows = read?.rows ?? listed
    const serials = [...new Set(rows.map(({ serial }) => normalizeSerial(serial)))].filter(isSerial)
    const tenant = await readTenantSerials(graph, await accountId(), serials, signal)
    const judged = previewRows(rows, { ...tenant, profileId, overwrite })
    const added = judged.filter(({ outcome }) => outcome === 'new').length
    const preview = { form: read?.form ?? null, rows: [...judged], before: tenant.total, after: tenant.total + added }
    return { preview, profileId }
  }
}

function shown(identity: AppleIdentity, profileName: string | null): IntuneSerial {
  const { serial, details, profileId, lastContactedAt, createdAt, enrollmentState: state } = identity
  return { serial, details, profileId, profileName, state, lastContactedAt, createdAt }
}
