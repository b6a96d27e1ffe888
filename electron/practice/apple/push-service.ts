import type { FastifyInstance } from 'fastify'

/** What a push carries: nothing but the way to the device and the magic it knows. */
export type PushDelivery = {
  readonly seq: number
  /** Hex of the device's own token. */
  readonly token: string
  readonly topic: string
  readonly magic: string
}

const remembered = 2000
const longPollMs = 25_000

/** The stand-in for Apple's push service: an MDM posts, carts listen. In memory; a push nobody hears is lost, as real ones may be. */
export class PushService {
  readonly #log: PushDelivery[] = []
  readonly #waiting = new Set<() => void>()
  #seq = 0

  send(push: Omit<PushDelivery, 'seq'>): void {
    this.#seq += 1
    this.#log.push({ ...push, seq: this.#seq })
    if (this.#log.length > remembered) this.#log.shift()
    this.#wakeAll()
  }

  /** Pushes after that number, waiting a while for the first one when there is none. */
  async after(seq: number): Promise<readonly PushDelivery[]> {
    if (this.#seq <= seq) await this.#wait()
    return this.#log.filter((push) => push.seq > seq)
  }

  /** Lets go of everybody who waits. */
  close(): void {
    this.#wakeAll()
  }

  #wakeAll(): void {
    for (const wake of Array.from(this.#waiting)) wake()
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, longPollMs)
      this.#waiting.add(wake)
    })
  }
}

/** `GET /push/deliveries?after=N` → `{deliveries: [{seq, token, topic, magic}]}`, at once or after up to 25 s. */
export function addPushRoutes(server: FastifyInstance, service: PushService): void {
  server.get<{ Querystring: Record<string, unknown> }>('/push/deliveries', async (request, reply) => {
    const after = Number(request.query['after'] ?? 0)
    const deliveries = await service.after(Number.isSafeInteger(after) ? after : 0)
    return reply.header('cache-control', 'no-store').send({ deliveries })
  })
}
