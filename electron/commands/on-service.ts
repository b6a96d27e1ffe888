import { openService, requirePairRecord, withSession } from '../apple/device-link.ts'
import type { Lockdown } from '../apple/lockdown.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import type { PlistService } from '../apple/plist-service.ts'
import { mcInstallName } from '../apple/services/mcinstall.ts'
import { escalate } from '../apple/services/mcinstall-escalation.ts'
import type { CommandContext } from './device-desk.ts'

/** What the functions of one device's services begin with. */
export type PairedLink = {
  readonly mux: CommandContext['tools']['mux']
  readonly device: CommandContext['device']
  readonly record: PairRecord
}

/** @throws AppError `apple.notPaired`: a command never asks somebody to tap unless pairing is what it is for */
export async function pairedLink({ tools: { mux }, device, signal }: CommandContext): Promise<PairedLink> {
  return { mux, device, record: await requirePairRecord(mux, device.udid, { signal }) }
}

/** Work within a session of lockdownd. Opening it stops with the signal; the work is heard to its end. */
export async function inSession<T>(context: CommandContext, work: (lockdown: Lockdown) => Promise<T>): Promise<T> {
  const { mux, device, record } = await pairedLink(context)
  return withSession(mux, device, record, work)
}

/** Work on a connection of its own to a service, closed afterwards whatever happens. */
export async function onService<T>(
  context: CommandContext,
  name: string,
  work: (service: PlistService) => Promise<T>,
): Promise<T> {
  const { mux, device, record } = await pairedLink(context)
  const service = await openService(mux, device, record, name, { signal: context.signal })
  try {
    return await work(service)
  } finally {
    service.close()
  }
}

export function onMcInstall<T>(context: CommandContext, work: (service: PlistService) => Promise<T>): Promise<T> {
  return onService(context, mcInstallName, work)
}

/** Work that only the organization which supervises the device may do. @throws AppError `apple.mcinstall.certificateRejected` */
export function onEscalated<T>(context: CommandContext, work: (service: PlistService) => Promise<T>): Promise<T> {
  const { tools, signal } = context
  return onMcInstall(context, async (service) => {
    await escalate(service, tools.supervisor, { clock: tools.clock, signal })
    return work(service)
  })
}
