import { expect, test } from 'vitest'
import { openCommand, openBrowser } from '../../electron/hosts/open-browser.ts'
import { usualDataDirectory } from '../../electron/hosts/data-paths.ts'
import { parseStartOptions } from '../../electron/hosts/start-options.ts'
import { terminalTranslator } from '../../electron/hosts/terminal-translator.ts'

test('without options it is real, on the usual port, in the usual directory, and opens a browser', () => {
  expect(parseStartOptions([])).toMatchObject({
    practice: false,
    port: 7411,
    data: null,
    openBrowser: true,
    devices: 8,
  })
})

test('options are taken', () => {
  expect(parseStartOptions(['--practice', '--devices', '3', '--data', '/x', '--port', '0', '--no-open'])).toMatchObject(
    {
      practice: true,
      devices: 3,
      data: '/x',
      port: 0,
      openBrowser: false,
    },
  )
})

test.each([
  ['--devices', '0'],
  ['--devices', '65'],
  ['--port', '70000'],
  ['--port', '-1'],
  ['--port', '80x'],
  ['--lang', 'klingon'],
  ['--nonsense'],
  ['extra'],
  ['--data'],
])('%j is refused with a sentence', (...args) => {
  expect(() => parseStartOptions(args)).toThrow(expect.objectContaining({ code: 'app.usage' }))
})

test('the language asked for comes before the terminal’s', () => {
  expect(terminalTranslator({ LANG: 'en_US.UTF-8' }, ['--practice', '--lang', 'fr']).language).toBe('fr')
  expect(terminalTranslator({ LANG: 'fr_FR.UTF-8' }, ['--practice']).language).toBe('fr')
})

test('each system opens an address as it is', () => {
  const url = 'http://127.0.0.1:1/enter?token=a&b=%20'
  for (const platform of ['darwin', 'win32', 'linux'] as const) expect(openCommand(platform, url).args).toContain(url)
})

test('a computer without a browser is not a reason to fall', async () => {
  expect(await openBrowser('http://127.0.0.1:1/', { command: '/nowhere/open', args: [] })).toBe(false)
  expect(await openBrowser('http://127.0.0.1:1/', { command: process.execPath, args: ['-e', 'process.exit(3)'] })).toBe(
    false,
  )
  expect(await openBrowser('http://127.0.0.1:1/', { command: process.execPath, args: ['-e', ''] })).toBe(true)
})

test('the usual directory is each system’s own', () => {
  expect(usualDataDirectory('real', 'linux', { XDG_DATA_HOME: '/data' })).toBe('/data/slipway')
  expect(usualDataDirectory('real', 'linux', { XDG_DATA_HOME: 'relative' })).toMatch(/\.local\/share\/slipway$/)
  expect(usualDataDirectory('real', 'darwin', {})).toMatch(/Library\/Application Support\/Slipway$/)
})
