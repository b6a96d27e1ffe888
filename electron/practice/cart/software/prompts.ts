import { EventEmitter } from 'node:events'
import { randomUuid } from '../../../lib/crypto.ts'

/**
 * What the screen asks. `pane:<SkipSetup key>` is a Setup Assistant pane; `portal:<screen>` is one of
 * Company Portal's; `trust` and `installProfile` come from the cable.
 */
export type PromptKind =
  | 'hello'
  | 'language'
  | 'wifi'
  | 'remoteManagement'
  | 'signIn'
  | 'activationLock'
  | 'unlock'
  | 'trust'
  | 'installProfile'
  | 'storeAccount'
  | `pane:${string}`
  | `portal:${string}`

export type Prompt = {
  readonly id: string
  readonly kind: PromptKind
  readonly askedAt: number
  /** What the screen shows: organization, department, host name, profile name, server's own words … */
  readonly shows: Readonly<Record<string, string | boolean>>
}

/** `accept` taps the affirmative button, with what was typed or chosen; `refuse` taps the other one. */
export type PromptAnswer =
  | { readonly kind: 'accept'; readonly input: Readonly<Record<string, string>> }
  | { readonly kind: 'refuse' }

export type PromptEvents = { asked: [Prompt]; closed: [Prompt] }

/** The questions open on one device's screen. Nothing answers them but hands (or nobody). */
export class Prompts extends EventEmitter<PromptEvents> {
  readonly #open = new Map<
    string,
    { readonly prompt: Prompt; readonly settle: (answer: PromptAnswer | null) => void }
  >()

  /** Shows a question and waits for fingers; null when the question went away unanswered (power off, cancel, lapse). */
  ask(kind: PromptKind, shows: Prompt['shows'] = {}, signal?: AbortSignal): Promise<PromptAnswer | null> {
    if (signal?.aborted === true) return Promise.resolve(null)
    const prompt: Prompt = { id: randomUuid(), kind, askedAt: Date.now(), shows }
    return new Promise((resolve) => {
      const onAbort = (): void => settle(null)
      const settle = (answer: PromptAnswer | null): void => {
        if (!this.#open.delete(prompt.id)) return
        signal?.removeEventListener('abort', onAbort)
        this.emit('closed', prompt)
        resolve(answer)
      }
      this.#open.set(prompt.id, { prompt, settle })
      signal?.addEventListener('abort', onAbort, { once: true })
      this.emit('asked', prompt)
    })
  }

  pending(): readonly Prompt[] {
    return [...this.#open.values()].map((entry) => entry.prompt)
  }

  /** False when no such question is open (any more). */
  answer(id: string, answer: PromptAnswer): boolean {
    const entry = this.#open.get(id)
    entry?.settle(answer)
    return entry !== undefined
  }

  /** The screen goes dark: every open question closes unanswered. */
  closeAll(): void {
    for (const entry of this.#open.values()) entry.settle(null)
  }
}
