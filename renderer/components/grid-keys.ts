/** Where cells lie: `columns` beside each other, so many rows in sight. */
export type GridShape = { readonly count: number; readonly columns: number; readonly rowsInSight: number }

/**
 * Where a key leads from a cell, both counted from 0 in reading order; null when the key does not move.
 * Left and right run on over the ends of rows; up, down and whole pages stay in their column.
 */
export function moveInGrid(key: string, from: number, shape: GridShape): number | null {
  const to = target(key, from, shape)
  if (to === null) return null
  return to >= 0 && to < shape.count ? to : from
}

function target(key: string, from: number, { count, columns, rowsInSight }: GridShape): number | null {
  const page = Math.max(1, rowsInSight - 1)
  const row = Math.floor(from / columns)
  const column = from % columns
  const lastRow = Math.floor((count - 1 - column) / columns)
  switch (key) {
    case 'ArrowRight':
      return from + 1
    case 'ArrowLeft':
      return from - 1
    case 'ArrowDown':
      return from + columns
    case 'ArrowUp':
      return from - columns
    case 'PageDown':
      return Math.min(row + page, lastRow) * columns + column
    case 'PageUp':
      return Math.max(row - page, 0) * columns + column
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
