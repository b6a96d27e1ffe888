import { BrowserWindow } from 'electron'
import { isOwnFrame, mayNavigate, pageOrigin, windowSettings } from './window-settings.ts'

/** Opens a window that shows the page and nothing else. `onReady` is told each time the page has loaded. */
export function openWindow(preload: string, onReady: (window: BrowserWindow) => void): BrowserWindow {
  const window = new BrowserWindow(windowSettings(preload))
  const contents = window.webContents
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (details) => {
    if (!mayNavigate(details.url)) details.preventDefault()
  })
  contents.on('will-frame-navigate', (details) => {
    if (!mayNavigate(details.url)) details.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('did-finish-load', () => {
    if (isOwnFrame(contents.mainFrame)) onReady(window)
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${pageOrigin}/`)
  return window
}
