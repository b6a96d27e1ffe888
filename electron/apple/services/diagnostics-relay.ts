/** `com.apple.mobile.diagnostics_relay`: restart, shut down, battery. */
import { AppError } from '../../../src-shared/errors.ts'
import { openService } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { booleanAt, dictAt, integerAt, stringAt } from '../plist/take.ts'
import type { PlistDict } from '../plist/value.ts'
import type { PlistInputDict } from '../plist/write.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'

export const diagnosticsRelayName = 'com.apple.mobile.diagnostics_relay'

export function openDiagnosticsRelay(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  options: SessionOptions = {},
): Promise<PlistService> {
  return openService(mux, device, record, diagnosticsRelayName, options)
}

/** The device goes when this connection is closed, and is back with a new DeviceID after it has started. Closes it. */
export async function restart(service: PlistService, options?: CallOptions): Promise<void> {
  await goDown(service, 'Restart', options)
}

/** The device goes when this connection is closed. Closes it. */
export async function shutDown(service: PlistService, options?: CallOptions): Promise<void> {
  await goDown(service, 'Shutdown', options)
}

export type BatteryDetails = {
  /** Percent of the charge it holds now. */
  readonly percent: number | null
  readonly cycles: number | null
  /** Degrees Celsius. */
  readonly temperature: number | null
  readonly charging: boolean | null
  /** Percent of the capacity it had when it was new; null where the device does not tell. */
  readonly health: number | null
}

export async function batteryDetails(service: PlistService, options?: CallOptions): Promise<BatteryDetails> {
  const reply = await diagnose(service, { Request: 'IORegistry', EntryClass: 'IOPMPowerSource' }, options)
  const registry = dictAt(dictAt(reply, 'Diagnostics') ?? {}, 'IORegistry') ?? {}
  const design = integerAt(registry, 'DesignCapacity')
  const full = integerAt(registry, 'NominalChargeCapacity') ?? integerAt(registry, 'AppleRawMaxCapacity')
  const hundredths = integerAt(registry, 'Temperature')
  return {
    percent: integerAt(registry, 'CurrentCapacity') ?? null,
    cycles: integerAt(registry, 'CycleCount') ?? null,
    temperature: hundredths === undefined ? null : hundredths / 100,
    charging: booleanAt(registry, 'IsCharging') ?? null,
    health: design === undefined || full === undefined || design <= 0 ? null : Math.round((full / design) * 100),
  }
}

async function goDown(service: PlistService, request: 'Restart' | 'Shutdown', options?: CallOptions): Promise<void> {
  // The flags show the device's own pictures; waiting for the disconnect gives us the answer before it goes.
  await diagnose(service, { Request: request, WaitForDisconnect: true, DisplayPass: true, DisplayFail: true }, options)
  try {
    await diagnose(service, { Request: 'Goodbye' }, { timeoutMs: 5_000, ...options })
  } catch (error) {
    // It may be gone already, which is what was asked for.
    if (!(error instanceof AppError)) throw error
  } finally {
    service.close()
  }
}

async function diagnose(
  service: PlistService,
  message: PlistInputDict & { readonly Request: string },
  options?: CallOptions,
): Promise<PlistDict> {
  const reply = await service.request(message, options)
  const status = stringAt(reply, 'Status')
  if (status !== 'Success')
    throw new AppError('apple.service.refused', { request: message.Request, text: status ?? '' })
  return reply
}
