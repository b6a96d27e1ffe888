import { askPerson } from '../running.ts'
import type { ProfileKeeper } from '../running.ts'
import { readProfile } from '../profile-document.ts'
import { confirmInSettings } from '../confirm-in-settings.ts'
import type { PortalVisit } from './app.ts'
import { portalRoots } from './portal-roots.ts'
import { PortalRefusal } from './service.ts'
import { walk } from './sign-in.ts'

/**
 * The standard enrollment: the website gives a profile, the person installs it in Settings and comes back. False: the
 * person left, or did not install it.
 */
export async function enrollNewDevice(
  { running, site, browser, service }: PortalVisit,
  profiles: ProfileKeeper,
): Promise<boolean> {
  const { ticket, url } = await service.enroll()
  const answer = await askPerson(running, 'portal:website', { url })
  running.power.throwIfAborted()
  if (answer.kind === 'refuse') return false
  await browser.open(url)
  if (!(await walk(running, browser, ''))) return false
  running.phone.record('portalWebsiteOpened')
  const found = await browser.follow(({ pathname }) => pathname === '/enroll/profile')
  if (!found || browser.page.contentType !== 'application/x-apple-aspen-config') {
    throw new PortalRefusal('portal.noProfile', 'The website did not offer a profile.')
  }
  const bytes = browser.page.body
  const roots = portalRoots(running, site)
  const outcome = await confirmInSettings(running, profiles, { document: readProfile(bytes), bytes, roots })
  if (outcome !== 'installed') return false
  if (!(await service.isFinished(ticket))) {
    throw new PortalRefusal('portal.notFinished', 'The enrollment is not complete.')
  }
  running.phone.record('portalDone', { newDevice: true })
  return true
}
