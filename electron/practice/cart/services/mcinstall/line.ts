import type { PlistInputDict } from '../../../../apple/plist/write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import type { SupervisionChallenge } from '../../supervision-proof.ts'

/** Proof of the supervisor, per connection. */
export type Escalation =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'challenged' } & SupervisionChallenge)
  | { readonly kind: 'proved' }

export type McLine = { readonly device: PracticeDevice; escalation: Escalation }

/** A reply, and what the device does once it is out. */
export type McAnswer = { readonly reply: PlistInputDict; readonly after?: () => void }

/** The statuses a device answers with beside Acknowledged; `Error` carries a chain. */
export type McStatus = 'CommandFormatError' | 'CertificateRejected' | 'SignedRequestRejected' | 'NotNow'

export class McRefusal extends Error {
  readonly reply: PlistInputDict

  constructor(reply: PlistInputDict) {
    super('refused')
    this.reply = reply
  }
}

export function acknowledged(results: PlistInputDict = {}): McAnswer {
  return { reply: { ...results, Status: 'Acknowledged' } }
}

export function statusRefusal(status: McStatus): McRefusal {
  return new McRefusal({ Status: status })
}

/** Status Error with one link in its chain. */
export function chainRefusal(domain: string, code: number, text: string): McRefusal {
  return errorRefusal([[domain, code, text]])
}

/** Status Error with a chain, outermost first. Clients look at the first link; the last one is the cause. */
export function errorRefusal(links: readonly (readonly [domain: string, code: number, text: string])[]): McRefusal {
  const chain = links.map(([ErrorDomain, ErrorCode, text]) => ({
    ErrorCode,
    ErrorDomain,
    LocalizedDescription: text,
    USEnglishDescription: text,
  }))
  return new McRefusal({ Status: 'Error', ErrorChain: chain })
}
