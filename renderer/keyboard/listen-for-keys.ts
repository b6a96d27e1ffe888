import { toErrorRecord } from '../../src-shared/errors.ts'
import { useBenchSettings } from '../scanner/bench-settings.ts'
import { isTyping } from '../scanner/field-guard.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { commands } from './commands.ts'
import { focusSlot } from './go-to-device.ts'
import { say } from './notes.ts'
import { closeOverlay, openOverlay, useOverlay } from './overlay.ts'
import { moveToRegion, rememberFocus } from './regions.ts'

/** A letter waits this long for another: letters that follow quickly are a scan, not a wish. */
const letterWaitMs = 90
/** Digits closer together than this make one slot number. */
const digitsWaitMs = 700

/** Runs a command and says what went wrong. */
export function runCommand(run: () => void | Promise<void>): void {
  const failed = (thrown: unknown): void =>
    say({ intent: 'error', words: (text) => text.error(toErrorRecord(thrown)).sentence })
  try {
    void Promise.resolve(run()).catch(failed)
  } catch (thrown) {
    failed(thrown)
  }
}

/** The keys that act anywhere in the window. @returns stops listening */
export function listenForKeys(): () => void {
  const letters = new LetterKeys()
  const onKeyDown = (event: KeyboardEvent): void => {
    const modified = event.ctrlKey || event.metaKey
    if (modified && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      if (useOverlay.getState().overlay === 'palette') closeOverlay()
      else openOverlay('palette')
    } else if (event.key === 'F6' && !modified && !event.altKey) {
      event.preventDefault()
      moveToRegion(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      // What has the focus closes itself; this is for a panel that lost it, as when its button went away.
      letters.forget()
      if (useOverlay.getState().overlay !== null) closeOverlay()
      else useSelection.getState().close()
    } else if (event.key.length > 1 || modified || event.altKey) letters.forget()
    else if (!event.defaultPrevented && !event.repeat && !takesLetters(event.target)) letters.press(event.key)
  }
  const onFocusIn = (event: FocusEvent): void => rememberFocus(event.target)
  // Every key is seen by the letters, also those that a scan keeps from the page.
  const onAnyKey = (): void => letters.another()
  window.addEventListener('keydown', onAnyKey, { capture: true })
  document.addEventListener('keydown', onKeyDown)
  document.addEventListener('focusin', onFocusIn)
  return () => {
    letters.forget()
    window.removeEventListener('keydown', onAnyKey, { capture: true })
    document.removeEventListener('keydown', onKeyDown)
    document.removeEventListener('focusin', onFocusIn)
  }
}

/** Where a letter already means something. */
function takesLetters(target: EventTarget | null): boolean {
  return isTyping(target) || target instanceof HTMLSelectElement
}

/** Letters and digits act by themselves, but only once it is clear that no scanner types them. */
class LetterKeys {
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastAt = 0
  #digits = ''
  #digitsAt = 0

  /** Some key was pressed: whatever waits was the beginning of a scan. */
  another(): void {
    clearTimeout(this.#timer)
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#digits = ''
  }

  press(key: string): void {
    const now = performance.now()
    const quick = now - this.#lastAt < letterWaitMs
    this.#lastAt = now
    if (quick || !useBenchSettings.getState().letterKeys || useOverlay.getState().overlay !== null) return this.forget()
    this.#timer = setTimeout(() => this.#act(key), letterWaitMs)
  }

  #act(key: string): void {
    if (/^[0-9]$/.test(key)) return this.#goToSlot(key)
    this.#digits = ''
    const command = commands.find(({ letter }) => letter === key.toLowerCase())
    if (command !== undefined) runCommand(command.run)
  }

  #goToSlot(digit: string): void {
    const now = performance.now()
    this.#digits = now - this.#digitsAt < digitsWaitMs ? `${this.#digits}${digit}`.slice(-3) : digit
    this.#digitsAt = now
    const slot = Number(this.#digits)
    const { attached, byUdid } = useDevices.getState()
    const udid = attached.find((one) => byUdid[one]?.slot === slot)
    if (udid === undefined) say({ intent: 'info', words: ({ t }) => t('keys:command.noSlot', { slot }) })
    else focusSlot(udid)
  }
}
