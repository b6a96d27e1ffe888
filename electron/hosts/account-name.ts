import { userInfo } from 'node:os'

/** Who works at this computer, as it knows them; null where an account has no name (some containers). */
export function accountName(): string | null {
  try {
    return userInfo().username
  } catch {
    return null
  }
}
