import { expect, test } from 'vitest'
import { isOwnFrame, mayNavigate, windowSettings } from '../../../electron/hosts/desktop/window-settings.ts'

test('a window is sandboxed, isolated and without Node', () => {
  const { webPreferences } = windowSettings('/app/preload.cjs')
  expect(webPreferences).toMatchObject({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    devTools: false,
  })
})

test.each(['slipway://app/', 'slipway://app/#x', 'slipway://app/?a=b'])('%s is the page', (address) => {
  expect(mayNavigate(address)).toBe(true)
})

test.each([
  'https://example.com/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'slipway://other/',
  'slipway://app.evil/',
  'slipway://app@evil/',
  'slipway://app/index.html',
  'javascript:alert(1)',
  'about:blank',
  '',
])('%j may not be navigated to', (address) => {
  expect(mayNavigate(address)).toBe(false)
})

test('only the top frame of the page gets a port', () => {
  expect(isOwnFrame({ url: 'slipway://app/', parent: null })).toBe(true)
  expect(isOwnFrame({ url: 'slipway://app/', parent: {} })).toBe(false)
  expect(isOwnFrame({ url: 'https://example.com/', parent: null })).toBe(false)
  expect(isOwnFrame(null)).toBe(false)
})
