import { hostname } from 'node:os'
import { AppError, toErrorRecord } from '../src-shared/errors.ts'
import type { WifiSettings } from '../src-shared/blueprint.ts'
import type { TenantSettings } from '../src-shared/account.ts'
import type { contract } from '../src-shared/contract.ts'
import type { Language } from '../src-shared/i18n/languages.ts'
import type { Handlers } from '../src-shared/rpc.ts'
import { readFacts } from './apple/facts.ts'
import { createHostIdentity } from './apple/host-identity.ts'
import { muxAddressFrom } from './apple/mux-address.ts'
import { Usbmux } from './apple/usbmux.ts'
import type { AttachedDevice } from './apple/usbmux.ts'
import { benchReader } from './bench-reader.ts'
import { DeviceDesk } from './commands/device-desk.ts'
import { Automation } from './engine/automation.ts'
import { Engine } from './engine/engine.ts'
import { readProtection } from './store/protection.ts'
import { Guard } from './engine/guard.ts'
import { redeemTenantStored } from './engine/guard-tenant.ts'
import { Wakefulness } from './engine/wakefulness.ts'
import { Orders } from './engine/orders.ts'
import type { Journal } from './engine/ports.ts'
import { Pilots } from './engine/pilots.ts'
import { Scheduler, usualLimits } from './engine/scheduler.ts'
import type { StationLimits } from './engine/scheduler.ts'
import { ensureBlueprints, ensureHostId, ensureOrganization } from './start/first-start.ts'
import { openOutbox } from './start/open-outbox.ts'
import { openStoreIn } from './start/open-store.ts'
import { browserPages } from './graph/auth/browser-pages.ts'
import { clouds } from './graph/auth/clouds.ts'
import { MicrosoftAccount } from './graph/auth/microsoft-account.ts'
import { AdeDesk } from './graph/ade-desk.ts'
import { AdeTokens } from './graph/ade-tokens.ts'
import { createGraphClient } from './graph/client.ts'
import { EnrollmentFollower } from './graph/enrollment-follower.ts'
import { isApnsReady } from './graph/resources/apns-certificate.ts'
import { SerialDesk } from './graph/serial-desk.ts'
import { OfflineDesk } from './offline/offline-desk.ts'
import { PendingRegistrations } from './graph/outbox/pending.ts'
import { newestManagedDevices } from './graph/resources/managed-devices.ts'
import { findBlueprint } from './handlers/find-blueprint.ts'
import { makeHandlers } from './handlers/handlers.ts'
import { Ledger } from './ledger/ledger.ts'
import { ledgerPaths } from './ledger/ledger-paths.ts'
import { describeDevice } from './ledger/project.ts'
import { systemClock } from './lib/clock.ts'
import type { Clock } from './lib/clock.ts'
import { randomUuid } from './lib/crypto.ts'
import { selfTestCrypto } from './lib/crypto-self-test.ts'
import { keepAwakeCommand, keepAwakeWith, stayPut } from './lib/keep-awake.ts'
import { KeyQueue } from './lib/key-queue.ts'
import { watchForSleep } from './lib/sleep-gap.ts'
import { fileTrouble, isDiskFull } from './lib/file-trouble.ts'
import { closeHttpAgents, httpRequest } from './lib/http.ts'
import type { Logger } from './lib/logger.ts'
import { vaultFolders } from './profiles/vault-folders.ts'
import { attachedDevice } from './steps/hands.ts'
import { makeSteps } from './steps/steps.ts'
import { openTranscript } from './prove/trace/transcript-file.ts'
import type { Store } from './store/store.ts'
import { openDataDirectory } from './store/data-directory.ts'
import type { DataDirectory, Mode } from './store/data-directory.ts'
import { AssetBook } from './store/asset-book.ts'
import { NameCounter } from './store/name-counter.ts'
import { JournalFile } from './store/journal.ts'
import { LedgerFile } from './store/ledger-file.ts'
import { noBus, systemBus } from './usb/bus.ts'
import type { BusSource } from './usb/bus.ts'
import { deviceHold } from './usb/device-hold.ts'
import { Controllers } from './usb/controllers.ts'
import { followCables } from './usb/cables.ts'
import { slotPlace } from './usb/slot-place.ts'
import { UsbPorts } from './usb/usb-ports.ts'
import { worldCheck } from './start/world-check.ts'

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
  /** The system's, but for tests that cannot wait as long as people may take. */
  readonly clock?: Clock
  /** The journal of a data directory; its own by default. Tests cut the power here. */
  readonly openJournal?: (path: string) => Journal & { readonly close: () => void }
  /** A file for what devices and Slipway say to each other, made fit for other eyes. */
  readonly transcript?: string | null
  readonly logger: Logger
}

export type App = { readonly handlers: Handlers<typeof contract>; readonly close: () => Promise<void> }

const returnTimeoutMs = 10 * 60_000

/**
 * Everything Slipway is made of, put together. Hosts serve its handlers over their link and close it.
 * @throws AppError with what to do when the directory, its lock, its mode or its secrets do not allow a start
 */
export async function createApp(options: AppOptions): Promise<App> {
  await selfTestCrypto()
  const directory = openDataDirectory(options.dataDir, options.mode)
  const opened: (() => void | Promise<void>)[] = [() => directory.close()]
  try {
    return await assemble(options, directory, opened)
  } catch (error) {
    for (const close of opened.toReversed()) await Promise.resolve(close()).catch(() => {})
    throw isDiskFull(directory.file('slipway.sqlite'), error) ? fileTrouble(directory.path, error) : error
  }
}

async function assemble(
  options: AppOptions,
  directory: DataDirectory,
  opened: (() => void | Promise<void>)[],
): Promise<App> {
  const { logger, additionalCaPems } = options
  const clock = options.clock ?? systemClock
  const store = await openStoreIn(directory, options.passphrase)
  opened.push(() => store.close())
  const journalPath = directory.file('journal.sqlite')
  const journal = options.openJournal?.(journalPath) ?? new JournalFile(journalPath)
  opened.push(() => journal.close())
  const ledgerFile = new LedgerFile({ ...ledgerPaths(directory.file), readOnly: false, now: clock.now })
  opened.push(() => ledgerFile.close())
  const { version, mode } = options
  const ledger = new Ledger({ file: ledgerFile, clock, logger, version, mode })
  const organization = await ensureOrganization(store, options.organizationName, clock.now())
  if (options.wifi?.settings.passwordSecret != null) {
    await store.putSecret(options.wifi.settings.passwordSecret, options.wifi.password)
  }
  await ensureBlueprints(store, options.wifi?.settings ?? null)

  const world = worldCheck(options.mode)
  const transcript = openTranscript(options, clock)
  if (transcript !== null) opened.push(() => transcript.close())
  const mux = new Usbmux({
    address: muxAddressFrom(process.env, process.platform, options.muxAddress ?? undefined),
    logger,
    traffic: transcript,
  })
  const account = await openAccount(options, store)
  const graph = createGraphClient({
    baseUrl: options.graph.baseUrl ?? clouds[account.place?.tenant.cloud ?? 'global'].graphUrl,
    getToken: (refusal) => account.getToken(refusal),
    http: httpRequest,
    additionalCaPems,
    clock,
    logger,
  })
  const { assertTenant } = world
  const guard = new Guard()
  guard.protected.set(await readProtection(store))
  const intune = openOutbox({
    path: directory.file('outbox.sqlite'),
    graph,
    store,
    additionalCaPems,
    activationUrl: options.activationUrl,
    assertTenant,
    redeem: (one, seen) => redeemTenantStored(guard, one, seen, clock.now()),
    clock,
    logger,
  })
  opened.push(() => intune.close())
  const { desk, outbox } = intune
  const offline = new OfflineDesk({ ...intune, store, vault: directory.file('profiles'), clock })
  const host = createHostIdentity({ hostId: await ensureHostId(store) })
  const activation = { endpoint: options.activationUrl, additionalCaPems }
  const commandQueue = new KeyQueue()
  const controllers = new Controllers(options.mode === 'practice' || process.platform === 'darwin')
  const holdDevice = deviceHold({ mux, mode: options.mode, owner: directory.path, clock, logger })
  const vault = vaultFolders((name) => directory.file(name), { ...organization, chainPems: [] })
  const counter = new NameCounter(store)
  const assets = new AssetBook(directory.file('assets.csv'))
  const steps = makeSteps({
    mux,
    host,
    desk,
    organization,
    activation,
    holdDevice,
    orderErase: (udid) => engine.orderErase(udid),
    renewErase: (udid) => guard.renew(engine.state(udid)),
    secret: async (name) => (await store.secret(name)) ?? missing('stage.secretMissing', name),
    ...vault,
    asset: async (serial) => (await assets.read()).get(serial.toUpperCase()) ?? null,
    counter: (blueprintId, runId) => counter.numberFor(blueprintId, runId),
    assertSameWorld: world.assertDevice,
    clock,
    logger,
  })
  const follower = new EnrollmentFollower({
    graph,
    accountId: () => desk.accountId(),
    baseline: desk.baseline,
    clock,
    onState: (udid, state, fresh) => engine.intuneSays(udid, pending.word(udid, state), fresh),
    onOutage: (sentence) => {
      if (sentence === null) intune.outage.end()
      else logger.warn({ sentence }, 'following enrollments')
    },
  })
  const pending = new PendingRegistrations({ outbox, say: (...word) => engine.intuneSays(...word) })
  const engine: Engine = new Engine({
    journal,
    steps,
    guard,
    readFacts: async (udid, deviceId, signal) => {
      const device = attachedDevice({ udid, deviceId })
      const strange = await readFacts({ mux, device, record: null, logger, signal })
      world.assertDevice(udid, strange.practiceWorld)
      const record = await mux.readPairRecord(udid, { signal })
      if (record === null) return strange
      // A record the device no longer honors, or a locked device, leaves what strangers may know.
      return readFacts({ mux, device, record, logger, signal }).catch((error: unknown) => {
        logger.info({ udid, error: toErrorRecord(error).code }, 'read without a session')
        return strange
      })
    },
    readBench: benchReader({
      desk,
      serials: new SerialDesk({ graph, desk, clock }),
      apnsReady: () => isApnsReady(graph),
      assertTenant: world.assertTenant,
      organization,
      missingFiles: vault.missing,
      hasSecret: async (name) => (await store.secret(name)) !== null,
      assets: () => assets.read(),
      logger,
    }),
    watch: {
      follow: (udid, serial, since) => {
        follower.follow(udid, serial, since)
        pending.follow(udid, serial)
      },
      unfollow: (udid) => {
        follower.unfollow(udid)
        pending.unfollow(udid)
      },
    },
    scheduler: new Scheduler({ ...usualLimits, ...options.limits, controllerOf: controllers.of, clock, logger }),
    clock,
    logger,
    returnTimeoutMs,
    observe: (change) => {
      ledger.observe(change)
      pilots.observe(change)
      automation.observe(change)
      wakefulness.observe(change)
    },
  })
  const pilots = new Pilots({
    states: () => engine.states(),
    dispatch: (udid, event) => engine.dispatch(udid, event),
    now: clock.now,
  })
  const orders = new Orders({ engine, pilots, makeId: randomUuid, isOccupied: (udid) => commandQueue.isTaken(udid) })
  const devices = new DeviceDesk({
    mux,
    host,
    supervisor: organization,
    activation,
    secrets: { get: (name) => store.secret(name), put: (name, value) => store.putSecret(name, value) },
    consentToRecovery: (udid, typed) => {
      const warrant = guard.consentToRecovery(engine.state(udid), typed)
      ledger.record('recoveryConsent', { device: describeDevice(engine.state(udid)) })
      return warrant
    },
    queue: commandQueue,
    assertIdle: (udid) => engine.assertIdle(udid),
    refresh: (udid) => engine.refresh(udid),
    assertSameWorld: world.assertDevice,
    clock,
    logger,
  })
  // Practice devices take no harm from a nap.
  const command = keepAwakeCommand(process.platform, process.pid)
  const wakefulness = new Wakefulness(options.mode === 'practice' ? stayPut : keepAwakeWith(command, logger))
  opened.push(() => wakefulness.stop())
  const sleepWatch = new AbortController()
  opened.push(() => sleepWatch.abort())
  const automation = new Automation({
    standing: guard.standing,
    rules: store.automationRules,
    blueprint: (id) => findBlueprint(store, id),
    start: (order) => orders.startByRule(order),
    state: (udid) => engine.state(udid),
    intuneKnows: async (serial) => (await newestManagedDevices(graph, [serial])).size > 0,
    station: hostname(),
    clock,
    logger,
  })
  engine.start()
  void watchForSleep({
    clock,
    monotonic: () => performance.now(),
    onGap: (missedMs) => {
      logger.info({ missedMs }, 'time was missed, as when the computer slept: every device is read again')
      for (const { udid } of engine.states()) engine.refresh(udid)
    },
    signal: sleepWatch.signal,
  })
  pilots.settle()
  intune.courier.start()
  ledger.started()
  const ports = new UsbPorts({
    source: options.bus ?? (options.mode === 'practice' ? noBus : systemBus(process.platform, logger, clock)),
    listAttached: () => mux.listDevices(),
    slotAt: (port) => store.slots.at(port),
    clock,
    logger,
  })
  const slotOf = async (device: AttachedDevice): Promise<number> => {
    const port = await ports.portOf(device)
    controllers.note(device, port)
    return store.slots.numberOf(slotPlace(device, port))
  }
  const cables = followCables({ mux, engine, slotOf, logger, clock })

  return {
    handlers: makeHandlers({
      engine,
      orders,
      protectedDevices: guard.protected,
      automation,
      store,
      assets,
      desk,
      devices,
      intune: { ...intune, offline },
      ledger: { file: ledgerFile, flush: () => ledger.flush(), operator: () => options.operator ?? null },
      options,
      deadlines: { graph, facts: intune.facts, states: () => engine.states(), clock },
      account: { account, graph },
      ade: { tokens: new AdeTokens(graph), desk: new AdeDesk(graph) },
      organizationName: organization.name,
      usb: ports,
      cableTrouble: () => cables.trouble(),
    }),
    close: async () => {
      await cables.stop()
      sleepWatch.abort()
      wakefulness.stop()
      automation.stop()
      await engine.stop()
      ledger.close()
      ledgerFile.close()
      follower.stop()
      pending.stop()
      await intune.close()
      closeHttpAgents()
      await store.close()
      journal.close()
      directory.close()
      transcript?.close()
    },
  }
}

function openAccount({ graph, signIn, openUrl, ...options }: AppOptions, store: Store): Promise<MicrosoftAccount> {
  const when = graph.standIn === true ? 'while' : 'instead'
  return MicrosoftAccount.open({
    settings: { get: (name) => store.setting(name), put: (name, value) => store.putSetting(name, value) },
    secrets: {
      get: (name) => store.secret(name),
      put: (name, value) => store.putSecret(name, value),
      remove: (name) => store.removeSecret(name),
    },
    http: httpRequest,
    additionalCaPems: options.additionalCaPems,
    logger: options.logger,
    pages: async () => browserPages((await store.setting('language')) === 'fr' ? 'fr' : options.language),
    usualTenant: signIn?.tenant ?? null,
    authority: signIn?.authority ?? null,
    standIn: graph.getToken === null ? null : { getToken: graph.getToken, when },
    openUrl: openUrl ?? (async () => false),
  })
}

function missing(code: 'stage.secretMissing', name: string): never {
  throw new AppError(code, { name })
}
