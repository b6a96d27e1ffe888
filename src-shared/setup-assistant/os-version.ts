/** [major, minor, patch] of an operating system, such as [18, 3, 0]. */
export type OsVersion = readonly [major: number, minor: number, patch: number]

/** "18.3" is [18, 3, 0]; null for anything that is not one to three numbers with points between. */
export function parseOsVersion(text: string): OsVersion | null {
  if (!/^\d{1,3}(\.\d{1,3}){0,2}$/.test(text)) return null
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  return [major, minor, patch]
}

/** Shortest spelling: 18.3, 9.3.2, 26. */
export function formatOsVersion([major, minor, patch]: OsVersion): string {
  if (patch > 0) return `${major}.${minor}.${patch}`
  return minor > 0 ? `${major}.${minor}` : String(major)
}

export function isBefore(version: OsVersion, other: OsVersion): boolean {
  const [a, b] = [version, other]
  return a[0] !== b[0] ? a[0] < b[0] : a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2]
}
