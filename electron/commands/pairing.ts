import { ensurePaired, resetPairing, unpairDevice, validatePairing } from '../apple/pairing.ts'
import type { CommandContext } from './device-desk.ts'
import { pairedLink } from './on-service.ts'

/** Pairs, or finds that this computer is paired already. Says when somebody has to tap Trust or unlock the device. */
export async function pair(
  { tools, device, signal, say }: CommandContext,
  { supervised }: { readonly supervised: boolean },
): Promise<{ readonly made: boolean }> {
  const { mux, host, clock, logger, supervisor } = tools
  const { paired } = await ensurePaired({
    mux,
    device,
    host,
    onState: (state) => say(state),
    signal,
    clock,
    logger,
    ...(supervised ? { supervisor } : {}),
  })
  return { made: paired }
}

export async function unpair(
  context: CommandContext,
  { everyHost }: { readonly everyHost: boolean },
): Promise<Record<string, never>> {
  const { mux, device, record } = await pairedLink(context)
  if (everyHost) await resetPairing(mux, device, record)
  else await unpairDevice(mux, device, record)
  return {}
}

export async function validate({
  tools: { mux },
  device,
  signal,
}: CommandContext): Promise<{ readonly pairing: 'honored' | 'forgotten' | 'none' }> {
  const record = await mux.readPairRecord(device.udid, { signal })
  return { pairing: record === null ? 'none' : await validatePairing(mux, device, record, signal) }
}
