import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { describeWith } from './programs.ts'

describeWith([findGoIos(), 'idevicepair', 'ideviceinfo'], 'go-ios reads and writes values of a practice device', () => {
  let cart: RunningCart
  let clients: CartClients
  let udid: string
  let other: string

  beforeAll(async () => {
    cart = await startCart({ scenario: { devices: [{ state: 'activated', os: '18' }, { state: 'fresh' }] } })
    clients = clientsOf(cart.address)
    const udids = (await cart.list()).map(({ identity }) => identity.udid)
    udid = udids[0] ?? ''
    other = udids[1] ?? ''
    await clients.run('idevicepair', '-u', udid, 'pair')
  })

  afterAll(() => cart?.stop())

  const json = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await clients.ios(udid, ...args)).stdout.toString())
  const info = async (...args: string[]): Promise<string> =>
    (await clients.run('ideviceinfo', '-u', udid, ...args)).stdout.toString().trim()

  it('ios lockdown get reads one value, all values and a domain, as ideviceinfo does', async () => {
    expect(await json('lockdown', 'get', 'ProductVersion')).toBe(await info('-k', 'ProductVersion'))
    expect(await json('lockdown', 'get')).toMatchObject({ UniqueDeviceID: udid, ActivationState: 'Activated' })
    const battery = await json('lockdown', 'get', '--domain=com.apple.mobile.battery')
    expect(battery).toMatchObject({ BatteryCurrentCapacity: 80, HasBattery: true })
  })

  it('ios readpair shows the record that idevicepair made', async () => {
    const { HostID } = (await json('readpair')) as { readonly HostID: string }
    expect((await clients.run('idevicepair', '-u', udid, 'hostid')).output.trim()).toBe(HostID)
    expect((await cart.device(udid)).storage.trustedHosts).toEqual([HostID])
  })

  it("ios date tells the device's own clock, which idevicedate set", async () => {
    await clients.run('idevicedate', '-u', udid, '-s', '1700000000')
    const { TimeIntervalSince1970: now } = (await json('date')) as { readonly TimeIntervalSince1970: number }
    expect(now).toBeGreaterThanOrEqual(1_700_000_000)
    expect(now).toBeLessThan(1_700_000_600)
  })

  it('ios timeformat writes what ideviceinfo reads', async () => {
    expect((await clients.ios(udid, 'timeformat', '12h')).code).toBe(0)
    expect(await info('-k', 'Uses24HourClock')).toBe('false')
    expect((await clients.ios(udid, 'timeformat', '24h')).code).toBe(0)
    expect(await info('-k', 'Uses24HourClock')).toBe('true')
    expect(await json('timeformat', 'get')).toEqual({ TimeFormat: '24h' })
  })

  it('ios assistivetouch switches it on, and finds it on', async () => {
    expect((await clients.ios(udid, 'assistivetouch', 'enable', '--force')).code).toBe(0)
    expect(await json('assistivetouch', 'get')).toEqual({ AssistiveTouchEnabled: true })
    expect(await info('-q', 'com.apple.Accessibility', '-k', 'AssistiveTouchEnabledByiTunes')).toBe('1')
  })

  it('ios batteryregistry, diagnostics and diskspace agree with what the cart gave the device', async () => {
    await cart.post(`devices/${udid}/state`, { batteryPercent: 37 })
    expect(await json('batteryregistry')).toMatchObject({ CurrentCapacity: 37 })
    expect(await json('diagnostics', 'list')).toMatchObject({ Diagnostics: { GasGauge: { Status: 'Charging' } } })
    const { identity } = await cart.device(udid)
    expect(await json('diskspace')).toMatchObject({ Model: identity.productType })
  })

  it('ios mobilegestalt is told that the service was withdrawn, as since 17.4', async () => {
    expect(await json('mobilegestalt', 'SerialNumber')).toMatchObject({
      Diagnostics: { MobileGestalt: { Status: 'MobileGestaltDeprecated' } },
    })
  })

  it('ios listen hears a device come and go', async () => {
    const unplug = (): Promise<void> => cart.post(`devices/${other}/unplug`)
    const words = { ready: other, text: 'Detached', act: unplug }
    const heard = await clients.runUntil(words, findGoIos(), 'listen')
    expect(heard.match(/Attached/g)).toHaveLength(2)
    await cart.post(`devices/${other}/plug`)
  })

  it('ios syslog streams what happens to the device', async () => {
    const rename = async (): Promise<void> => {
      await clients.run('idevicename', '-u', udid, 'Heard')
    }
    const words = { ready: 'connected', text: 'DeviceName', act: rename }
    const heard = await clients.runUntil(words, findGoIos(), 'syslog', `--udid=${udid}`)
    expect(heard).toContain('valueSet')
    expect((await cart.device(udid)).storage.deviceName).toBe('Heard')
  })

  it('ios ostrace reads the unified log', async () => {
    const rename = async (): Promise<void> => {
      await clients.run('idevicename', '-u', udid, 'Traced')
    }
    const words = { ready: 'os_trace_relay connected', text: 'DeviceName', act: rename }
    const heard = await clients.runUntil(words, findGoIos(), 'ostrace', `--udid=${udid}`)
    expect(heard).toContain('"subsystem":"org.slipway.practice"')
  })

  it('ios crash ls finds none', async () => {
    expect(await json('crash', 'ls')).toMatchObject({ length: 0 })
  })
})
