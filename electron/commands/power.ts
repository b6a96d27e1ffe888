import { activateDevice } from '../apple/activation.ts'
import { enterRecovery } from '../apple/recovery.ts'
import { diagnosticsRelayName, restart, shutDown } from '../apple/services/diagnostics-relay.ts'
import { downloadAndApplyCloudConfiguration } from '../apple/services/mcinstall.ts'
import type { CommandContext } from './device-desk.ts'
import { onMcInstall, onService, pairedLink } from './on-service.ts'

export async function restartDevice(context: CommandContext): Promise<Record<string, never>> {
  await onService(context, diagnosticsRelayName, (service) => restart(service))
  return {}
}

export async function shutDownDevice(context: CommandContext): Promise<Record<string, never>> {
  await onService(context, diagnosticsRelayName, (service) => shutDown(service))
  return {}
}

/** @throws AppError `stage.recoveryNotConsented` before the device is asked for anything */
export async function putIntoRecovery(
  context: CommandContext,
  { typedSerial }: { readonly typedSerial: string },
): Promise<Record<string, never>> {
  const { mux, device, record } = await pairedLink(context)
  await enterRecovery(mux, device, record, context.tools.consentToRecovery(device.udid, typedSerial))
  return {}
}

export async function activate(context: CommandContext): Promise<{ readonly activated: boolean }> {
  const { tools, signal } = context
  const link = await pairedLink(context)
  return { activated: await activateDevice({ ...link, ...tools.activation, logger: tools.logger, signal }) }
}

export async function automatedEnrollment(
  context: CommandContext,
  { credentials }: { readonly credentials: { readonly userName: string; readonly password: string } | null },
): Promise<Record<string, never>> {
  await onMcInstall(context, (service) => downloadAndApplyCloudConfiguration(service, credentials))
  return {}
}
