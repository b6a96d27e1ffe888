import type { CustomFinding } from '../../src-shared/intune/custom-profile.ts'
import type { ExportedProfile, IntuneProfile } from '../../src-shared/intune/profile.ts'
import type { CheckedProfile } from '../graph/intune/custom-profiles.ts'
import type { ExportedMobileConfig } from '../graph/resources/profile-actions.ts'
import { lintProfile } from '../profiles/lint.ts'
import { readDirectEnrollment, suggestedFileName } from '../profiles/profile-service.ts'
import { readProfile } from '../profiles/read.ts'

/** The file of the direct route with the last day it names itself. @throws AppError as `readDirectEnrollment` */
export function describeExport(profile: IntuneProfile, file: ExportedMobileConfig): ExportedProfile {
  const { expiresAt, expirySource } = readDirectEnrollment(file.bytes, file.exportedAt)
  return {
    file: file.bytes.toString('base64'),
    fileName: suggestedFileName(profile.displayName, file.exportedAt, expiresAt),
    expiresAt,
    expirySource,
    affinityLost: profile.affinity !== 'none',
  }
}

/** Microsoft: custom profiles of Intune may be 1,000,000 bytes. */
const mostBytes = 1_000_000

/** @throws AppError 'profiles.unreadable', 'cms.invalid' for a file that is no profile at all */
export function checkCustomProfile(bytes: Uint8Array): CheckedProfile {
  const profile = readProfile(bytes)
  const error = (code: CustomFinding['code'], details: CustomFinding['details']): CustomFinding => ({
    code,
    severity: 'error',
    details,
  })
  const managing = profile.payloads.filter(({ type }) => type === 'com.apple.mdm')
  const findings: readonly CustomFinding[] = [
    ...(bytes.length > mostBytes ? [error('intune.customTooLarge', { bytes: bytes.length, most: mostBytes })] : []),
    ...(profile.type === 'Configuration' ? [] : [error('intune.customNotConfiguration', { type: profile.type })]),
    ...managing.map(({ type }) => error('intune.customManages', { type })),
    ...(profile.type === 'Configuration' ? lintProfile(profile.content) : []),
  ]
  return { bytes, displayName: profile.displayName, findings }
}
