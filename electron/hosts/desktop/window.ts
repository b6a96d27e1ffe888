import { BrowserWindow, app, dialog } from 'electron'
import { pickLanguage } from '../../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
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
  contents.on('will-prevent-unload', (event) => {
    if (mayQuit(window)) event.preventDefault()
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${pageOrigin}/`)
  return window
}

/**
 * The question before leaving while a device is at risk; Electron asks nobody by itself.
 * @param window that it belongs to; null when none is open
 */
export function mayQuit(window: BrowserWindow | null): boolean {
  const { t } = createTranslator(pickLanguage([app.getLocale()]))
  const question = {
    type: 'warning',
    message: t('bench:quit.title'),
    detail: t('bench:quit.detail'),
    buttons: [t('bench:quit.stay'), t('bench:quit.quit')],
    defaultId: 0,
    cancelId: 0,
  } as const
  const options = { ...question, buttons: [...question.buttons] }
  return (window === null ? dialog.showMessageBoxSync(options) : dialog.showMessageBoxSync(window, options)) === 1
}
