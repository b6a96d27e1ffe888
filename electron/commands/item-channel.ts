/** More than this unread, and the oldest are dropped: a reader who fell asleep must not fill the memory. */
const maxUnread = 10_000

/** Items from one who sends when they happen to one who reads when there is time. */
export class ItemChannel<T> {
  #unread: T[] = []
  #ended = false
  #wake = (): void => {}

  send(item: T): void {
    this.#unread.push(item)
    if (this.#unread.length > maxUnread) this.#unread = this.#unread.slice(-maxUnread / 2)
    this.#wake()
  }

  /** Nothing follows; what is unread can still be read. */
  end(): void {
    this.#ended = true
    this.#wake()
  }

  async *items(): AsyncGenerator<T, void, void> {
    for (;;) {
      const batch = this.#unread
      this.#unread = []
      yield* batch
      if (this.#unread.length > 0) continue
      if (this.#ended) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
