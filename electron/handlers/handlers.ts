import type { contract } from '../../src-shared/contract.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { DeviceDesk } from '../commands/device-desk.ts'
import type { Automation } from '../engine/automation.ts'
import type { Engine } from '../engine/engine.ts'
import type { Journal } from '../engine/ports.ts'
import type { Orders } from '../engine/orders.ts'
import type { ProtectedDevices } from '../engine/protected-devices.ts'
import { makeProtectionHandlers } from './protection-handlers.ts'
import type { EnrollmentDesk } from '../graph/enrollment-desk.ts'
import type { UsbTreeView } from '../../src-shared/usb-view.ts'
import { systemClock } from '../lib/clock.ts'
import type { Store } from '../store/store.ts'
import { makeSettingsHandlers } from './settings-handlers.ts'
import { ShiftDesk } from './shift-desk.ts'
import { makeShiftHandlers, reviewShift } from './shift-handlers.ts'
import { noPractice } from './no-practice.ts'
import { findBlueprint } from './find-blueprint.ts'
import type { AssetBook } from '../store/asset-book.ts'
import { makeAssetHandlers } from './asset-handlers.ts'
import { makeAutomationHandlers } from './automation-handlers.ts'
import { makeRunHandlers } from './run-handlers.ts'
import type { AbmDesk } from '../abm/abm-desk.ts'
import { makeAbmHandlers } from './abm-handlers.ts'
import { makeAdeHandlers } from './ade-handlers.ts'
import type { AdeServices } from './ade-handlers.ts'
import { makeAccountHandlers } from './account-handlers.ts'
import type { AccountServices } from './account-handlers.ts'
import { makeBlueprintHandlers } from './blueprint-handlers.ts'
import { makeCartHandlers } from './cart-handlers.ts'
import { listDeadlines, makeDeadlineHandlers } from './deadline-handlers.ts'
import type { DeadlineServices } from './deadline-handlers.ts'
import { makeIntuneHandlers } from './intune-handlers.ts'
import type { IntuneServices } from './intune-handlers.ts'
import { makeDeviceHandlers } from './device-handlers.ts'
import { makeOutboxHandlers } from './outbox-handlers.ts'
import type { OutboxServices } from './outbox-handlers.ts'
import { makeSupportHandlers } from './support-handlers.ts'
import { makeReturnsHandlers } from './returns-handlers.ts'
import type { ReturnsServices } from './returns-handlers.ts'
import { makeLedgerHandlers } from './ledger-handlers.ts'
import type { LedgerServices } from './ledger-handlers.ts'

export type HandlerServices = {
  readonly engine: Engine
  readonly orders: Orders
  readonly protectedDevices: ProtectedDevices
  readonly automation: Automation
  readonly store: Store
  readonly journal: Pick<Journal, 'replay'>
  readonly assets: AssetBook
  readonly desk: EnrollmentDesk
  readonly devices: DeviceDesk
  readonly intune: OutboxServices
  readonly ledger: LedgerServices
  readonly account: AccountServices
  readonly abm: AbmDesk
  readonly ade: AdeServices
  readonly tenant: IntuneServices
  readonly deadlines: DeadlineServices
  readonly returns: ReturnsServices['returns']
  readonly organizationName: string
  readonly usb: {
    readonly view: () => Promise<UsbTreeView>
    readonly feed: (signal: AbortSignal) => AsyncIterable<UsbTreeView>
  }
  readonly cableTrouble: () => ErrorRecord | null
  readonly options: {
    readonly version: string
    readonly mode: 'practice' | 'real'
    readonly language: Language
    readonly operator?: string | null
    readonly dataDir: string
  }
}

/** Each entry of the contract in a few lines; the services do the work. */
export function makeHandlers(services: HandlerServices): Handlers<typeof contract> {
  const { engine, orders, store, intune } = services
  const review = async () => {
    const { items } = await listDeadlines(services.deadlines)
    return reviewShift(engine.feed.list(), intune.outbox.intents, items)
  }
  const shift = new ShiftDesk({ shifts: store.shifts, settings: store, review, clock: systemClock })
  const operator = async () => (await shift.operator()) ?? services.ledger.operator()
  return {
    'station.info': () => stationInfo(services),
    'station.setLanguage': async ({ language }) => {
      await store.putSetting('language', language)
      return {}
    },
    'devices.feed': (_input, { signal }) => engine.feed.changes(signal),
    'usb.tree': () => services.usb.view(),
    'usb.feed': (_input, { signal }) => services.usb.feed(signal),
    'blueprints.list': async () => ({ blueprints: await store.blueprints() }),
    'runs.preview': async ({ udids, blueprintId }) => ({
      plans: await orders.preview(udids, await findBlueprint(store, blueprintId)),
    }),
    'runs.start': async ({ udids, blueprintId, consent, waivePilot = false }) => ({
      batchId: orders.start({
        udids,
        blueprint: await findBlueprint(store, blueprintId),
        consent,
        waivePilot,
        operator: (await shift.operator()) ?? services.options.operator ?? null,
      }),
    }),
    'runs.cancel': async ({ udids }) => {
      orders.cancel(udids)
      return {}
    },
    'runs.retry': async ({ udids, batchId, consent }) => {
      orders.retry({ udids, batchId, consent })
      return {}
    },
    ...makeAccountHandlers(services.account),
    ...makeAbmHandlers(services.abm),
    ...makeAdeHandlers(services.ade),
    ...makeIntuneHandlers(services.tenant),
    ...makeDeviceHandlers(services.devices),
    ...makeOutboxHandlers(services.intune),
    ...makeBlueprintHandlers(store, services.options.dataDir),
    ...makeCartHandlers(store.carts),
    ...makeDeadlineHandlers(services.deadlines),
    ...makeRunHandlers(orders),
    ...makeProtectionHandlers(store, services.protectedDevices, () => engine.states()),
    ...makeAssetHandlers(services.assets),
    ...makeAutomationHandlers(services.automation),
    ...makeReturnsHandlers({ engine, outbox: intune.outbox, returns: services.returns, operator }),
    ...makeSupportHandlers(services),
    ...makeLedgerHandlers({ ...services.ledger, operator }),
    ...makeShiftHandlers(shift, review),
    ...makeSettingsHandlers(store, services.options.dataDir),
    // A host that brings a practice world puts its own in their place.
    ...noPractice,
  }
}

async function stationInfo({ store, desk, options, organizationName, cableTrouble }: HandlerServices) {
  const language = await store.setting('language')
  const trouble = cableTrouble()
  return {
    version: options.version,
    mode: options.mode,
    language: language === 'en' || language === 'fr' ? language : options.language,
    organizationName,
    tenantName: await tenantName(desk),
    cableService: trouble === null,
    ...(trouble === null ? {} : { cableError: trouble }),
  }
}

/** A page that opens must not wait until a tenant that does not answer has been given up. */
const tenantPatienceMs = 1_000

async function tenantName(desk: EnrollmentDesk): Promise<string | null> {
  const patience = new AbortController()
  const named = desk.tenant().then((tenant) => tenant.displayName)
  const unknown = systemClock.sleep(tenantPatienceMs, patience.signal).then(() => null)
  unknown.catch(() => {})
  return Promise.race([named, unknown])
    .catch(() => null)
    .finally(() => patience.abort())
}
