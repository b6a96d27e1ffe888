import { AppError } from '../../src-shared/errors.ts'

/** What a device said to a request: yes with something, or no in its own words. */
export type Answer<T> =
  | { readonly accepted: true; readonly value: T; readonly shown: string }
  | { readonly accepted: false; readonly error: AppError; readonly shown: string }

/**
 * Makes a device's refusal a value. Trouble with the connection stays an error: it says nothing about a belief.
 * @param yes how a yes is shown; by default as the protocol says it
 */
export async function answerOf<T>(work: () => Promise<T>, yes = 'Acknowledged'): Promise<Answer<T>> {
  try {
    return { accepted: true, value: await work(), shown: yes }
  } catch (error) {
    if (error instanceof AppError && isRefusal(error)) return { accepted: false, error, shown: refusalWords(error) }
    throw error
  }
}

/** A no of the device itself, not of the cable, the network or this computer. */
export function isRefusal(error: AppError): boolean {
  return /^apple\.(lockdown|mcinstall|service)\./.test(error.code) || error.code === 'apple.activation.deviceRefused'
}

/** `MCCloudConfigErrorDomain 33003`, `InvalidHostID`, `CertificateRejected`: as the device spelled it. */
export function refusalWords({ code, details }: AppError): string {
  const { domain, code: number, status, error } = details
  if (typeof domain === 'string' && typeof number === 'number' && number !== 0) return `${domain} ${number}`
  if (typeof error === 'string' && error !== '') return error
  if (typeof status === 'string' && status !== '') return status
  return code
}
