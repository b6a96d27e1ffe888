/** The error strings lockdownd answers with, exactly as devices spell them. */
export type LockdownError =
  | 'GetProhibited'
  | 'ImmutableValue'
  | 'InvalidActivationRecord'
  | 'InvalidHostID'
  | 'InvalidPairRecord'
  | 'InvalidResponse'
  | 'InvalidService'
  | 'InvalidSessionID'
  | 'MCChallengeRequired'
  | 'MCProtected'
  | 'MissingHostID'
  | 'MissingKey'
  | 'MissingPairRecord'
  | 'MissingService'
  | 'MissingSessionID'
  | 'MissingValue'
  | 'PairingDialogResponsePending'
  | 'PasswordProtected'
  | 'RemoveProhibited'
  | 'SessionActive'
  | 'SessionInactive'
  | 'SetProhibited'
  | 'UserDeniedPairing'

/** Thrown by a request's handler, answered as `Error`. */
export class LockdownRefusal extends Error {
  readonly error: LockdownError
  readonly extra: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>

  constructor(error: LockdownError, extra: LockdownRefusal['extra'] = {}) {
    super(error)
    this.error = error
    this.extra = extra
  }
}
