import { fileURLToPath } from 'node:url'
import { BrowserWindow, app, dialog, protocol, session } from 'electron'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import { pickLanguage } from '../../../src-shared/i18n/languages.ts'
import { randomBytes } from '../../lib/crypto.ts'
import { startCoreProcess } from './core-process.ts'
import { quietSign } from './batch-sign.ts'
import { answerPage } from './page-answer.ts'
import { mayUse } from './permissions.ts'
import { showProgress } from './taskbar.ts'
import { mayQuit, openWindow } from './window.ts'
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
  limitPermissions()
  let sign = quietSign
  const core = startCoreProcess(
    beside('core.js'),
    process.argv.slice(app.isPackaged ? 1 : 2),
    () => BrowserWindow.getAllWindows(),
    (now) => {
      sign = now
      showProgress(BrowserWindow.getAllWindows(), now)
    },
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
  // A window asks for itself before it goes; on a Mac the program may have none.
  app.on('before-quit', (event) => {
    if (sign.atRisk && BrowserWindow.getAllWindows().length === 0 && !mayQuit(null)) event.preventDefault()
  })
  stopCoreBeforeQuitting(core.stop)
}

/** In every session, whatever asks. */
function limitPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayUse(permission, requestingUrl)),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin))
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
