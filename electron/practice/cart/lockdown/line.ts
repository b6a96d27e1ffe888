import type { Connection } from '../connection.ts'
import type { TrustedHost } from '../phone.ts'
import type { PracticeDevice } from '../practice-device.ts'
import type { SupervisionChallenge } from '../supervision-proof.ts'

/** One connection to lockdownd and what it has reached so far. */
export type LockdownLine = {
  readonly device: PracticeDevice
  readonly connection: Connection
  session: { readonly id: string; readonly host: TrustedHost } | null
  supervisedPairing: SupervisionChallenge | null
}
