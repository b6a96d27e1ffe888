import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { madeUpIpa } from './made-up-ipa.ts'
import { describeWith } from './programs.ts'

const programs = [
  'idevice_id',
  'ideviceinfo',
  'idevicepair',
  'idevicename',
  'idevicedate',
  'idevicediagnostics',
  'ideviceinstaller',
]

describeWith(programs, 'libimobiledevice on a practice cart', () => {
  let cart: RunningCart
  let clients: CartClients
  let folder: string
  /** Slot 1 is at Hello, slot 2 in use, slot 3 in use and locked, slot 4 forbids pairing. */
  let udids: readonly string[]
  const udid = (slot: number): string => udids[slot - 1] ?? ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-ipa-'))
    cart = await startCart({
      scenario: {
        devices: [
          { state: 'fresh' },
          { state: 'used' },
          { state: 'used', passcode: '1234', locked: true },
          { state: 'supervised', allowPairing: false },
        ],
      },
    })
    clients = clientsOf(cart.address)
    udids = (await cart.list()).map(({ identity }) => identity.udid)
  })

  afterAll(async () => {
    await cart?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('idevice_id -l lists every device, over TCP and over the unix socket', async () => {
    const { output } = await clients.run('idevice_id', '-l')
    expect(output.trim().split('\n').sort()).toEqual([...udids].sort())
    const unix = await clientsOf(`UNIX:${cart.unixPath}`).run('idevice_id', '-l')
    expect(unix.output).toBe(output)
  })

  it('ideviceinfo -s shows a stranger the open values, the practice mark among them, but no serial', async () => {
    const { output, code } = await clients.run('ideviceinfo', '-s', '-u', udid(1))
    expect(code).toBe(0)
    expect(output).toContain(`UniqueDeviceID: ${udid(1)}`)
    expect(output).toContain(`SlipwayPractice: ${cart.worldId}`)
    expect(output).not.toContain('SerialNumber: TEST')
  })

  it('idevicepair pairs silently at Hello, validates, and ideviceinfo then shows the serial', async () => {
    expect((await clients.run('idevicepair', '-u', udid(1), 'pair')).output).toContain('SUCCESS')
    expect((await clients.run('idevicepair', '-u', udid(1), 'validate')).output).toContain('SUCCESS')
    const report = await cart.device(udid(1))
    expect(report.storage.trustedHosts).toHaveLength(1)
    const serial = await clients.run('ideviceinfo', '-u', udid(1), '-k', 'SerialNumber')
    expect(serial.output.trim()).toBe(report.identity.serial)
    const state = await clients.run('ideviceinfo', '-u', udid(1), '-k', 'ActivationState')
    expect(state.output.trim()).toBe('Unactivated')
  })

  it('idevicepair waits for the tap on a device in use', async () => {
    expect((await clients.run('idevicepair', '-u', udid(2), 'pair')).output).toContain('trust dialog')
    await cart.tap(udid(2), 'trust')
    expect((await clients.run('idevicepair', '-u', udid(2), 'pair')).output).toContain('SUCCESS')
    expect((await cart.device(udid(2))).counts['paired']).toBe(1)
  })

  it('idevicepair is told of a passcode, and of management that forbids pairing', async () => {
    expect((await clients.run('idevicepair', '-u', udid(3), 'pair')).output).toContain('passcode is set')
    expect((await clients.run('idevicepair', '-u', udid(4), 'pair')).output).toContain('-38')
    expect((await cart.device(udid(4))).storage.trustedHosts).toEqual([])
  })

  it('idevicepair is told when the person taps "Don\'t Trust"', async () => {
    await cart.post(`devices/${udid(3)}/state`, { locked: false })
    await clients.run('idevicepair', '-u', udid(3), 'pair')
    await cart.tap(udid(3), 'trust', 'refuse')
    expect((await clients.run('idevicepair', '-u', udid(3), 'pair')).output).toContain('denied the trust dialog')
    expect((await cart.device(udid(3))).storage.trustedHosts).toEqual([])
  })

  it('idevicepair tells the id of this host', async () => {
    const { output } = await clients.run('idevicepair', 'systembuid')
    expect(output.trim()).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
  })

  it('idevicename renames the device', async () => {
    expect((await clients.run('idevicename', '-u', udid(1), 'Bench Sept')).code).toBe(0)
    expect((await cart.device(udid(1))).storage.deviceName).toBe('Bench Sept')
    expect((await clients.run('idevicename', '-u', udid(1))).output.trim()).toBe('Bench Sept')
  })

  it('idevicedate sets the clock', async () => {
    expect((await clients.run('idevicedate', '-u', udid(1), '-s', '1700000000')).code).toBe(0)
    const seconds = await clients.run('ideviceinfo', '-u', udid(1), '-k', 'TimeIntervalSince1970')
    expect(Number(seconds.output)).toBeGreaterThanOrEqual(1_700_000_000)
    expect(Number(seconds.output)).toBeLessThan(1_700_000_600)
  })

  it('ideviceinfo reads the battery and disk domains', async () => {
    const battery = await clients.run('ideviceinfo', '-u', udid(1), '-q', 'com.apple.mobile.battery')
    expect(battery.output).toContain('BatteryCurrentCapacity: 80')
    const disk = await clients.run(
      'ideviceinfo',
      '-u',
      udid(1),
      '-q',
      'com.apple.disk_usage',
      '-k',
      'TotalDiskCapacity',
    )
    expect(Number(disk.output)).toBeGreaterThan(1e9)
  })

  it('idevicediagnostics reads the battery and restarts the device, which returns under a new number and still trusts', async () => {
    const entry = await clients.run('idevicediagnostics', '-u', udid(1), 'ioregentry', 'AppleSmartBattery')
    expect(entry.output).toContain('CurrentCapacity')
    const before = await cart.device(udid(1))
    expect((await clients.run('idevicediagnostics', '-u', udid(1), 'restart')).code).toBe(0)
    const after = await cart.until(udid(1), ({ attached, counts }) => attached && counts['restarted'] === 1)
    expect(after.deviceId).toBeGreaterThan(before.deviceId ?? 0)
    expect((await clients.run('idevicepair', '-u', udid(1), 'validate')).output).toContain('SUCCESS')
  })

  it('ideviceinstaller uploads and installs an app, lists it, and removes it', async () => {
    const ipa = join(folder, 'made-up.ipa')
    await writeFile(ipa, madeUpIpa('org.slipway.made-up'))
    const installed = await clients.run('ideviceinstaller', '-u', udid(2), '-i', ipa)
    expect(installed.output).toContain('Complete')
    expect((await cart.device(udid(2))).storage.apps).toEqual(['org.slipway.made-up'])
    expect((await clients.run('ideviceinstaller', '-u', udid(2), '-l')).output).toContain('org.slipway.made-up')
    await clients.run('ideviceinstaller', '-u', udid(2), '-U', 'org.slipway.made-up')
    expect((await cart.device(udid(2))).storage.apps).toEqual([])
  })

  it('idevicepair unpair makes the device forget this host, and the record is gone too', async () => {
    expect((await clients.run('idevicepair', '-u', udid(1), 'unpair')).output).toContain('SUCCESS')
    expect((await cart.device(udid(1))).storage.trustedHosts).toEqual([])
    // The record is gone: a session is not even tried.
    expect((await clients.run('ideviceinfo', '-u', udid(1), '-s', '-k', 'SerialNumber')).output).not.toContain('TEST')
  })
})
