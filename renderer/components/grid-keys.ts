/**
 * Where a key leads from a cell, both counted from 0 in reading order; null when the key does not move.
 * Left and right run on over the ends of rows; up and down stay in their column.
 */
export function moveInGrid(key: string, from: number, count: number, columns: number): number | null {
  const to = target(key, from, count, columns)
  if (to === null) return null
  return to >= 0 && to < count ? to : from
}

function target(key: string, from: number, count: number, columns: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return from + 1
    case 'ArrowLeft':
      return from - 1
    case 'ArrowDown':
      return from + columns
    case 'ArrowUp':
      return from - columns
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
