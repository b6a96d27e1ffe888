import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { DeviceError } from './device-error.ts'
import { answerCommand } from './mdm-commands.ts'
import type { CommandContext } from './mdm-commands.ts'
import { sendStatus } from './mdm-wire.ts'
import type { MdmAnswer } from './mdm-wire.ts'
import type { ProfileKeeper, Running } from './running.ts'
import { installedRoots } from './trust-store.ts'

const resendPausesMs: readonly number[] = [1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000]

export type LoopEvents = Pick<CommandContext, 'configured' | 'awaitingConfiguration'> & {
  readonly unenroll: (reason: string) => Promise<void>
}

/** Idle, then each result in exchange for the next command, until the server has none or does not know the device. */
export async function runCommandLoop(running: Running, profiles: ProfileKeeper, events: LoopEvents): Promise<void> {
  const { phone } = running
  const context: CommandContext = { by: 'server', running, profiles, ...events }
  let message: PlistInputDict = { Status: 'Idle' }
  let delivered: (() => void) | undefined
  for (;;) {
    const answer = await deliver(running, { UDID: phone.identity.udid, ...message })
    if (answer === null) return
    if (answer.kind === 'stranger') return events.unenroll(`server answered ${answer.status}`)
    // Only now: an erase before its own acknowledgement would leave the server waiting.
    delivered?.()
    running.power.throwIfAborted()
    if (answer.kind === 'trouble' || answer.command === null || phone.storage.mdm === null) return
    phone.record('command', { type: answer.command.requestType, uuid: answer.command.uuid })
    const result = await answerCommand(context, answer.command)
    running.power.throwIfAborted()
    message = { CommandUUID: answer.command.uuid, ...result.message }
    delivered = result.delivered
    // The command may have ended the management; nobody is there to hear of it then.
    if (phone.storage.mdm === null) return
  }
}

/** Sends until it is taken: a result counts as delivered with a 2xx only. Null when the device gave up until the next push. */
async function deliver(running: Running, message: PlistInputDict): Promise<MdmAnswer | null> {
  const { phone, world, power } = running
  for (const pauseMs of resendPausesMs) {
    const { mdm } = phone.storage
    if (mdm === null) return null
    const answer = await sendStatus(running, mdm, message, installedRoots(phone)).catch((error: unknown) => {
      if (error instanceof DeviceError) return { kind: 'trouble', status: 0 } as const
      throw error
    })
    power.throwIfAborted()
    if (answer.kind !== 'trouble') return answer
    phone.record('mdmRefused', { message: 'status', status: answer.status })
    await world.pause(pauseMs, power)
    power.throwIfAborted()
  }
  return null
}
