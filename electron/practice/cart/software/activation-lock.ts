import { askPerson } from './running.ts'
import type { Running } from './running.ts'

/**
 * The Activation Lock page of Setup Assistant: stays until its owner signs in, or somebody types the bypass code as a
 * password without a user name. The lock is gone then; the device still has to be activated.
 */
export async function openActivationLock(running: Running): Promise<void> {
  const { phone } = running
  for (let wrong = false; phone.activationLocked; wrong = true) {
    const answer = await askPerson(running, 'activationLock', { wrong })
    running.power.throwIfAborted()
    // Opened from elsewhere meanwhile.
    if (!phone.activationLocked) return
    const by = answer.kind === 'accept' ? opener(running, answer.input) : null
    if (by === null) {
      phone.record('activationLockKept')
      continue
    }
    phone.activationLocked = false
    phone.lockBypassCode = null
    phone.record('activationLockOpened', { by })
  }
}

function opener({ phone }: Running, typed: Readonly<Record<string, string>>): 'owner' | 'bypassCode' | null {
  const { userName = '', password = '' } = typed
  if (userName === '') return password !== '' && password === phone.lockBypassCode ? 'bypassCode' : null
  return userName === phone.owner?.userName && password === phone.owner.password ? 'owner' : null
}
