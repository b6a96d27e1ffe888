import { asDeviceError } from '../device-error.ts'
import { askPerson } from '../running.ts'
import type { ProfileKeeper, Running } from '../running.ts'
import type { PortalSite } from '../software.ts'
import { Browser } from '../browser.ts'
import { enrollNewDevice } from './new-device.ts'
import { portalRoots } from './portal-roots.ts'
import { PortalRefusal, portalService } from './service.ts'
import type { Errand, Greeting, PortalService } from './service.ts'
import { signIn, walk } from './sign-in.ts'

export const portalBundleId = 'com.microsoft.CompanyPortal'

/** One use of the app: what all its screens work with. */
export type PortalVisit = {
  readonly running: Running
  readonly site: PortalSite
  readonly browser: Browser
  readonly service: PortalService
}

/** Somebody opens Company Portal and stays until it is done, or they leave. Every step waits for fingers. */
export async function runCompanyPortal(
  running: Running,
  profiles: ProfileKeeper,
  site: PortalSite | null,
): Promise<void> {
  running.phone.record('portalOpened')
  try {
    if (site === null) throw new PortalRefusal('portal.unreachable', 'Company Portal cannot be reached.')
    const browser = new Browser(running, () => portalRoots(running, site))
    const entered = await enter(running, site, browser)
    if (entered === null) return running.phone.record('portalLeft')
    const visit = { running, site, browser, service: entered.service }
    if (!(await identify(visit, profiles, entered.greeting))) running.phone.record('portalLeft')
  } catch (thrown) {
    running.power.throwIfAborted()
    const refused = thrown instanceof PortalRefusal ? thrown : null
    const message = refused?.message ?? asDeviceError(thrown).message
    running.phone.record('portalRefused', { code: refused?.code ?? 'portal.unreachable', message })
    await askPerson(running, 'portal:notice', { message })
  }
}

/** Step 4. Another account than the one of Setup Assistant is sent back to the sign-in. */
async function enter(
  running: Running,
  site: PortalSite,
  browser: Browser,
): Promise<{ readonly service: PortalService; readonly greeting: Greeting } | null> {
  for (let trouble = ''; ;) {
    const token = await signIn(running, site, browser, trouble)
    if (token === null) return null
    const service = portalService(running, site, token)
    try {
      const greeting = await service.hello()
      running.phone.record('portalSignedIn', { displayName: greeting.displayName })
      return { service, greeting }
    } catch (thrown) {
      if (!(thrown instanceof PortalRefusal) || thrown.code !== 'portal.otherUser') throw thrown
      running.phone.record('portalRefused', { code: thrown.code, message: thrown.message })
      browser.forget()
      trouble = thrown.message
    }
  }
}

/** Steps 5 to 8. False: the person left. */
async function identify(visit: PortalVisit, profiles: ProfileKeeper, greeting: Greeting): Promise<boolean> {
  const { running } = visit
  for (let message = ''; ;) {
    const chosen = await chooseDevice(running, greeting, message)
    if (chosen === null) return false
    if (chosen === 'new') return enrollNewDevice(visit, profiles)
    const outcome = await confirmSerial(visit, chosen)
    if (outcome.kind === 'confirmed') return finishOnWebsite(visit, outcome.errand)
    message = outcome.message
  }
}

/** Step 5: the list shows ids and what they stand for, and `new` where that is possible. */
async function chooseDevice(running: Running, greeting: Greeting, message: string): Promise<string | null> {
  const listed = greeting.devices.map(({ id, name, model }) => [id, `${name} (${model})`] as const)
  const answer = await askPerson(running, 'portal:device', {
    ...Object.fromEntries(listed),
    ...(greeting.newDevice ? { new: 'New device' } : {}),
    ...(message === '' ? {} : { message }),
  })
  running.power.throwIfAborted()
  if (answer.kind === 'refuse') return null
  const wanted = answer.input['device'] ?? ''
  const offered = listed.some(([id]) => id === wanted) || (wanted === 'new' && greeting.newDevice)
  if (!offered) return chooseDevice(running, greeting, 'Choose a device of the list.')
  running.phone.record('portalDeviceChosen', { device: wanted })
  return wanted
}

type Confirmation =
  | { readonly kind: 'confirmed'; readonly errand: Errand }
  | { readonly kind: 'back'; readonly message: string }

/** Step 6: a link leads to Settings, where the serial number stands; a wrong one leads back to the list. */
async function confirmSerial({ running, service }: PortalVisit, deviceId: string): Promise<Confirmation> {
  for (let inSettings = false; ;) {
    const { serial } = running.phone.identity
    const answer = await askPerson(running, 'portal:serial', inSettings ? { settings: serial } : {})
    running.power.throwIfAborted()
    if (answer.kind === 'refuse') return { kind: 'back', message: '' }
    if (answer.input['link'] === 'settings') {
      running.phone.record('settingsOpened', { serial })
      inSettings = true
      continue
    }
    try {
      const errand = await service.confirm(deviceId, answer.input['lastFour'] ?? '')
      running.phone.record('portalSerialConfirmed')
      return { kind: 'confirmed', errand }
    } catch (thrown) {
      if (!(thrown instanceof PortalRefusal) || thrown.code !== 'portal.serialMismatch') throw thrown
      running.phone.record('portalSerialMismatch', { device: deviceId })
      return { kind: 'back', message: thrown.message }
    }
  }
}

/** Steps 7 and 8: to the website, its one button, and back by its link. */
async function finishOnWebsite(visit: PortalVisit, { ticket, url }: Errand): Promise<boolean> {
  const { running, browser, service } = visit
  const answer = await askPerson(running, 'portal:website', { url })
  running.power.throwIfAborted()
  if (answer.kind === 'refuse') return false
  await browser.open(url)
  if (!(await walk(running, browser, ''))) return false
  running.phone.record('portalWebsiteOpened')
  if (browser.fields().includes('ticket')) await browser.submit({})
  const back = await browser.follow(({ protocol }) => protocol === 'companyportal:')
  const finished = back && (await service.isFinished(ticket))
  if (!finished) throw new PortalRefusal('portal.notFinished', 'The website did not finish the enrollment.')
  running.phone.record('portalDone', { newDevice: false })
  return true
}
