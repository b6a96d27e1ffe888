import { installFromStore } from './app-store.ts'
import { portalBundleId, runCompanyPortal } from './company-portal/app.ts'
import { appleOf, askForConfiguration } from './apple-services.ts'
import { applyAutomatedConfiguration } from './automated-enrollment.ts'
import { asDeviceError, refusal } from './device-error.ts'
import { firstUnlock } from './first-unlock.ts'
import { startHands } from './hands.ts'
import { createManagement } from './mdm-client.ts'
import { installByCable } from './install-by-cable.ts'
import { createProfileKeeper } from './profile-keeper.ts'
import { inBackground, poweredOff } from './running.ts'
import type { Management, ProfileKeeper, Running } from './running.ts'
import { runSetupAssistant } from './setup-assistant.ts'
import type { CreateSoftware, InstallResult } from './software.ts'

type System = {
  readonly running: Running
  readonly profiles: ProfileKeeper
  readonly management: Management
  readonly hands: ReturnType<typeof startHands>
  readonly powerOff: () => void
}

/** Everything that runs on one practice device. Between `halt` and the next `boot` nothing does. */
export const createSoftware: CreateSoftware = (phone, world) => {
  let system: System | null = null

  const start = (): System => {
    const power = new AbortController()
    const running: Running = { phone, world, power: power.signal }
    const management: Management = createManagement(running, {
      install: (bytes, origin, identities) => profiles.install(bytes, origin, identities),
      remove: (identifier, by) => profiles.remove(identifier, by),
    })
    const profiles: ProfileKeeper = createProfileKeeper(running, management)
    const hands = startHands(running)
    return { running, profiles, management, hands, powerOff: () => power.abort(poweredOff()) }
  }

  const halt = (): void => {
    system?.powerOff()
    system = null
  }

  return {
    boot: () => {
      halt()
      const started = start()
      system = started
      inBackground(started.running, 'system', async () => {
        if (!phone.unlockedSinceBoot) await firstUnlock(started.running)
        if (!phone.storage.setupDone) await runSetupAssistant(started.running, started)
      })
    },
    halt,
    installProfile: (bytes, how) =>
      answered(system, ({ running, profiles }) => installByCable(running, profiles, bytes, how)),
    removeProfile: (identifier) => answered(system, ({ profiles }) => profiles.remove(identifier, 'person')),
    command: async (requestType, command) =>
      (await system?.management.byCable({ uuid: 'cable', requestType, command, malformed: false })) ?? null,
    configurationAtApple: async () => {
      const apple = system === null ? null : appleOf(system.running)
      if (system === null || apple === null) return 'unknown'
      try {
        return (await askForConfiguration(system.running, apple)) === null ? 'none' : 'held'
      } catch {
        return 'unknown'
      }
    },
    applyFromApple: (credentials) =>
      answered(system, (parts) => applyAutomatedConfiguration(parts.running, parts, credentials)),
    // Setup Assistant reads what is stored at every pane; hands may have waited for exactly this.
    cloudConfigurationStored: () => phone.emit('changed'),
    installFromStore: (bundleId) => answered(system, ({ running }) => installFromStore(running, bundleId)),
    openApp: (bundleId) => {
      const opened = system
      const known = bundleId === portalBundleId && phone.apps.has(bundleId) && phone.storage.setupDone && !phone.locked
      if (opened === null || !known) return false
      const site = world.portal?.() ?? null
      inBackground(opened.running, 'companyPortal', () => runCompanyPortal(opened.running, opened.profiles, site))
      return true
    },
    push: (pushMagic) => {
      if (phone.storage.mdm?.pushMagic === pushMagic) system?.management.poll()
      else phone.record('pushIgnored')
    },
    handsChanged: () => system?.hands.reconsider(),
  }
}

/** What the cable hears of it: acknowledged, or the first link of the device's error chain. */
async function answered(system: System | null, work: (system: System) => Promise<void>): Promise<InstallResult> {
  try {
    if (system === null) throw poweredOff()
    await work(system)
    return { ok: true }
  } catch (error) {
    return refusal(asDeviceError(error))
  }
}
