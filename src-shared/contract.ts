import * as z from 'zod'
import { abmContract } from './abm-contract.ts'
import { accountContract } from './account-contract.ts'
import { adeContract } from './ade-contract.ts'
import { assetsContract } from './assets-contract.ts'
import { automationContract } from './automation-contract.ts'
import { blueprint } from './blueprint.ts'
import { cartsContract } from './carts-contract.ts'
import { blueprintsContract } from './blueprints-contract.ts'
import { deadlinesContract } from './deadlines-contract.ts'
import { deviceContract } from './device-commands.ts'
import { deviceView } from './device-view.ts'
import { intuneContract } from './intune-contract.ts'
import { ledgerContract } from './ledger-contract.ts'
import { plan } from './plan.ts'
import { practiceContract } from './practice-contract.ts'
import { supportContract } from './support-contract.ts'
import { returnsContract } from './returns-contract.ts'
import { runsContract } from './runs-contract.ts'
import { settingsContract } from './settings-contract.ts'
import { shiftContract } from './shift-contract.ts'
import { protectionContract } from './protection.ts'
import { outboxContract } from './outbox-contract.ts'
import { errorRecord } from './step.ts'
import { usbTreeView } from './usb-view.ts'

/** A question with one answer. */
export type CallContract = { readonly kind: 'call'; readonly input: z.ZodType; readonly output: z.ZodType }
/** A subscription: many items until it is cancelled or ends. */
export type StreamContract = { readonly kind: 'stream'; readonly input: z.ZodType; readonly item: z.ZodType }
export type Contract = Readonly<Record<string, CallContract | StreamContract>>

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}
function stream<I extends z.ZodType, T extends z.ZodType>(input: I, item: T) {
  return { kind: 'stream', input, item } as const
}

const nothing = z.object({})

export const stationInfo = z.object({
  version: z.string(),
  mode: z.enum(['practice', 'real']),
  language: z.enum(['en', 'fr']),
  organizationName: z.string(),
  /** Display name of the Intune tenant; null until it was reached. */
  tenantName: z.string().nullable(),
  /** Whether usbmuxd answers; false shows what to do instead of an empty list. */
  cableService: z.boolean(),
  /** Why it does not answer. */
  cableError: errorRecord.optional(),
})
export type StationInfo = z.infer<typeof stationInfo>

/** Changes since a revision: each device at its newest. `reset` means: forget what you had, this is everything. */
export const deviceChanges = z.object({ revision: z.number(), reset: z.boolean(), devices: z.array(deviceView) })
export type DeviceChanges = z.infer<typeof deviceChanges>

/**
 * Consent to erase: given per device by a person who saw the list. `typedCount` is what they typed; it must equal the
 * number of devices named, or nothing starts.
 */
export const eraseConsent = z.object({ udids: z.array(z.string()), typedCount: z.number().int() })
export type EraseConsent = z.infer<typeof eraseConsent>

/** Everything a window, a browser or the CLI may ask of the core. */
export const contract = {
  'station.info': call(nothing, stationInfo),
  'station.setLanguage': call(z.object({ language: z.enum(['en', 'fr']) }), nothing),
  /** First item: everything (`reset`). Then changes, gathered for about 50 ms, newest per device. */
  'devices.feed': stream(nothing, deviceChanges),
  /** The USB bus: physical ports, and devices that usbmuxd hides because they are in recovery or DFU. */
  'usb.tree': call(nothing, usbTreeView),
  /** First item: the bus now. Then again after each change. */
  'usb.feed': stream(nothing, usbTreeView),
  'blueprints.list': call(nothing, z.object({ blueprints: z.array(blueprint) })),
  /** Dry run: reads, never writes, never asks anybody to tap. */
  'runs.preview': call(
    z.object({ udids: z.array(z.string()).max(256), blueprintId: z.string() }),
    z.object({ plans: z.array(plan) }),
  ),
  'runs.start': call(
    z.object({
      udids: z.array(z.string()).min(1).max(256),
      blueprintId: z.string(),
      consent: eraseConsent.nullable(),
      /** Starts all at once although the blueprint has prepared no device yet. */
      waivePilot: z.boolean().optional(),
    }),
    z.object({ batchId: z.string() }),
  ),
  /** Stops at the next safe point. */
  'runs.cancel': call(z.object({ udids: z.array(z.string()).max(256) }), nothing),
  /** Takes up again what stopped: these devices, or all of a batch that failed. */
  'runs.retry': call(
    z.object({
      udids: z.array(z.string()).max(256).optional(),
      batchId: z.string().optional(),
      consent: eraseConsent.nullable(),
    }),
    nothing,
  ),
  ...blueprintsContract,
  ...cartsContract,
  ...deadlinesContract,
  ...runsContract,
  ...assetsContract,
  ...automationContract,
  ...abmContract,
  ...accountContract,
  ...adeContract,
  ...deviceContract,
  ...returnsContract,
  ...supportContract,
  ...intuneContract,
  ...ledgerContract,
  ...protectionContract,
  ...outboxContract,
  ...practiceContract,
  ...shiftContract,
  ...settingsContract,
} as const satisfies Contract
