import { fileURLToPath } from 'node:url'
import { BrowserWindow, app, dialog, protocol, session } from 'electron'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { pickLanguage } from '../../../src-shared/i18n/languages.ts'
import { randomBytes } from '../../lib/crypto.ts'
import { startCoreProcess } from './core-process.ts'
import { answerPage } from './page-answer.ts'
import { openWindow } from './window.ts'
import { pageScheme } from './window-settings.ts'

// The main process only starts things and owns windows: whatever takes time happens in the core's process.

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

protocol.registerSchemesAsPrivileged([
  { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  const { t } = createTranslator(pickLanguage(app.getPreferredSystemLanguages()))
  protocol.handle(pageScheme, (request) => answerPage(request, beside('../page'), randomBytes(18).toString('base64')))
  denyPermissions()
  const core = startCoreProcess(
    beside('core.js'),
    process.argv.slice(app.isPackaged ? 1 : 2),
    () => BrowserWindow.getAllWindows(),
    () => {
      dialog.showErrorBox('Slipway', t('host:desktop.coreFailed'))
      app.exit(1)
    },
  )
  const open = (): BrowserWindow => openWindow(beside('preload.cjs'), core.linkTo)
  open()
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0] ?? open()
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  stopCoreBeforeQuitting(core.stop)
}

/** The page needs no camera, no location, no USB of its own: every request is denied, in every session. */
function denyPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
}

function stopCoreBeforeQuitting(stop: () => Promise<void>): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
}
