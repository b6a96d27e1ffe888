import { create } from 'zustand'

/** What lies over the page at the moment. The page below goes on living; Escape leads back. */
export type Overlay = 'palette' | 'shortcuts' | 'settings' | null

export const useOverlay = create<{ readonly overlay: Overlay }>(() => ({ overlay: null }))

let before: Element | null = null

export function openOverlay(overlay: Exclude<Overlay, null>): void {
  if (useOverlay.getState().overlay === null) before = document.activeElement
  useOverlay.setState({ overlay })
}

/** The focus returns to where it was, unless what was chosen leads elsewhere. */
export function closeOverlay({ restoreFocus = true } = {}): void {
  useOverlay.setState({ overlay: null })
  if (restoreFocus && before instanceof HTMLElement && before.isConnected) before.focus()
  before = null
}
