/**
 * One event among those that a core writes about a device: the nth that says these words since the last time the core
 * wrote the landmark (an event that a run writes only once), or since its start where there is none before. A core that
 * was started again comes by the same place, whatever it read and wrote again meanwhile.
 */
export type EventPlace = { readonly words: string; readonly landmark: string | null; readonly nth: number }

/** The places of a device's events, in the order in which an undisturbed run wrote them. */
export function placesOf(events: readonly string[]): readonly EventPlace[] {
  const once = new Set(events.filter((words) => events.indexOf(words) === events.lastIndexOf(words)))
  return events.map((words, index) => {
    if (once.has(words)) return { words, landmark: null, nth: 1 }
    const from = events.slice(0, index).findLastIndex((earlier) => once.has(earlier))
    const since = events.slice(from + 1, index + 1)
    return { words, landmark: events[from] ?? null, nth: since.filter((word) => word === words).length }
  })
}

/** Told of every event in turn, says of each whether it is the one at this place. */
export function placeWatch(place: EventPlace): (words: string) => boolean {
  let left = place.landmark === null ? place.nth : 0
  return (words) => {
    if (words === place.landmark) left = place.nth
    if (words !== place.words || left === 0) return false
    left -= 1
    return left === 0
  }
}
