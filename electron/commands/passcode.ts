import { AppError } from '../../src-shared/errors.ts'
import { clearPasscode, clearRestrictionsPassword, requestUnlockToken } from '../apple/services/mcinstall-keybag.ts'
import type { CommandContext } from './device-desk.ts'
import { onEscalated } from './on-service.ts'

function secretName({ device }: CommandContext): string {
  return `device.unlockToken.${device.udid}`
}

/** Keeps, sealed, what can remove a passcode that somebody sets later. @throws AppError `apple.mcinstall.passcodeSet` */
export async function keepUnlockToken(context: CommandContext): Promise<Record<string, never>> {
  const token = await onEscalated(context, (service) => requestUnlockToken(service))
  await context.tools.secrets.put(secretName(context), Buffer.from(token).toString('base64'))
  return {}
}

/** @throws AppError `device.noUnlockToken` */
export async function removePasscode(context: CommandContext): Promise<Record<string, never>> {
  const kept = await context.tools.secrets.get(secretName(context))
  if (kept === null) throw new AppError('device.noUnlockToken')
  await onEscalated(context, (service) => clearPasscode(service, Buffer.from(kept, 'base64')))
  return {}
}

export async function clearScreenTimeCode(context: CommandContext): Promise<Record<string, never>> {
  await onEscalated(context, (service) => clearRestrictionsPassword(service))
  return {}
}
