import { waitUntil } from './running.ts'
import type { Running } from './running.ts'

/** After a start with a passcode: nothing protected works until somebody types it. Settles at once where nobody must. */
export async function firstUnlock(running: Running): Promise<void> {
  const { phone, power } = running
  for (let wrong = false; !phone.unlockedSinceBoot; wrong = true) {
    const opened = new AbortController()
    const elsewhere = waitUntil(running, () => phone.unlockedSinceBoot).finally(() => opened.abort())
    const asked = phone.prompts.ask('unlock', { wrong }, AbortSignal.any([opened.signal, power]))
    const answer = await Promise.race([asked, elsewhere.then(() => null)])
    power.throwIfAborted()
    if (answer === null) continue
    if (answer.kind === 'refuse' || answer.input['passcode'] !== phone.storage.passcode) {
      phone.record('passcodeWrong')
      continue
    }
    phone.locked = false
    phone.unlockedSinceBoot = true
    phone.record('unlocked')
  }
}
