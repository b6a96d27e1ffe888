import type { AbmService } from '../../src-shared/abm.ts'
import { AppError } from '../../src-shared/errors.ts'

/** Where tokens are given, and where the API is, without the version segment. */
export type AbmAddresses = { readonly tokenUrl: string; readonly apiUrl: string }

const apple = {
  tokenUrl: 'https://account.apple.com/auth/oauth2/token',
  apiUrl: { business: 'https://api-business.apple.com', school: 'https://api-school.apple.com' },
} as const

/**
 * @param base one address for everything, where it is not Apple's own
 * @throws AppError `abm.noService` in practice without such an address: nothing practised may reach Apple
 */
export function abmAddresses(mode: 'practice' | 'real', base: string | null, service: AbmService): AbmAddresses {
  if (base !== null) return { tokenUrl: `${base}/auth/oauth2/token`, apiUrl: base }
  if (mode === 'practice') throw new AppError('abm.noService')
  return { tokenUrl: apple.tokenUrl, apiUrl: apple.apiUrl[service] }
}
