import { AppError } from '../../../../src-shared/errors.ts'
import type { InstallResult } from './software.ts'

/**
 * What a device answers when it refuses: domain and code as Apple's Configuration Profile Reference lists them, and the
 * device's own English sentence. Not an AppError: a host reads it from an error chain, it is part of the protocol.
 */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly domain: string
  readonly code: number

  constructor(domain: string, code: number, text: string, options: { readonly cause?: unknown } = {}) {
    super(text, options)
    this.domain = domain
    this.code = code
  }
}

const of =
  (domain: string) =>
  (code: number, text: string, cause?: unknown): DeviceError =>
    new DeviceError(domain, code, text, { cause })

export const profileError = of('MCProfileErrorDomain')
export const payloadError = of('MCPayloadErrorDomain')
export const installationError = of('MCInstallationErrorDomain')
export const certificateError = of('MCCertificateErrorDomain')
export const scepError = of('MCSCEPErrorDomain')
export const mdmError = of('MCMDMErrorDomain')
export const otaError = of('MCOTAProfilesErrorDomain')
export const keybagError = of('DMCKeybagErrorDomain')
export const transactionError = of('DMCHTTPTransactionErrorDomain')
export const deviceInstallationError = of('DMCInstallationErrorDomain')

/** An error chain with one link, as cable and MDM answers carry it. */
export function errorChain(error: DeviceError): readonly Readonly<Record<string, string | number>>[] {
  return [
    {
      ErrorCode: error.code,
      ErrorDomain: error.domain,
      LocalizedDescription: error.message,
      USEnglishDescription: error.message,
    },
  ]
}

/** DeviceErrors become refusals, and AppErrors of codecs and network an installation failure; bugs go on. */
export function asDeviceError(thrown: unknown): DeviceError {
  if (thrown instanceof DeviceError) return thrown
  if (thrown instanceof AppError && thrown.code !== 'app.cancelled') {
    return installationError(4001, thrown.message, thrown)
  }
  throw thrown
}

export function refusal(error: DeviceError): InstallResult {
  return { ok: false, domain: error.domain, code: error.code, text: error.message }
}
