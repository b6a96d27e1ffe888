/**
 * Items of a work as they come; the stream ends, or fails, with the work. Whoever stops reading early has to stop the
 * work by its own signal.
 */
export async function* itemStream<T>(work: (emit: (item: T) => void) => Promise<void>): AsyncGenerator<T, void> {
  const items: T[] = []
  let wake = (): void => {}
  const state: { ended: boolean; failure: Error | null } = { ended: false, failure: null }
  const end = (failure: Error | null): void => {
    Object.assign(state, { ended: true, failure })
    wake()
  }
  work((item) => {
    items.push(item)
    wake()
  }).then(
    () => end(null),
    (error: unknown) => end(error instanceof Error ? error : new Error(String(error))),
  )
  for (;;) {
    const next = items.shift()
    if (next !== undefined) yield next
    else if (state.failure !== null) throw state.failure
    else if (state.ended) return
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
