import { mayNavigate, pageOrigin } from './window-settings.ts'

/**
 * What a page may be allowed: our own one to notify at the end of a batch, which the person switches on in its settings.
 * It needs no camera, no location, no USB of its own.
 * @param asker the page's address or its origin: Electron gives the one when it is asked for, the other when it is checked
 */
export function mayUse(permission: string, asker: string): boolean {
  return permission === 'notifications' && (asker === pageOrigin || mayNavigate(asker))
}
