import type { FieldSnapshot } from './field-guard.ts'
import { isTyping, restoreField, snapshotOf, takesScans } from './field-guard.ts'
import { useBenchSettings } from './bench-settings.ts'
import type { Burst } from './wedge.ts'
import { addKey, isFast, isScan, usualLimits } from './wedge.ts'

const silentKeys = new Set(['Shift', 'CapsLock', 'AltGraph', 'NumLock'])

/**
 * Hears a scanner that types like a keyboard, wherever the focus is. What a person types reaches its field as ever: only
 * when Enter or Tab ends something no hand can type is the field put back as it was and the scan taken out.
 * @param onScan both readings of what was scanned, without Enter or Tab
 * @returns stops listening
 */
export function listenForScans(onScan: (texts: readonly string[]) => void): () => void {
  let burst: Burst | null = null
  let before: FieldSnapshot | null = null
  const forget = (): void => {
    burst = null
    before = null
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (silentKeys.has(event.key)) return
    const chord = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph')
    if (event.isComposing || event.repeat || chord) return forget()
    if (event.key.length === 1) {
      const { key, code, shiftKey: shift, timeStamp: at } = event
      burst = addKey(burst, { key, code, shift, at }, usualLimits)
      if (burst.startedAt === at) before = snapshotOf(event.target)
      // A button or a slot must not act on the characters of a scan.
      if (isFast(burst, usualLimits) && !isTyping(event.target)) stop(event)
      return
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && isScan(burst, event.timeStamp, usualLimits)) {
      const { text, usText } = burst
      if (isForUs([text, usText], event.target)) {
        stop(event)
        restoreField(before)
        forget()
        onScan([text, usText])
        return
      }
    }
    forget()
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
}

/** A prefix leaves no doubt; without one, speed decides, and fields that want scans keep them. */
function isForUs(texts: readonly string[], target: EventTarget | null): boolean {
  const { prefix } = useBenchSettings.getState()
  if (prefix !== '') return texts.some((text) => text.startsWith(prefix))
  return !takesScans(target)
}

function stop(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}
