/** As a ref: the field a screen opens for has the focus when it appears, for keyboards and scanners. */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus()
}
