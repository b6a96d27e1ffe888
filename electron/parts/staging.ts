import { hostname } from 'node:os'
import { AppError } from '../../src-shared/errors.ts'
import type { AppOptions } from '../app-options.ts'
import { benchReader } from '../bench-reader.ts'
import { Automation } from '../engine/automation.ts'
import { Engine } from '../engine/engine.ts'
import { Orders } from '../engine/orders.ts'
import { Pilots } from '../engine/pilots.ts'
import { Scheduler, usualLimits } from '../engine/scheduler.ts'
import { Wakefulness } from '../engine/wakefulness.ts'
import { isApnsReady } from '../graph/resources/apns-certificate.ts'
import { newestManagedDevices } from '../graph/resources/managed-devices.ts'
import { SerialDesk } from '../graph/serial-desk.ts'
import { findBlueprint } from '../handlers/find-blueprint.ts'
import type { Clock } from '../lib/clock.ts'
import { randomUuid } from '../lib/crypto.ts'
import { keepAwakeCommand, keepAwakeWith, stayPut } from '../lib/keep-awake.ts'
import { watchForSleep } from '../lib/sleep-gap.ts'
import { vaultFolders } from '../profiles/vault-folders.ts'
import type { WorldCheck } from '../start/world-check.ts'
import { makeSteps } from '../steps/steps.ts'
import type { DataDirectory } from '../store/data-directory.ts'
import { NameCounter } from '../store/name-counter.ts'
import type { Cable } from './cable.ts'
import { makeConfigurator } from './configurator.ts'
import type { Configurator } from './configurator.ts'
import type { Closers } from './closers.ts'
import { showOutages } from './intune.ts'
import type { Intune } from './intune.ts'
import type { Records } from './records.ts'
import { makeReturns } from './returns.ts'
import type { Returns } from './returns.ts'

/** What stages devices, and what people tell it to. */
export type Staging = {
  readonly engine: Engine
  readonly orders: Orders
  readonly pilots: Pilots
  readonly automation: Automation
  readonly returns: Returns
}

export type StagingParts = {
  readonly directory: DataDirectory
  readonly records: Records
  readonly cable: Cable
  readonly intune: Intune
  readonly world: WorldCheck
  readonly clock: Clock
  /** Whether a person's command works on the device; no run starts meanwhile. */
  readonly isOccupied: (udid: string) => boolean
}

const returnTimeoutMs = 10 * 60_000

/** 16 to 24 s were logged from the erase command to the device's leaving. */
const usualLeavingMs = 60_000

/** The engine with its steps and its ports; nothing moves before `engine.start()`. */
export function makeStaging(options: AppOptions, parts: StagingParts, closers: Closers): Staging {
  const { logger } = options
  const { records, cable, intune, clock } = parts
  const { guard, ledger, store } = records
  const returns = makeReturns(options, { ...parts, engine: () => engine }, closers)
  const configurator = makeConfigurator(options, records)
  const engine: Engine = new Engine({
    journal: records.journal,
    steps: stepsOf(options, parts, { returns, configurator }, () => engine),
    guard,
    readFacts: cable.readFacts,
    readBench: benchOf(options, parts, { returns, configurator }),
    watch: intune.watch,
    scheduler: new Scheduler({
      ...usualLimits,
      ...records.limits,
      ...options.limits,
      controllerOf: cable.controllers.of,
      clock,
      logger,
    }),
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
  const pilots = new Pilots(
    {
      states: () => engine.states(),
      dispatch: (udid, event) => engine.dispatch(udid, event),
      now: clock.now,
    },
    records.journal.proved(),
  )
  const orders = new Orders({ engine, pilots, makeId: randomUuid, isOccupied: parts.isOccupied })
  const automation = new Automation({
    standing: guard.standing,
    rules: store.automationRules,
    blueprint: (id) => findBlueprint(store, id),
    start: (order) => orders.startByRule(order),
    state: (udid) => engine.state(udid),
    intuneKnows: async (serial) => (await newestManagedDevices(intune.graph, [serial])).size > 0,
    station: hostname(),
    clock,
    logger,
  })
  // Practice devices take no harm from a nap.
  const command = keepAwakeCommand(process.platform, process.pid)
  const wakefulness = new Wakefulness(options.mode === 'practice' ? stayPut : keepAwakeWith(command, logger))
  closers.add(() => engine.stop())
  closers.add(() => automation.stop())
  closers.add(() => wakefulness.stop())
  return { engine, orders, pilots, automation, returns }
}

/** Goes on where the last process ended, and keeps an eye on the clock. */
export function startStaging(
  options: AppOptions,
  { engine, pilots }: Staging,
  parts: StagingParts,
  closers: Closers,
): void {
  const { clock, records, intune } = parts
  engine.start()
  const sleepWatch = new AbortController()
  closers.add(() => sleepWatch.abort())
  void watchForSleep({
    clock,
    monotonic: () => performance.now(),
    onGap: (missedMs) => {
      options.logger.info({ missedMs }, 'time was missed, as when the computer slept: every device is read again')
      for (const { udid } of engine.states()) engine.lookAgain(udid)
    },
    signal: sleepWatch.signal,
  })
  pilots.settle()
  closers.add(showOutages(intune.outage, engine.feed, clock))
  intune.courier.start()
  records.ledger.started()
}

type Hands = { readonly returns: Returns; readonly configurator: Configurator }

function stepsOf(
  { logger, activationUrl, additionalCaPems, leavingMs }: AppOptions,
  parts: StagingParts,
  { returns, configurator }: Hands,
  engine: () => Engine,
) {
  const { records, cable, intune, world, clock } = parts
  const { store, organization, guard } = records
  const counter = new NameCounter(store)
  return makeSteps({
    mux: cable.mux,
    host: cable.host,
    desk: intune.desk,
    organization,
    activation: { endpoint: activationUrl, additionalCaPems },
    holdDevice: cable.holdDevice,
    orderErase: (udid, pairing) => engine().orderErase(udid, pairing),
    orderRestore: (udid) => engine().orderRestore(udid),
    restore: configurator.restore,
    renewErase: (udid) => guard.renew(engine().state(udid)),
    secret: async (name) => (await store.secret(name)) ?? missing(name),
    ...vaultOf(parts),
    asset: async (serial) => (await records.assets.read()).get(serial.toUpperCase()) ?? null,
    counter: (blueprintId, runId) => counter.numberFor(blueprintId, runId),
    assertSameWorld: world.assertDevice,
    returns: returns.hands,
    leavingMs: leavingMs ?? usualLeavingMs,
    clock,
    logger,
  })
}

function benchOf({ logger }: AppOptions, parts: StagingParts, { returns, configurator }: Hands) {
  const { records, intune, world, clock } = parts
  const { graph, desk } = intune
  return benchReader({
    desk,
    serials: new SerialDesk({ graph, desk, clock }),
    apnsReady: () => isApnsReady(graph),
    assertTenant: world.assertTenant,
    organization: records.organization,
    missingFiles: vaultOf(parts).missing,
    hasSecret: async (name) => (await records.store.secret(name)) !== null,
    assets: () => records.assets.read(),
    records: (serials) => returns.desk.facts(serials),
    backends: configurator.facts,
    logger,
  })
}

function vaultOf({ directory, records }: StagingParts) {
  return vaultFolders((name) => directory.file(name), { ...records.organization, chainPems: [] })
}

function missing(name: string): never {
  throw new AppError('stage.secretMissing', { name })
}
