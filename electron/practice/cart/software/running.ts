import { AppError } from '../../../../src-shared/errors.ts'
import type { InstalledProfile, Phone } from '../phone.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { CommandResult } from './mdm-commands.ts'
import type { MdmCommand } from './mdm-wire.ts'
import type { Prompt, PromptAnswer, PromptKind } from './prompts.ts'
import type { SoftwareWorld } from './software.ts'

/** A phone between boot and power-off. Storage is replaced by an erase, so nothing may keep a piece of it across a wait. */
export type Running = {
  readonly phone: Phone
  readonly world: SoftwareWorld
  /** Fires at power-off and erase; check it after every wait, before touching storage. */
  readonly power: AbortSignal
}

export type ProfileOrigin = InstalledProfile['origin']

/** What other parts may ask of the part that keeps profiles. All throw DeviceError. */
export type ProfileKeeper = {
  readonly install: (
    bytes: Uint8Array,
    origin: ProfileOrigin,
    identities?: readonly Identity[],
  ) => Promise<InstalledProfile>
  readonly remove: (identifier: string, by: RemovedBy) => Promise<void>
}

/** A supervisor at the cable may remove what a person may not. */
export type RemovedBy = 'person' | 'mdm' | 'supervisor'

/** A certificate the device holds the key of, PEM. */
export type Identity = { readonly certificatePem: string; readonly privateKeyPem: string }

export type MdmEnrollmentRequest = {
  readonly payload: PlistDict
  readonly identity: Identity
  readonly profileIdentifier: string
  /** Roots the profile itself brings, PEM; they count from its first request on. */
  readonly roots: readonly string[]
}

/** What other parts may ask of the management client. */
export type Management = {
  /** Authenticate and TokenUpdate; commands follow on their own. @throws DeviceError when the server does not take it */
  readonly enroll: (request: MdmEnrollmentRequest) => Promise<void>
  /** The management profile is gone: everything it brought goes too. `tell` sends the CheckOut it asked for. */
  readonly unenroll: (reason: string, tell: boolean) => Promise<void>
  /** Asks the server for commands until it has none. Calls while it is busy lead to one more round. */
  readonly poll: () => void
  /** The push or unlock token is another one now: the server is told, if there is one. */
  readonly tokenChanged: () => void
  /** Carries out a command that came by cable. */
  readonly byCable: (command: MdmCommand) => Promise<CommandResult | null>
  /** Settles when the server has sent DeviceConfigured, or when the device is not managed any more. */
  readonly configured: () => Promise<void>
}

/** Shows a question until it is answered; what closed without an answer comes back while the power is on. */
export async function askPerson(
  running: Running,
  kind: PromptKind,
  shows: Prompt['shows'] = {},
): Promise<PromptAnswer> {
  for (;;) {
    running.power.throwIfAborted()
    const answer = await running.phone.prompts.ask(kind, shows, running.power)
    if (answer !== null) return answer
  }
}

/** Settles once the predicate holds; it is looked at after every change of the phone. */
export function waitUntil(running: Running, holds: () => boolean): Promise<void> {
  const { phone, power } = running
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      phone.off('changed', look)
      power.removeEventListener('abort', onAbort)
      settle()
    }
    const onAbort = (): void => finish(() => reject(poweredOff()))
    const look = (): void => {
      if (holds()) finish(resolve)
    }
    if (power.aborted) return reject(poweredOff())
    power.addEventListener('abort', onAbort, { once: true })
    phone.on('changed', look)
    look()
  })
}

export function poweredOff(): AppError {
  return new AppError('app.cancelled')
}

/** Starts work nobody waits for. Power-off ends it silently; anything else unexpected is written down as a fact. */
export function inBackground(running: Running, name: string, work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (running.power.aborted) return
    running.phone.record('softwareFault', { name, error: error instanceof Error ? error.message : String(error) })
  })
}

/** What Setup Assistant hands the device over to once it asks to enroll. */
export type SetupParts = { readonly profiles: ProfileKeeper; readonly management: Management }
