import type { AppOptions } from './app-options.ts'
import { createHostIdentity } from './apple/host-identity.ts'
import { muxAddressFrom } from './apple/mux-address.ts'
import { Usbmux } from './apple/usbmux.ts'
import { Guard } from './engine/guard.ts'
import { systemClock } from './lib/clock.ts'
import { selfTestCrypto } from './lib/crypto-self-test.ts'
import { closeHttpAgents } from './lib/http.ts'
import { Ear } from './prove/ear.ts'
import { openTranscript } from './prove/trace/transcript-file.ts'
import { makeWorkbench } from './prove/workbench.ts'
import type { Workbench } from './prove/workbench.ts'
import { ensureHostId, ensureOrganization } from './start/first-start.ts'
import { readProtection } from './store/protection.ts'
import { openStoreIn } from './start/open-store.ts'
import { worldCheck } from './start/world-check.ts'
import { openDataDirectory } from './store/data-directory.ts'
import { deviceHold } from './usb/device-hold.ts'

export type { Person } from './prove/person.ts'
export type { Observation } from './prove/observation.ts'
export type { Workbench } from './prove/workbench.ts'

/**
 * Slipway without engine, journal and tenant, for `prove` and `trace`: the same data directory (whose lock keeps a
 * running Slipway from working on the same device), the same identities, the same client.
 * @throws AppError as `createApp`
 */
export async function createWorkbench(options: AppOptions): Promise<Workbench> {
  await selfTestCrypto()
  const { logger, additionalCaPems, version } = options
  const clock = options.clock ?? systemClock
  const directory = openDataDirectory(options.dataDir, options.mode)
  const opened: (() => void | Promise<void>)[] = [() => directory.close()]
  const close = async (): Promise<void> => {
    for (const one of opened.splice(0).toReversed()) await one()
  }
  try {
    const store = await openStoreIn(directory, options.passphrase)
    opened.push(() => store.close(), closeHttpAgents)
    const transcript = openTranscript(options, clock)
    if (transcript !== null) opened.push(() => transcript.close())
    const ear = new Ear(transcript)
    const guard = new Guard()
    guard.protected.set(await readProtection(store))
    const address = muxAddressFrom(process.env, process.platform, options.muxAddress ?? undefined)
    const mux = new Usbmux({ address, logger, traffic: ear })
    const hands = {
      mux,
      ear,
      host: createHostIdentity({ hostId: await ensureHostId(store) }),
      organization: await ensureOrganization(store, options.organizationName, clock.now()),
      activation: { endpoint: options.activationUrl, additionalCaPems },
      redeemErase: guard.redeemTyped.bind(guard),
      holdDevice: deviceHold({ mux, mode: options.mode, owner: directory.path, clock, logger }),
      assertSameWorld: worldCheck(options.mode).assertDevice,
      clock,
      logger,
    }
    return makeWorkbench(hands, version, close)
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
}
