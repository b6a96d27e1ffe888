import type { Running } from '../running.ts'
import type { PortalSite } from '../software.ts'
import { installedRoots } from '../trust-store.ts'

/**
 * Company Portal and its sign-in have certificates of public authorities in reality, which every device knows; the
 * world says which root stands for those. Nothing else on the device believes it.
 */
export function portalRoots({ phone }: Running, site: PortalSite): readonly string[] {
  return [...installedRoots(phone), site.rootPem]
}
