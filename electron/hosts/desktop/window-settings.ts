import type { BrowserWindowConstructorOptions } from 'electron'

/** The page's address on the desktop: a scheme of our own, so that no file and no web page shares its origin. */
export const pageScheme = 'slipway'
export const pageOrigin = `${pageScheme}://app`

/** What the window may do. Everything that could reach beyond its page is off, also what Electron has off by default. */
export function windowSettings(preload: string, icon?: string): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 360,
    minHeight: 480,
    show: false,
    title: 'Slipway',
    autoHideMenuBar: true,
    ...(icon !== undefined && { icon }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
    },
  }
}

/** Only the page itself may be loaded: no other address, no other host under our scheme. */
export function mayNavigate(address: string): boolean {
  return address === `${pageOrigin}/` || address.startsWith(`${pageOrigin}/#`) || address.startsWith(`${pageOrigin}/?`)
}

/** A message is only taken from the top frame of the page itself. */
export function isOwnFrame(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && mayNavigate(frame.url)
}
