import * as z from 'zod'

const serials = z.array(z.string().trim().toUpperCase().min(4).max(32)).max(200_000)

/**
 * What no consent can overrule. `never`: devices that are never erased, wiped or restored. `onlyListed`: nothing but the
 * devices in `allowed` may be; whatever else is plugged in is quarantined, read and otherwise left alone.
 */
export const protection = z.object({ onlyListed: z.boolean(), allowed: serials, never: serials })
export type Protection = z.infer<typeof protection>

export const noProtection: Protection = { onlyListed: false, allowed: [], never: [] }

/** As people write them: serial numbers, or how else a device is called that was seen here. */
const names = z.array(z.string().trim().min(1).max(64)).max(200_000)

/** Adds to and takes from the lists; what is left out stays as it is. */
export const protectionChange = z.object({
  onlyListed: z.boolean().optional(),
  allow: names.optional(),
  disallow: names.optional(),
  protect: names.optional(),
  unprotect: names.optional(),
})
export type ProtectionChange = z.infer<typeof protectionChange>

export function changeProtection(before: Protection, change: ProtectionChange): Protection {
  return {
    onlyListed: change.onlyListed ?? before.onlyListed,
    allowed: changed(before.allowed, change.allow, change.disallow),
    never: changed(before.never, change.protect, change.unprotect),
  }
}

function changed(list: readonly string[], added: readonly string[] = [], removed: readonly string[] = []): string[] {
  const gone = new Set(removed)
  return [...new Set([...list, ...added])].filter((serial) => !gone.has(serial)).toSorted()
}

/** Questions and orders about the protection of devices. */
export const protectionContract = {
  'protection.get': { kind: 'call', input: z.object({}), output: protection },
  'protection.change': { kind: 'call', input: protectionChange, output: protection },
} as const
