/** `com.apple.mobileactivationd`: one connection per command. */
import { AppError } from '../../../src-shared/errors.ts'
import { openService } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import { stringAt } from '../plist/take.ts'
import { isPlistDict } from '../plist/value.ts'
import type { PlistDict, PlistValue } from '../plist/value.ts'
import type { PlistInputDict } from '../plist/write.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'

export const mobileActivationName = 'com.apple.mobileactivationd'

export type ActivationLink = {
  readonly mux: Usbmux
  readonly device: AttachedDevice
  readonly record: PairRecord
}

/** `Unactivated` after every erase; `Activated`, `FactoryActivated` and others mean that nothing is to be done. */
export async function activationState(link: ActivationLink, call: CallOptions = {}): Promise<string> {
  const value = await command(link, { Command: 'GetActivationStateRequest' }, call)
  if (typeof value !== 'string') throw malformed('GetActivationStateRequest')
  return value
}

/** What Apple's first answer is asked with. */
export async function sessionInfo(link: ActivationLink, call: CallOptions = {}): Promise<PlistDict> {
  return dictValue(
    await command(link, { Command: 'CreateTunnel1SessionInfoRequest' }, call),
    'CreateTunnel1SessionInfoRequest',
  )
}

/** @param handshake the body of Apple's answer, as it came */
export async function activationInfo(
  link: ActivationLink,
  handshake: Uint8Array,
  call: CallOptions = {},
): Promise<PlistDict> {
  // Cellular devices wait for their modem before they say who they are.
  const options = { BasebandWaitCount: 90 }
  const message = { Command: 'CreateTunnel1ActivationInfoRequest', Value: handshake, Options: options }
  return dictValue(await command(link, message, { timeoutMs: 120_000, ...call }), 'CreateTunnel1ActivationInfoRequest')
}

/** @param record the activation record as Apple sent it, with the headers it came with */
export async function handleActivationInfo(
  link: ActivationLink,
  record: Uint8Array,
  headers: Readonly<Record<string, string>>,
  call: CallOptions = {},
): Promise<void> {
  const message = {
    Command: 'HandleActivationInfoWithSessionRequest',
    Value: record,
    ActivationResponseHeaders: spelledAsOnTheWeb(headers),
  }
  await command(link, message, { timeoutMs: 120_000, ...call })
}

/**
 * `content-type` as `Content-Type`: programs whose activations devices are known to take pass names on capitalized
 * (go-ios) or as Apple's service spells them; whether a device minds lower case nobody has said.
 */
function spelledAsOnTheWeb(headers: Readonly<Record<string, string>>): Record<string, string> {
  const capitalized = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [capitalized(name), value]))
}

/** @throws AppError 'apple.activation.deviceRefused' with the device's own words */
async function command(
  { mux, device, record }: ActivationLink,
  message: PlistInputDict & { readonly Command: string },
  call: CallOptions,
): Promise<PlistValue | undefined> {
  const service = await openService(mux, device, record, mobileActivationName, call)
  try {
    const reply = await service.request(message, call)
    const error = reply['Error']
    if (error !== undefined) {
      const text =
        typeof error === 'string' ? error : isPlistDict(error) ? (stringAt(error, 'Message') ?? 'Error') : 'Error'
      throw new AppError('apple.activation.deviceRefused', {
        text: text.slice(0, 300),
        request: message.Command,
      })
    }
    return reply['Value']
  } finally {
    service.close()
  }
}

function dictValue(value: PlistValue | undefined, request: string): PlistDict {
  if (value === undefined || !isPlistDict(value)) throw malformed(request)
  return value
}

function malformed(request: string): AppError {
  return new AppError('apple.service.malformed', { request })
}
