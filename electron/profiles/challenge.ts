/** What an Intune enrollment challenge shows: an XML document inside a signature. Absent parts are null. */
export type ChallengeFacts = {
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null
  readonly accountId: string | null
  readonly enrollmentProfileId: string | null
}

const maxChars = 64 * 1024

/**
 * Looks for three values by name, as element or attribute, with or without a namespace prefix. Not an XML parser on
 * purpose: nothing depends on the document but a countdown, and entities of a stranger's XML are best not expanded.
 */
export function readChallenge(content: Uint8Array): ChallengeFacts {
  const text = decode(content).slice(0, maxChars)
  return {
    expiresAt: readTime(valueOf(text, 'Expir(?:y|es|ation)(?:Date|Time|DateTime|Utc)?')),
    accountId: valueOf(text, 'AccountId'),
    enrollmentProfileId: valueOf(text, 'EnrollmentProfileId'),
  }
}

/** .NET writes XML as UTF-16 as readily as UTF-8, with or without a mark. */
function decode(content: Uint8Array): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? true : bytes[0] === 0x3c && bytes[1] === 0
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '')
}

function valueOf(text: string, name: string): string | null {
  // Bounded repetitions only, so that a hostile document costs no more than its length.
  const element = new RegExp(`<(?:[\\w-]{1,40}:)?${name}(?:\\s[^<>]{0,200})?>([^<>]{1,200})<`, 'i').exec(text)?.[1]
  const attribute = new RegExp(`\\s${name}\\s{0,4}=\\s{0,4}["']([^"'<>]{1,200})["']`, 'i').exec(text)?.[1]
  return (element ?? attribute)?.trim() || null
}

/** ISO, or the US form .NET falls back to; both in UTC where they name no zone. */
function readTime(text: string | null): number | null {
  if (text === null) return null
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP])M$/i.exec(text)
  if (us) {
    const [, month, day, year, hour, minute, second, half] = us
    const hours = (Number(hour) % 12) + (half!.toUpperCase() === 'P' ? 12 : 0)
    return plausible(Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)))
  }
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`
  return plausible(Date.parse(zoned.replace(' ', 'T')))
}

/** A year nobody means (0001, 9999) is no expiry. */
function plausible(at: number): number | null {
  return at > Date.UTC(2010, 0) && at < Date.UTC(2100, 0) ? at : null
}
