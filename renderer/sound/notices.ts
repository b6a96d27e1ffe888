/** Whether this window can put a notification on the desktop at all. */
export function canNotify(): boolean {
  return 'Notification' in window
}

/** Asks the person, through the browser, once. @returns whether notifications may be shown */
export async function allowNotices(): Promise<boolean> {
  if (!canNotify()) return false
  return (await Notification.requestPermission()) === 'granted'
}

/** Only while nobody looks at the window: who looks sees it anyway. */
export function notify(title: string, body: string): void {
  if (!canNotify() || Notification.permission !== 'granted' || document.hasFocus()) return
  const notice = new Notification(title, { body, tag: 'slipway-batch', icon: '/icon.svg' })
  notice.addEventListener('click', () => {
    window.focus()
    notice.close()
  })
}
