import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { describeWith, run } from './programs.ts'

const programs = [
  'idevicepair',
  'idevicesyslog',
  'idevicenotificationproxy',
  'ideviceenterrecovery',
  'idevicediagnostics',
  'idevice_id',
  'ideviceprovision',
  'idevicecrashreport',
  'openssl',
  'stdbuf',
]

describeWith(programs, "libimobiledevice's tools on services of a practice device", () => {
  let cart: RunningCart
  let clients: CartClients
  let folder: string
  let udid: string
  let old: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-provision-'))
    cart = await startCart({
      scenario: {
        devices: [
          { state: 'activated', os: '26' },
          { state: 'activated', os: '16' },
        ],
      },
    })
    clients = clientsOf(cart.address)
    const udids = (await cart.list()).map(({ identity }) => identity.udid)
    udid = udids[0] ?? ''
    old = udids[1] ?? ''
    for (const each of udids) await clients.run('idevicepair', '-u', each, 'pair')
  })

  afterAll(async () => {
    await cart?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('idevice_id tells the name of one device', async () => {
    const { storage } = await cart.device(udid)
    expect((await clients.run('idevice_id', udid)).output.trim()).toBe(storage.deviceName)
  })

  it('idevicepair hostid is the host that the device trusts', async () => {
    const { output } = await clients.run('idevicepair', '-u', udid, 'hostid')
    expect((await cart.device(udid)).storage.trustedHosts).toEqual([output.trim()])
  })

  it('idevicedate -c gives the device the time of this computer', async () => {
    await clients.run('idevicedate', '-u', udid, '-s', '1700000000')
    expect((await clients.run('idevicedate', '-u', udid, '-c')).code).toBe(0)
    const seconds = await clients.run('ideviceinfo', '-u', udid, '-k', 'TimeIntervalSince1970')
    expect(Math.abs(Number(seconds.output) - Date.now() / 1000)).toBeLessThan(600)
  })

  it('idevicesyslog streams what happens to the device', async () => {
    const rename = async (): Promise<void> => {
      await clients.run('idevicename', '-u', udid, 'Heard')
    }
    const words = { ready: '[connected]', text: 'DeviceName', act: rename }
    const heard = await clients.runUntil(words, 'idevicesyslog', '-u', udid)
    expect(heard).toContain('valueSet')
    expect((await cart.device(udid)).storage.deviceName).toBe('Heard')
  })

  it('idevicenotificationproxy hears the name change, and what another host posts', async () => {
    const change = 'com.apple.mobile.lockdown.device_name_changed'
    const observe = ['idevicenotificationproxy', '-u', udid, 'observe'] as const
    const rename = async (): Promise<void> => {
      await clients.run('idevicename', '-u', udid, 'Told')
    }
    const told = { ready: 'observing', text: `> ${change}`, act: rename }
    expect(await clients.runUntil(told, ...observe, change)).toContain(change)
    const post = async (): Promise<void> => {
      expect((await clients.run('idevicenotificationproxy', '-u', udid, 'post', 'org.slipway.hello')).code).toBe(0)
    }
    const posted = { ready: 'observing', text: '> org.slipway.hello', act: post }
    expect(await clients.runUntil(posted, ...observe, 'org.slipway.hello')).toContain('hello')
  })

  it('idevicediagnostics reads the battery and, up to 17.3, MobileGestalt', async () => {
    expect((await clients.run('idevicediagnostics', '-u', udid, 'diagnostics', 'All')).output).toContain('GasGauge')
    const { identity } = await cart.device(old)
    const serial = await clients.run('idevicediagnostics', '-u', old, 'mobilegestalt', 'SerialNumber')
    expect(serial.output).toContain(identity.serial)
    const withdrawn = await clients.run('idevicediagnostics', '-u', udid, 'mobilegestalt', 'SerialNumber')
    expect(withdrawn.output).toContain('MobileGestaltDeprecated')
  })

  it('idevicediagnostics ioreg shows a tree with the battery in it', async () => {
    const { output } = await clients.run('idevicediagnostics', '-u', udid, 'ioreg')
    expect(output).toContain('AppleSmartBattery')
  })

  it('ideviceprovision installs a provisioning profile, lists and removes it', async () => {
    const uuid = '0E4A1B7C-3D52-4F6B-9A08-5C1D2E3F4A5B'
    await makeProvisioningProfile(folder, uuid)
    await clients.run('ideviceprovision', '-u', udid, 'install', join(folder, 'app.mobileprovision'))
    expect((await cart.device(udid)).counts['provisioningInstalled']).toBe(1)
    expect((await clients.run('ideviceprovision', '-u', udid, 'list')).output).toContain(uuid)
    await clients.run('ideviceprovision', '-u', udid, 'remove', uuid)
    expect((await cart.device(udid)).counts['provisioningRemoved']).toBe(1)
    expect((await clients.run('ideviceprovision', '-u', udid, 'list')).output).not.toContain(uuid)
  })

  it('idevicecrashreport finds none', async () => {
    const { code, output } = await clients.run('idevicecrashreport', '-u', udid, '-k', folder)
    expect(code).toBe(0)
    expect(output).toContain('Done')
  })

  it('ideviceenterrecovery asks outside a session, which devices refuse since 14.5: it stays where it is', async () => {
    const { output } = await clients.run('ideviceenterrecovery', udid)
    expect(output).toContain('Failed to enter recovery mode')
    expect(await cart.device(udid)).toMatchObject({ attached: true, running: true })
  })

  it('idevicediagnostics shutdown takes the device off the bus for good', async () => {
    expect((await clients.run('idevicediagnostics', '-u', old, 'shutdown')).code).toBe(0)
    await cart.until(old, ({ attached, running }) => !attached && !running)
    expect((await clients.run('idevice_id', '-l')).output.trim()).toBe(udid)
    await cart.post(`devices/${old}/switchOn`)
    await cart.until(old, ({ attached }) => attached)
  })
})

/** `app.mobileprovision`: a property list in a CMS signature, as Apple's developer site gives them out. */
async function makeProvisioningProfile(folder: string, uuid: string): Promise<void> {
  const file = (name: string): string => join(folder, name)
  // The tool reads lengths of two bytes only, which real profiles always have.
  const plist = `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><!--${' '.repeat(500)}--><dict>
<key>Name</key><string>Made up</string><key>UUID</key><string>${uuid}</string></dict></plist>`
  await writeFile(file('app.plist'), plist)
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Signer', '-days', '2']
  await run('openssl', [...request, '-keyout', file('signer.key'), '-out', file('signer.pem')])
  const sign = ['cms', '-sign', '-nodetach', '-binary', '-outform', 'DER', '-in', file('app.plist')]
  const by = ['-signer', file('signer.pem'), '-inkey', file('signer.key'), '-out', file('app.mobileprovision')]
  expect(await run('openssl', [...sign, ...by])).toMatchObject({ code: 0 })
}
