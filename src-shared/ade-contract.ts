import * as z from 'zod'
import { adeAssignment, adeChanges, adeDevice, adeProfile, adeSettings, adeToken } from './ade.ts'

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

/** By id or by name; null: the only one there is. */
const ofToken = z.object({ token: z.string().max(200).nullable() })
/** By id or by name. */
const ofProfile = ofToken.extend({ profile: z.string().min(1).max(400) })

/** Automated Device Enrollment: Apple's tokens in Intune, their profiles and devices. */
export const adeContract = {
  'ade.tokens': call(z.object({}), z.object({ tokens: z.array(adeToken) })),
  /**
   * The public key to upload at Apple. `newName` makes a token that does not exist yet, which needs consent to share data
   * with Apple; `fresh` makes a new key, after which a token encrypted to the one before cannot be taken any more.
   */
  'ade.requestToken': call(
    ofToken.extend({ newName: z.string().trim().min(1).max(200).nullable(), consent: z.boolean(), fresh: z.boolean() }),
    z.object({ token: adeToken, pem: z.string() }),
  ),
  /** `file`: Apple's .p7m, base64. Renewing with another Apple Account must be meant. */
  'ade.uploadToken': call(
    ofToken.extend({ appleId: z.email(), file: z.base64().max(200_000), otherAppleId: z.boolean() }),
    z.object({ token: adeToken, renewed: z.boolean() }),
  ),
  /** `wait`: until Intune says how it went, a quarter of an hour at most. */
  'ade.sync': call(ofToken.extend({ wait: z.boolean() }), z.object({ token: adeToken, finished: z.boolean() })),
  'ade.devices': call(ofToken, z.object({ devices: z.array(adeDevice) })),
  'ade.profiles': call(ofToken, z.object({ profiles: z.array(adeProfile) })),
  'ade.createProfile': call(ofToken.extend({ settings: adeSettings }), z.object({ profile: adeProfile })),
  /** Only what is in `changes` changes; the rest, known here or not, stays. */
  'ade.editProfile': call(ofProfile.extend({ changes: adeChanges }), z.object({ profile: adeProfile })),
  'ade.deleteProfile': call(ofProfile, z.object({})),
  /** For devices that a sync brings from now on; it is replaced by another one, never taken away. */
  'ade.setDefaultProfile': call(ofProfile, z.object({})),
  /** It holds from the next activation on, and is replaced by another one, never taken away. */
  'ade.assign': call(
    ofProfile.extend({ serials: z.array(z.string().max(40)).min(1).max(75_000) }),
    z.object({ rows: z.array(adeAssignment) }),
  ),
  /** A certificate file, PEM or DER, base64, as a profile takes it. */
  'ade.readCertificate': call(
    z.object({ file: z.base64().max(100_000) }),
    z.object({ thumbprint: z.string(), certificate: z.string(), subject: z.string(), expiresAt: z.number() }),
  ),
} as const
