import type { contract } from '../src-shared/contract.ts'
import type { Intent } from '../src-shared/outbox.ts'
import type { Handlers } from '../src-shared/rpc.ts'
import type { AppOptions } from './app-options.ts'
import { DeviceDesk } from './commands/device-desk.ts'
import { consentToRemoval } from './engine/guard-profile.ts'
import { AdeDesk } from './graph/ade-desk.ts'
import { AdeTokens } from './graph/ade-tokens.ts'
import { makeHandlers } from './handlers/handlers.ts'
import { ProvisionalPeriods } from './handlers/provisional-periods.ts'
import type { LedgerServices } from './handlers/ledger-handlers.ts'
import { describeDevice } from './ledger/project.ts'
import { systemClock } from './lib/clock.ts'
import type { Clock } from './lib/clock.ts'
import { selfTestCrypto } from './lib/crypto-self-test.ts'
import { fileTrouble, isDiskFull } from './lib/file-trouble.ts'
import { KeyQueue } from './lib/key-queue.ts'
import { useSystemProxy } from './lib/http-proxy.ts'
import { readSystemProxy } from './lib/system-proxy.ts'
import { OfflineDesk } from './offline/offline-desk.ts'
import { abmDesk } from './parts/abm.ts'
import { openCable } from './parts/cable.ts'
import type { Cable } from './parts/cable.ts'
import { Closers } from './parts/closers.ts'
import { openIntune } from './parts/intune.ts'
import type { Intune } from './parts/intune.ts'
import { forgetPersonal } from './parts/personal-data.ts'
import { openRecords } from './parts/records.ts'
import type { Records } from './parts/records.ts'
import { tenantDesks } from './parts/tenant-desks.ts'
import { makeStaging, startStaging } from './parts/staging.ts'
import { worldCheck } from './start/world-check.ts'
import type { WorldCheck } from './start/world-check.ts'
import { openDataDirectory } from './store/data-directory.ts'
import type { DataDirectory } from './store/data-directory.ts'
import { followCables } from './usb/cables.ts'
import type { Engine } from './engine/engine.ts'
import type { DeviceState } from './engine/state.ts'

export type App = { readonly handlers: Handlers<typeof contract>; readonly close: () => Promise<void> }

/**
 * Everything Slipway is made of, put together. Hosts serve its handlers over their link and close it.
 * @throws AppError with what to do when the directory, its lock, its mode or its secrets do not allow a start
 */
export async function createApp(options: AppOptions): Promise<App> {
  await selfTestCrypto()
  if (options.mode === 'real') useSystemProxy(() => readSystemProxy(process.platform, options.logger))
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
  const { store, guard, organization } = records
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
  const abm = abmDesk(options, parts)
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
      ledger: ledgerServices(options, { directory, records, intune, engine }),
      options,
      deadlines: {
        graph,
        facts,
        provisional: new ProvisionalPeriods({ abm, graph, clock }),
        states: () => engine.states(),
        clock,
      },
      account: { account: intune.account, graph },
      abm,
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

type LedgerParts = {
  readonly directory: DataDirectory
  readonly records: Records
  readonly intune: Intune
  readonly engine: Engine
}

function ledgerServices(options: AppOptions, { directory, records, intune, engine }: LedgerParts): LedgerServices {
  const { ledger, ledgerFile } = records
  const outbox = {
    all: () => intune.outbox.intents,
    put: (intents: readonly Intent[]) => intune.outbox.reword(intents),
  }
  const adopt = (states: readonly DeviceState[]): void => engine.adopt(states)
  const places = { file: directory.file, ledger: ledgerFile, outbox, adopt }
  return {
    file: ledgerFile,
    flush: () => ledger.flush(),
    forget: (order, operator) => forgetPersonal(places, order, operator),
    operator: () => options.operator ?? null,
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
