import { ipcRenderer } from 'electron'

/** The page's window, of which a preload needs only this; everything else here is type-checked as Node code. */
declare const window: {
  readonly location: { readonly origin: string }
  readonly postMessage: (message: string, targetOrigin: string, transfer: readonly unknown[]) => void
}

// All a page gets from Electron: the port to the core, handed over as it comes. Nothing is put into the page's world.
ipcRenderer.on('slipway:link', (event) => {
  window.postMessage('slipway:link', window.location.origin, event.ports)
})
