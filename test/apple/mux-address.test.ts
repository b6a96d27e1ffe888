import { describe, expect, it } from 'vitest'
import { formatMuxAddress, muxAddressFrom, parseMuxAddress } from '../../electron/apple/mux-address.ts'

describe('the address of a usbmuxd', () => {
  it.each([
    ['127.0.0.1:27015', { kind: 'tcp', host: '127.0.0.1', port: 27015 }],
    ['localhost:1234', { kind: 'tcp', host: 'localhost', port: 1234 }],
    ['[::1]:27015', { kind: 'tcp', host: '::1', port: 27015 }],
    ['tcp://127.0.0.1:27015', { kind: 'tcp', host: '127.0.0.1', port: 27015 }],
    ['UNIX:/run/usbmuxd', { kind: 'unix', path: '/run/usbmuxd' }],
    ['UNIX:///run/usbmuxd', { kind: 'unix', path: '/run/usbmuxd' }],
    ['unix:///run/usbmuxd', { kind: 'unix', path: '/run/usbmuxd' }],
    ['unix:/run/usbmuxd', { kind: 'unix', path: '/run/usbmuxd' }],
    ['/run/with space/usbmuxd', { kind: 'unix', path: '/run/with space/usbmuxd' }],
  ])('is read from %s', (text, address) => {
    expect(parseMuxAddress(text)).toEqual(address)
  })

  it.each([
    '',
    'localhost',
    '127.0.0.1:',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '::1:27015',
    'unix:relative',
    'a b:1',
    'http://x/y:1',
  ])('is refused as “%s”', (text) => {
    expect(() => parseMuxAddress(text)).toThrow(expect.objectContaining({ code: 'apple.mux.badAddress' }))
  })

  it('is written so that it reads back', () => {
    for (const text of ['127.0.0.1:27015', '[::1]:27015', 'UNIX:///run/usbmuxd']) {
      expect(formatMuxAddress(parseMuxAddress(text))).toBe(text)
    }
  })

  it('comes from the setting, then the environment, then the system', () => {
    const env = { USBMUXD_SOCKET_ADDRESS: '127.0.0.1:1' }
    expect(muxAddressFrom(env, 'linux', '127.0.0.1:2')).toMatchObject({ port: 2 })
    expect(muxAddressFrom(env, 'linux')).toMatchObject({ port: 1 })
    expect(muxAddressFrom({}, 'linux')).toEqual({ kind: 'unix', path: '/var/run/usbmuxd' })
    expect(muxAddressFrom({}, 'darwin')).toEqual({ kind: 'unix', path: '/var/run/usbmuxd' })
    expect(muxAddressFrom({ USBMUXD_SOCKET_ADDRESS: '' }, 'win32')).toEqual({
      kind: 'tcp',
      host: '127.0.0.1',
      port: 27015,
    })
  })
})
