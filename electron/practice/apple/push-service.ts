import type { Logger } from '../../lib/logger.ts'

/** What a push carries: the way to the device and the magic it knows, nothing else. */
export type Push = { readonly token: string; readonly topic: string; readonly magic: string }

/** Where the practice devices listen: the cart's control address that takes pushes, and its token. */
export type PushGateway = { readonly url: string; readonly token: string }

const timeoutMs = 5000

/**
 * The stand-in for Apple's push service. As with the real one nobody hears whether a push arrived: without a gateway,
 * or with a device that is off, it is lost.
 */
export class PushService {
  readonly #logger: Logger
  #gateway: PushGateway | null = null

  constructor(logger: Logger) {
    this.#logger = logger
  }

  deliverTo(gateway: PushGateway | null): void {
    this.#gateway = gateway
  }

  async send(push: Push): Promise<void> {
    if (this.#gateway === null) return
    const { url, token } = this.#gateway
    try {
      await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ pushMagic: push.magic }),
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (error) {
      this.#logger.warn({ err: error, topic: push.topic }, 'a practice push was lost')
    }
  }
}
