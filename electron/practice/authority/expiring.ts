const capacity = 1000

/** A map whose entries end on the tenant's clock; the oldest make room. */
export class Expiring<Value> {
  readonly #now: () => number
  readonly #entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  put(key: string, value: Value, expiresAt: number): void {
    this.#entries.delete(key)
    this.#entries.set(key, { value, expiresAt })
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > capacity && oldest !== undefined) this.#entries.delete(oldest)
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    return entry === undefined || entry.expiresAt <= this.#now() ? undefined : entry.value
  }

  /** Changes a value without changing its end. */
  replace(key: string, value: Value): void {
    const entry = this.#entries.get(key)
    if (entry !== undefined) this.#entries.set(key, { ...entry, value })
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }

  find(test: (value: Value) => boolean): readonly [string, Value] | undefined {
    for (const [key, { value, expiresAt }] of this.#entries)
      if (expiresAt > this.#now() && test(value)) return [key, value]
    return undefined
  }
}
