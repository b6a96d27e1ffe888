import { maxTenantSerials } from '../../../src-shared/intune/serial.ts'
import type { PreviewOutcome, PreviewRow } from '../../../src-shared/intune/serial.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import type { AppleIdentity } from '../resources/apple-identities.ts'
import { maxDetails } from '../resources/identity-import.ts'
import { isSerial, normalizeSerial } from '../serial.ts'
import type { FileRow } from './serial-file.ts'

export type PreviewFacts = {
  /** What the tenant has of these serial numbers, by upper-case serial. */
  readonly known: ReadonlyMap<string, AppleIdentity>
  /** Serial numbers that Apple brought. */
  readonly automated: ReadonlySet<string>
  /** Imported serial numbers in the tenant. */
  readonly total: number
  /** The profile that is wanted; null leaves assignments alone. */
  readonly profileId: string | null
  readonly overwrite: boolean
}

/** What would become of each row; pure. The last of several rows with the same serial number counts. */
export function previewRows(rows: readonly FileRow[], facts: PreviewFacts): readonly PreviewRow[] {
  const last = new Map(rows.map((row, at) => [normalizeSerial(row.serial), at]))
  let total = facts.total
  return rows.map((row, at) => {
    const serial = normalizeSerial(row.serial)
    const outcome = outcomeOf(row, serial, last.get(serial) === at, total, facts)
    if (outcome === 'new') total++
    const identity = facts.known.get(serial)
    const sent = outcome === 'new' || outcome === 'update' || outcome === 'known'
    const before = sent && facts.profileId !== null ? (identity?.profileId ?? null) : null
    return {
      line: row.line,
      serial,
      details: row.details,
      outcome,
      changesProfileFrom: before !== null && !isSameProfile(before, facts.profileId ?? '') ? before : null,
      enrolled: identity?.enrollmentState === 'enrolled' || identity?.enrollmentState === 'pendingReset',
      // Apple: 12 characters until 2021, 10 since, 11 for some old ones.
      oddLength: isSerial(serial) && (serial.length < 10 || serial.length > 12),
    }
  })
}

function outcomeOf(
  row: FileRow,
  serial: string,
  isLast: boolean,
  total: number,
  { known, automated, overwrite }: PreviewFacts,
): PreviewOutcome {
  if (!isSerial(serial)) return 'invalidSerial'
  if ((row.details ?? '').length > maxDetails) return 'longDetails'
  if (!isLast) return 'duplicate'
  if (automated.has(serial)) return 'automated'
  if (known.has(serial)) return overwrite ? 'update' : 'known'
  return total >= maxTenantSerials ? 'beyondLimit' : 'new'
}
