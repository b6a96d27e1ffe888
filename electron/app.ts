import type { TenantSettings } from '../src-shared/account.ts'
import type { WifiSettings } from '../src-shared/blueprint.ts'
import type { contract } from '../src-shared/contract.ts'
import type { Language } from '../src-shared/i18n/languages.ts'
import type { Handlers } from '../src-shared/rpc.ts'
import { DeviceDesk } from './commands/device-desk.ts'
import { consentToRemoval } from './engine/guard-profile.ts'
import type { Journal } from './engine/ports.ts'
import type { StationLimits } from './engine/scheduler.ts'
import { AdeDesk } from './graph/ade-desk.ts'
import { AdeTokens } from './graph/ade-tokens.ts'
import { makeHandlers } from './handlers/handlers.ts'
import { describeDevice } from './ledger/project.ts'
import { systemClock } from './lib/clock.ts'
import type { Clock } from './lib/clock.ts'
import { selfTestCrypto } from './lib/crypto-self-test.ts'
import { fileTrouble, isDiskFull } from './lib/file-trouble.ts'
import { KeyQueue } from './lib/key-queue.ts'
import { useSystemProxy } from './lib/http-proxy.ts'
import type { Logger } from './lib/logger.ts'
import { readSystemProxy } from './lib/system-proxy.ts'
import { OfflineDesk } from './offline/offline-desk.ts'
import { abmDesk } from './parts/abm.ts'
import { openCable } from './parts/cable.ts'
import type { Cable } from './parts/cable.ts'
import { Closers } from './parts/closers.ts'
import { openIntune } from './parts/intune.ts'
import { openRecords } from './parts/records.ts'
import type { Records } from './parts/records.ts'
import { tenantDesks } from './parts/tenant-desks.ts'
import { makeStaging, startStaging } from './parts/staging.ts'
import { worldCheck } from './start/world-check.ts'
import type { WorldCheck } from './start/world-check.ts'
import { openDataDirectory } from './store/data-directory.ts'
import type { DataDirectory, Mode } from './store/data-directory.ts'
import type { BusSource } from './usb/bus.ts'
import { followCables } from './usb/cables.ts'
import type { Engine } from './engine/engine.ts'

export type AppOptions = {
  readonly dataDir: string
  readonly mode: Mode
  readonly version: string
  readonly language: Language
  /** Where usbmuxd listens, in any of the forms its clients take; null for the environment's or the system's own. */
  readonly muxAddress: string | null
  readonly graph: {
    /** Microsoft Graph, or what speaks like it, without the version segment; null: the one of the tenant's cloud. */
    readonly baseUrl: string | null
    /** A token from elsewhere; null leaves Graph to whoever signs in. */
    readonly getToken: (() => Promise<string>) | null
    /** True: only while nobody signed in. */
    readonly standIn?: boolean
  }
  readonly signIn?: {
    /** The sign-in service, tenant included, where it is not Microsoft's own. */
    readonly authority: string | null
    /** The tenant while nobody set one up. */
    readonly tenant: TenantSettings | null
  }
  /** Opens a page in this computer's browser; false when that cannot be done. */
  readonly openUrl?: (url: string) => Promise<boolean>
  /** Apple's activation service, or what speaks like it. */
  readonly activationUrl: string
  /** What stands for Apple Business Manager; absent or null: Apple's own, and in practice none. */
  readonly appleBusinessUrl?: string | null
  /** Trusted beside the system's roots, by Graph and activation alike: a company's CA. */
  readonly additionalCaPems: readonly string[]
  /** Opens the stored secrets; null uses a key file in the data directory. */
  readonly passphrase: string | null
  readonly organizationName: string
  /** Who works at this Slipway, for the ledger; nobody known by default. */
  readonly operator?: string | null
  /** The bench's network for a new data directory's blueprints, its password into the secret store. */
  readonly wifi: { readonly settings: WifiSettings; readonly password: string } | null
  /** How many devices work at once, in all and behind each USB controller, and the gap between their starts. */
  readonly limits?: Partial<StationLimits>
  /** The USB bus; by default this computer's own, and none in practice, whose devices are on no bus. */
  readonly bus?: BusSource
  /** Another cfgutil than Apple Configurator's, by its path; the only one that a practice world takes. */
  readonly cfgutil?: string | null
  /** The system's, but for tests that cannot wait as long as people may take. */
  readonly clock?: Clock
  /** The journal of a data directory; its own by default. Tests cut the power here. */
  readonly openJournal?: (path: string) => Journal & { readonly close: () => void }
  /** A file for what devices and Slipway say to each other, made fit for other eyes. */
  readonly transcript?: string | null
  readonly logger: Logger
}

export type App = { readonly handlers: Handlers<typeof contract>; readonly close: () => Promise<void> }

/**
 * Everything Slipway is made of, put together. Hosts serve its handlers over their link and close it.
 * @throws AppError with what to do when the directory, its lock, its mode or its secrets do not allow a start
 */
export async function createApp(options: AppOptions): Promise<App> {
  await selfTestCrypto()
  if (options.mode === 'real') useSystemProxy(await readSystemProxy(process.platform, options.logger))
  const directory = openDataDirectory(options.dataDir, options.mode)
  const closers = new Closers()
  closers.add(() => directory.close())
  try {
    return await assemble(options, directory, closers)
  } catch (error) {
    await closers.close().catch(() => {})
    throw isDiskFull(directory.file('slipway.sqlite'), error) ? fileTrouble(directory.path, error) : error
  }
}

async function assemble(options: AppOptions, directory: DataDirectory, closers: Closers): Promise<App> {
  const { logger } = options
  const clock = options.clock ?? systemClock
  const world = worldCheck(options.mode)
  const records = await openRecords(options, directory, clock, closers)
  const { store, guard, ledger, ledgerFile, organization } = records
  const cable = await openCable(options, { store, owner: directory.path, world, clock }, closers)
  const intune = await openIntune(
    options,
    { store, guard, directory, world, clock, engine: () => staging.engine },
    closers,
  )
  const { graph, facts, desk } = intune
  const queue = new KeyQueue()
  const parts = { directory, records, cable, intune, world, clock, isOccupied: (udid: string) => queue.isTaken(udid) }
  const staging = makeStaging(options, parts, closers)
  const { engine, orders, automation, returns } = staging
  const devices = deviceDesk(options, { records, cable, world, clock, queue, engine })
  startStaging(options, staging, parts, closers)
  const cables = followCables({ mux: cable.mux, engine, slotOf: cable.slotOf, logger, clock })
  closers.add(() => cables.stop())
  const offline = new OfflineDesk({ ...intune, store, vault: directory.file('profiles'), clock })
  return {
    handlers: makeHandlers({
      engine,
      orders,
      assets: records.assets,
      journal: records.journal,
      protectedDevices: guard.protected,
      automation,
      store,
      desk,
      devices,
      intune: { ...intune, offline },
      ledger: { file: ledgerFile, flush: () => ledger.flush(), operator: () => options.operator ?? null },
      options,
      deadlines: { graph, facts, states: () => engine.states(), clock },
      account: { account: intune.account, graph },
      abm: abmDesk(options, parts),
      ade: { tokens: new AdeTokens(graph), desk: new AdeDesk(graph) },
      returns,
      tenant: tenantDesks(options, parts),
      organizationName: organization.name,
      usb: cable.ports,
      cableTrouble: () => cables.trouble(),
    }),
    close: () => closers.close(),
  }
}

type DeskParts = {
  readonly records: Records
  readonly cable: Cable
  readonly world: WorldCheck
  readonly clock: Clock
  readonly queue: KeyQueue
  readonly engine: Engine
}

/** What a person asks of one device outside a run. */
function deviceDesk(options: AppOptions, { records, cable, world, clock, queue, engine }: DeskParts): DeviceDesk {
  const { store, guard, ledger, organization } = records
  return new DeviceDesk({
    mux: cable.mux,
    host: cable.host,
    supervisor: organization,
    activation: { endpoint: options.activationUrl, additionalCaPems: options.additionalCaPems },
    secrets: { get: (name) => store.secret(name), put: (name, value) => store.putSecret(name, value) },
    consentToRecovery: (udid, typed) => {
      const warrant = guard.consentToRecovery(engine.state(udid), typed)
      ledger.record('recoveryConsent', { device: describeDevice(engine.state(udid)) })
      return warrant
    },
    consentToRemoval: (udid, identifier, typed) => {
      const warrant = consentToRemoval(guard, engine.state(udid), identifier, typed)
      ledger.record('removalConsent', { device: describeDevice(engine.state(udid)), data: { profile: identifier } })
      return warrant
    },
    queue,
    assertIdle: (udid) => engine.assertIdle(udid),
    refresh: (udid) => engine.refresh(udid),
    assertSameWorld: world.assertDevice,
    clock,
    logger: options.logger,
  })
}
