import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { Staged } from './supervisor.ts'
import { openSession } from './wire-client.ts'

let cart: RunningCart
let staged: Staged

beforeAll(async () => {
  cart = await startCart({ scenario: { devices: [{ state: 'activated' }] } })
  staged = await Staged.in(cart, 1)
})
afterAll(() => cart?.stop())

const icons = (page: unknown): readonly unknown[] =>
  (page as readonly PlistDict[]).map(({ bundleIdentifier }) => bundleIdentifier)

describe('the home screen', () => {
  it('shows a dock and a page, and keeps the layout a host sets', async () => {
    const line = await staged.service('com.apple.springboardservices')
    const [dock = [], page = []] = await line.askForArray({ command: 'getIconState', formatVersion: '2' })
    expect(icons(dock)).toEqual(['com.apple.mobilesafari'])
    expect(icons(page)).toContain('com.apple.Preferences')
    line.tell({ command: 'setIconState', iconState: [page, dock] })
    // No answer comes to that; the next one belongs to the next question.
    const [first] = await line.askForArray({ command: 'getIconState', formatVersion: '2' })
    expect(icons(first)).toContain('com.apple.Preferences')
    expect((await cart.device(staged.udid)).counts['iconStateSet']).toBe(1)
    line.close()
  })

  it('has pictures, an orientation and measures', async () => {
    const line = await staged.service('com.apple.springboardservices')
    for (const command of ['getIconPNGData', 'getHomeScreenWallpaperPNGData', 'getWallpaperPreviewImage']) {
      const { pngData } = await line.ask({ command, bundleId: 'com.apple.Preferences' })
      expect(
        Buffer.from(pngData as Uint8Array)
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG')
    }
    expect(await line.ask({ command: 'getInterfaceOrientation' })).toEqual({ interfaceOrientation: 1 })
    expect(await line.ask({ command: 'getHomeScreenIconMetrics' })).toMatchObject({ homeScreenIconColumns: 4 })
    expect(await line.ask({ command: 'dance' })).toHaveProperty('error')
    line.close()
  })
})

describe('the log', () => {
  it('is lines with a NUL behind each, and tells what happens to the device as it happens', async () => {
    const line = await staged.service('com.apple.syslog_relay')
    const hello = await line.text('\n\0')
    expect(hello).toMatch(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ practiced\(Slipway\)\[42\] <Notice>: syslog relay/)
    const session = await openSession(cart.address, await staged.deviceId(), staged.host)
    await session.ask({ Request: 'SetValue', Key: 'DeviceName', Value: 'Cart 7' })
    session.close()
    const next = await line.text('\n\0')
    expect(next).toContain('valueSet {"domain":"","key":"DeviceName"}')
    expect(next).toContain(' Cart-7 practiced')
    line.close()
  })
})
