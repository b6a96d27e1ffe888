import * as z from 'zod'
import type { AdeDevice } from '../../../src-shared/ade.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { bareProfileId } from '../../../src-shared/intune/profile-id.ts'
import { normalizeSerial } from '../serial.ts'
import { enrollmentState, identitiesPath } from './apple-identities.ts'
import { optionalText, optionalTime } from './wire.ts'

const depDevice = z
  .object({
    serialNumber: z.string().min(1),
    requestedEnrollmentProfileId: optionalText,
    description: optionalText,
    enrollmentState,
    lastContactedDateTime: optionalTime,
    isDeleted: z.boolean().nullish(),
    platform: optionalText,
  })
  .transform((device): AdeDevice => {
    const profile = bareProfileId(device.requestedEnrollmentProfileId ?? '')
    return {
      serial: normalizeSerial(device.serialNumber),
      details: device.description ?? '',
      profileId: profile === '' || /^[0-]+$/.test(profile) ? null : profile,
      state: device.enrollmentState,
      lastContactedAt: device.lastContactedDateTime,
      deleted: device.isDeleted ?? false,
      platform: device.platform ?? 'unknown',
    }
  })

/** What the sync with Apple brought to this token. */
export function listDepDevices(
  graph: GraphClient,
  tokenId: string,
  signal?: AbortSignal,
): Promise<readonly AdeDevice[]> {
  const query = { $filter: `discoverySource eq 'DeviceEnrollmentProgram'`, $top: 999 }
  return allPages(graph.pages(identitiesPath(tokenId), { version: 'beta', schema: depDevice, query, signal }))
}
