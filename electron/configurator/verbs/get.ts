import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { Cfgutil } from '../cfgutil.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'

const limits = { timeoutMs: 120_000 }
const text = z.string().max(1_000).nullable().catch(null)
const flag = z.boolean().nullable().catch(null)

/** Properties Slipway asks for, of those cfgutil has been seen to tell. What a device cannot tell is left out by cfgutil. */
const properties = z.object({
  UDID: text,
  serialNumber: text,
  name: text,
  deviceType: text,
  deviceClass: text,
  /** The version of the system, as 26.6.1. */
  humanReadableProductVersion: text,
  buildVersion: text,
  /** Booted, Recovery, Restore, DFU. */
  bootedState: text,
  /** Activated, Unactivated. */
  activationState: text,
  isPaired: flag,
  isSupervised: flag,
  organizationName: text,
  batteryCurrentCapacity: z.number().min(0).max(100).nullable().catch(null),
})
const propertyNames = Object.keys(properties.shape)

export type DeviceProperties = z.infer<typeof properties>

const profile = z.object({
  identifier: z.string().max(500),
  displayName: z.string().max(500).catch(''),
})
const profileList = z.object({ configurationProfiles: z.array(profile).max(1_000).catch([]) })
export type InstalledProfile = { readonly identifier: string; readonly displayName: string }

/** What a device tells through cfgutil. @throws AppError as `Cfgutil.onDevice` */
export async function readProperties(cfgutil: Cfgutil, ecid: Ecid, signal: AbortSignal): Promise<DeviceProperties> {
  return parse(properties, await get(cfgutil, ecid, propertyNames, signal))
}

/** @throws AppError as `Cfgutil.onDevice` */
export async function readInstalledProfiles(
  cfgutil: Cfgutil,
  ecid: Ecid,
  signal: AbortSignal,
): Promise<readonly InstalledProfile[]> {
  const { configurationProfiles } = parse(profileList, await get(cfgutil, ecid, ['configurationProfiles'], signal))
  return configurationProfiles.map(({ identifier, displayName }) => ({ identifier, displayName }))
}

function get(cfgutil: Cfgutil, ecid: Ecid, names: readonly string[], signal: AbortSignal): Promise<unknown> {
  return cfgutil.onDevice({ verb: 'get', ecid, operands: names, limits }, signal)
}

/** A device of which cfgutil says nothing has told nothing. */
function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new AppError('configurator.garbled', {
    verb: 'get',
    end: 'exit code 0',
    text: z.prettifyError(parsed.error).slice(0, 300),
  })
}
