/** Commands that only read. */
import type { CableFacts } from '../../src-shared/device.ts'
import { openLockdown, withSession } from '../apple/device-link.ts'
import { readFacts } from '../apple/facts.ts'
import { isLockdownError } from '../apple/lockdown-errors.ts'
import { validatePairing } from '../apple/pairing.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import { plistToJson } from '../apple/plist/json.ts'
import type { Json } from '../apple/plist/json.ts'
import { batteryDetails, diagnosticsRelayName } from '../apple/services/diagnostics-relay.ts'
import type { BatteryDetails } from '../apple/services/diagnostics-relay.ts'
import { getCloudConfiguration } from '../apple/services/mcinstall.ts'
import type { CommandContext } from './device-desk.ts'
import { onMcInstall, onService } from './on-service.ts'

/** The record, if there is one and the device honors it; a locked device that was not unlocked yet tells strangers' values. */
async function usableRecord({ tools: { mux }, device, signal }: CommandContext): Promise<PairRecord | null> {
  const record = await mux.readPairRecord(device.udid, { signal })
  if (record === null) return null
  try {
    return (await validatePairing(mux, device, record, signal)) === 'honored' ? record : null
  } catch (error) {
    if (isLockdownError(error, 'passwordProtected', 'deviceLocked')) return null
    throw error
  }
}

export async function deviceFacts(
  context: CommandContext,
): Promise<{ readonly paired: boolean; readonly facts: CableFacts }> {
  const { tools, device, signal } = context
  const record = await usableRecord(context)
  const facts = await readFacts({ mux: tools.mux, device, record, logger: tools.logger, signal })
  return { paired: record !== null, facts }
}

/** @throws AppError `apple.lockdown.missingValue`, `apple.lockdown.getProhibited` (mostly: not paired) */
export async function deviceValues(
  context: CommandContext,
  name: { readonly domain: string | null; readonly key: string | null },
): Promise<{ readonly value: Json }> {
  const { tools, device, signal } = context
  const wanted = {
    ...(name.domain === null ? {} : { domain: name.domain }),
    ...(name.key === null ? {} : { key: name.key }),
  }
  const record = await usableRecord(context)
  if (record !== null) {
    const read = withSession(tools.mux, device, record, (lockdown) => lockdown.getValue(wanted, { signal }), { signal })
    return { value: plistToJson(await read) }
  }
  const lockdown = await openLockdown(tools.mux, device, { signal })
  try {
    return { value: plistToJson(await lockdown.getValue(wanted, { signal })) }
  } finally {
    lockdown.close()
  }
}

export function battery(context: CommandContext): Promise<BatteryDetails> {
  return onService(context, diagnosticsRelayName, (service) => batteryDetails(service, { signal: context.signal }))
}

export async function cloudConfiguration(context: CommandContext): Promise<{ readonly configuration: Json | null }> {
  const stored = await onMcInstall(context, (service) => getCloudConfiguration(service, { signal: context.signal }))
  return { configuration: stored === null ? null : plistToJson(stored) }
}
