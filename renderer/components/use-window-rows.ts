import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** Rows beyond the edges, so that a quick scroll shows no gaps. */
const spare = 8

export type RowWindow = {
  readonly first: number
  readonly last: number
  readonly offset: number
  readonly height: number
}

/**
 * Which rows of equal height are in sight of a box that scrolls: only these are drawn.
 * @param rowHeight in pixels
 */
export function useWindowRows(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  // An empty list has no box.
  const isEmpty = count === 0
  const [view, setView] = useState({ top: 0, height: 800 })
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [box, isEmpty])
  return rowWindow(view.top, view.height, count, rowHeight)
}

/** The same without a box: `last` is not drawn any more. */
export function rowWindow(top: number, height: number, count: number, rowHeight: number): RowWindow {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - spare)
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare)
  return { first, last, offset: first * rowHeight, height: count * rowHeight }
}
