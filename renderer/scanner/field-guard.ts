/** What a field held before a scan wrote into it. */
export type FieldSnapshot = { readonly field: Field; readonly value: string }
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Fields that want what is scanned: search boxes, and whatever says `data-scan="here"`. */
export function takesScans(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.closest('[data-scan="here"]') !== null || (target instanceof HTMLInputElement && target.type === 'search')
  )
}

/** Whether keys pressed here write something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target instanceof HTMLTextAreaElement || isTextInput(target)
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !/^(?:checkbox|radio|button|submit|reset|range|file)$/.test(target.type)
}

export function snapshotOf(target: EventTarget | null): FieldSnapshot | null {
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  return isField ? { field: target, value: target.value } : null
}

/** Takes back what a scan wrote, so that React hears of it too: it listens to the property it put on each element. */
export function restoreField(snapshot: FieldSnapshot | null): void {
  if (snapshot === null || !snapshot.field.isConnected || snapshot.field.value === snapshot.value) return
  const { field, value } = snapshot
  const prototype = Object.getPrototypeOf(field) as object
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}
