const regions = 'header, nav, main, aside, [data-region]'
const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]'

/** Where the focus was last in each part of the window. */
const last = new WeakMap<Element, WeakRef<HTMLElement>>()

export function rememberFocus(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return
  const region = target.closest(regions)
  if (region !== null) last.set(region, new WeakRef(target))
}

/** Moves the focus to the next part of the window, to where it was there before; as F6 does in Windows and Office. */
export function moveToRegion(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)].filter(
    // A part that has nothing to show at the moment is there for screen readers only.
    (region) => isShown(region) && region.offsetHeight > 0,
  )
  if (all.length === 0) return
  const inside = document.activeElement?.closest(regions) ?? null
  const at = all.findIndex((region) => region === inside)
  const next = at < 0 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length
  const region = all[next]
  if (region !== undefined) focusRegion(region)
}

export function focusRegion(region: HTMLElement): void {
  const known = last.get(region)?.deref()
  const target = known !== undefined && known.isConnected && isShown(known) ? known : firstIn(region)
  if (target === null) region.tabIndex = -1
  ;(target ?? region).focus()
}

function firstIn(region: HTMLElement): HTMLElement | null {
  return [...region.querySelectorAll<HTMLElement>(focusable)].find(isShown) ?? null
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}
