import type { HostIdentity } from '../apple/host-identity.ts'
import { ensurePaired } from '../apple/pairing.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import { openMcInstall } from '../apple/services/mcinstall.ts'
import type { EraseWarrant } from '../apple/services/erase-warrant.ts'
import type { PlistService } from '../apple/plist-service.ts'
import type { AttachedDevice, Usbmux } from '../apple/usbmux.ts'
import type { ConfiguratorWarrant } from '../configurator/configurator-warrant.ts'
import type { HoldDevice, StepContext } from '../engine/ports.ts'
import type { EnrollmentDesk } from '../graph/enrollment-desk.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { ReturnHands } from './return-hands.ts'

export type StepOrganization = {
  readonly name: string
  readonly magic: string
  readonly certificatePem: string
  readonly privateKeyPem: string
}

/** What steps work with. One set for all devices; nothing in it belongs to one of them. */
export type StepHands = {
  readonly mux: Usbmux
  readonly host: HostIdentity
  readonly desk: EnrollmentDesk
  readonly organization: StepOrganization
  readonly activation: { readonly endpoint: string; readonly additionalCaPems: readonly string[] }
  /** The guard's word, and its only use: one erase of one device, ordered in the journal with its pairing's mark before it is given. */
  readonly orderErase: (udid: string, pairing: string) => EraseWarrant
  /** The same for a restore. */
  readonly orderRestore: (udid: string) => ConfiguratorWarrant
  /**
   * Installs the newest system, which erases. The order is asked for when nothing else can go wrong before.
   * @throws AppError those of cfgutil; `configurator.notVerified`
   */
  readonly restore: (order: () => ConfiguratorWarrant, signal: AbortSignal) => Promise<void>
  /** Nobody else's hands on the device, before what cannot be undone. */
  readonly holdDevice: HoldDevice
  /** An interrupted erase is proved not to have happened: its consent holds again. */
  readonly renewErase: (udid: string) => void
  /** @throws AppError `stage.secretMissing` */
  readonly secret: (name: string) => Promise<string>
  /** A profile of the vault, as its bytes. @throws AppError `stage.profileMissing` */
  readonly profile: (name: string) => Promise<Uint8Array>
  /** Where an app of the vault lies. @throws AppError `plan.appMissing` */
  readonly appPath: (name: string) => Promise<string>
  /** A picture of the vault, PNG or JPEG. @throws AppError `plan.pictureMissing` */
  readonly picture: (name: string) => Promise<Uint8Array>
  /** The inventory number of a serial number; null when none is known. */
  readonly asset: (serial: string) => Promise<string | null>
  /** The number a blueprint gives the device of this run; the same again when it is asked again. */
  readonly counter: (blueprintId: string, runId: string) => Promise<number>
  /** Keeps a label as a file, in place of an earlier one of that name. */
  readonly putLabel: (name: string, svg: string) => Promise<void>
  /** @throws AppError `app.practiceRealMix` when the device is not of this Slipway's world */
  readonly assertSameWorld: (udid: string, practiceWorld: string | null) => void
  /** Intune's part of a return. */
  readonly returns: ReturnHands
  /** How long a device that took an erase may still answer as if nothing were. */
  readonly leavingMs: number
  readonly clock: Clock
  readonly logger: Logger
}

/** The device as the mux client wants it: what a step knows of it is where it hangs now. */
export function attachedDevice(context: { readonly udid: string; readonly deviceId: number }): AttachedDevice {
  return {
    udid: context.udid,
    deviceId: context.deviceId,
    connection: 'usb',
    locationId: null,
    productId: null,
    speed: null,
  }
}

/**
 * A pair record the device honors; pairs when there is none, and says so when a finger is needed. With the supervision
 * identity a device of ours pairs without a tap, also where pairing is forbidden to everybody else.
 */
export async function paired(hands: StepHands, context: StepContext): Promise<PairRecord> {
  return (await pairedSince(hands, context)).record
}

/** As `paired`; `anew` when the device no longer knew this host, as after an erase. */
export async function pairedSince(
  hands: StepHands,
  context: StepContext,
): Promise<{ readonly record: PairRecord; readonly anew: boolean }> {
  const { certificatePem, privateKeyPem } = hands.organization
  let asked = false
  const { record, paired: anew } = await ensurePaired({
    mux: hands.mux,
    device: attachedDevice(context),
    host: hands.host,
    onState: (state) => {
      asked = true
      context.awaitTap(state === 'locked' ? 'unlock' : 'trust')
    },
    signal: context.signal,
    clock: hands.clock,
    logger: hands.logger,
    supervisor: { certificatePem, privateKeyPem },
  })
  // Another tap that the step waits for is not ours to take back.
  if (asked) context.awaitTap(null)
  return { record, anew }
}

/** Work on one MCInstall connection, closed afterwards whatever happens. */
export async function withMcInstall<T>(
  hands: StepHands,
  context: StepContext,
  work: (service: PlistService) => Promise<T>,
): Promise<T> {
  const record = await paired(hands, context)
  const service = await openMcInstall(hands.mux, attachedDevice(context), record, { signal: context.signal })
  try {
    return await work(service)
  } finally {
    service.close()
  }
}
