const pollMs = 25
const limitMs = 30_000

/** Looks again and again until what it sees is as wanted; says what it last saw when that never comes. */
export async function eventually<T>(
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  what: string,
  withinMs = limitMs,
): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (Date.now() > end) throw new Error(`${what} never came to that: ${JSON.stringify(seen)?.slice(0, 4000)}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
