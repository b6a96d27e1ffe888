/** Passcodes by cable. Everything here needs an escalated connection. */
import { AppError } from '../../../src-shared/errors.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { dataAt } from '../plist/take.ts'
import { mcRequest } from './mcinstall.ts'

/**
 * The token that can remove a passcode set later. Secret: whoever has it and the supervision identity opens the device.
 * @throws AppError 'apple.mcinstall.passcodeSet' once there is a passcode
 */
export async function requestUnlockToken(service: PlistService, options?: CallOptions): Promise<Uint8Array> {
  const token = dataAt(await mcRequest(service, 'RequestUnlockToken', {}, options), 'UnlockToken')
  if (token === undefined) throw new AppError('apple.service.malformed', { request: 'RequestUnlockToken' })
  return token
}

export async function clearPasscode(service: PlistService, token: Uint8Array, options?: CallOptions): Promise<void> {
  await mcRequest(service, 'ClearPasscode', { UnlockToken: token }, options)
}

/** The code of Screen Time, which Apple once called restrictions. */
export async function clearRestrictionsPassword(service: PlistService, options?: CallOptions): Promise<void> {
  await mcRequest(service, 'ClearRestrictionsPassword', {}, options)
}
