import { goTo } from '../navigation/route.ts'
import { useDevices } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'

/** Shows a device in the cart: selects it alone where it can be, and puts the focus on its slot once that is there. */
export function goToDevice(udid: string): void {
  if (useDevices.getState().attached.includes(udid)) useSelection.getState().select([udid])
  focusSlot(udid)
}

export function focusSlot(udid: string): void {
  goTo('stage')
  const deadline = Date.now() + 2000
  const attempt = (): void => {
    const slot = document.querySelector<HTMLElement>(`[data-udid="${CSS.escape(udid)}"]`)
    if (slot !== null) {
      slot.focus()
      slot.scrollIntoView({ block: 'nearest' })
    } else if (Date.now() < deadline) requestAnimationFrame(attempt)
  }
  attempt()
}
