import { Suspense, lazy, useEffect } from 'react'
import { followCables, handleScan } from '../scanner/scans.ts'
import { listenForScans } from '../scanner/listen-for-scans.ts'
import { followCues } from '../sound/follow-cues.ts'
import { useText } from '../text.tsx'
import { listenForKeys } from './listen-for-keys.ts'
import { useOverlay } from './overlay.ts'

const loadPalette = () => import('../palette/palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }))
const BenchSettings = lazy(async () => ({ default: (await import('./bench-settings-panel.tsx')).BenchSettingsPanel }))

/** Keys, scanner and sounds, on every page; and what they lay over it. */
export function BenchLayer() {
  const overlay = useOverlay((state) => state.overlay)
  const text = useText()
  useEffect(() => {
    // Whoever opens it goes on typing at once. What could not be had now is asked for again then.
    loadPalette().catch(() => {})
    // The scanner listens first: what it takes, nobody else sees.
    const stops = [listenForScans(handleScan), listenForKeys(), followCables()]
    return () => stops.forEach((stop) => stop())
  }, [])
  useEffect(() => followCues(text), [text])
  return (
    <Suspense>
      {overlay === 'palette' && <Palette />}
      {overlay === 'shortcuts' && <ShortcutList />}
      {overlay === 'settings' && <BenchSettings />}
    </Suspense>
  )
}
