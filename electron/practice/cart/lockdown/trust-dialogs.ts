import type { Phone } from '../phone.ts'

type State = 'pending' | 'trusted' | 'denied'

/** "Trust This Computer?", by computer (SystemBUID). The answer waits for the host's next Pair; then it is used up. */
export class TrustDialogs {
  readonly #phone: Phone
  readonly #states = new Map<string, State>()
  readonly #refused: () => boolean
  #closing = new AbortController()

  /** @param refused whether fingers tap the other button this time, whatever hands say */
  constructor(phone: Phone, refused: () => boolean) {
    this.#phone = phone
    this.#refused = refused
  }

  /** Opens the dialog when this computer has none yet. */
  ask(computer: string, hostName: string): State {
    const state = this.#states.get(computer)
    if (state !== undefined) {
      if (state !== 'pending') this.#states.delete(computer)
      return state
    }
    this.#states.set(computer, 'pending')
    void this.#show(computer, hostName, this.#closing.signal)
    return 'pending'
  }

  /** The cable is out or the screen dark: no dialog, and no answer given before counts. */
  reset(): void {
    this.#closing.abort()
    this.#closing = new AbortController()
    this.#states.clear()
  }

  async #show(computer: string, hostName: string, signal: AbortSignal): Promise<void> {
    const answer = await this.#phone.prompts.ask('trust', { host: hostName }, signal)
    if (signal.aborted) return
    if (answer === null) this.#states.delete(computer)
    else if (answer.kind === 'refuse' || this.#refused() || !this.#passcodeFits(answer.input['passcode']))
      this.#states.set(computer, 'denied')
    else {
      this.#states.set(computer, 'trusted')
      this.#phone.emit('notification', 'com.apple.mobile.lockdown.request_pair')
    }
  }

  /** Trust asks for the passcode where there is one; hands that type nothing are taken to know it. */
  #passcodeFits(typed: string | undefined): boolean {
    const { passcode } = this.#phone.storage
    return passcode === null || typed === undefined || typed === passcode
  }
}
