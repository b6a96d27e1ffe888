/** Why Company Portal says no; the app shows the message. */
export type PortalCode =
  | 'portal.signInNeeded'
  | 'portal.notLicensed'
  | 'portal.noAffinity'
  | 'portal.otherUser'
  | 'portal.tooLate'
  | 'portal.unknownDevice'
  | 'portal.serialMismatch'
  | 'portal.alreadyManaged'
  | 'portal.unknownTicket'
  | 'portal.badRequest'
  | 'portal.notManagedHere'

export class PortalRefused extends Error {
  override readonly name = 'PortalRefused'
  readonly code: PortalCode
  readonly status: number

  constructor(code: PortalCode, message: string, status = 403) {
    super(message)
    this.code = code
    this.status = status
  }
}
