/**
 * Enrollment profile ids come as `{tokenId}_{guid}` in paths and as the bare guid in device records and filters, and
 * not reliably so: compare tolerantly, write what the place wants.
 */

/** The guid alone, in lower case. */
export function bareProfileId(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1).toLowerCase()
}

/** Whether both name the same profile; a token id counts only where both have one. */
export function isSameProfile(a: string, b: string): boolean {
  const bothComposite = a.includes('_') && b.includes('_')
  return bothComposite ? a.toLowerCase() === b.toLowerCase() : bareProfileId(a) === bareProfileId(b)
}
