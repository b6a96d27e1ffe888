import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf } from './cart-clients.ts'
import { counted } from './command-count.ts'
import { describeWith } from './programs.ts'

/** The parts of the two packages that are used here; both come without types that fit. */
type UsbmuxClient = {
  getDevices: () => Promise<Record<string, { readonly SerialNumber: string }>>
  queryDeviceValue: (deviceId: number, key: string) => Promise<unknown>
  queryAllDeviceValues: (deviceId: number) => Promise<Record<string, unknown>>
  close: () => Promise<void>
}
type Lockdown = {
  readonly startService: (name: string) => Promise<{ readonly Port: number }>
  readonly close: () => void
}
type Utilities = {
  readonly getConnectedDevices: (socket: Socket) => Promise<string[]>
  readonly getOSVersion: (udid: string, socket: Socket) => Promise<string>
  readonly getDeviceName: (udid: string, socket: Socket) => Promise<string>
  readonly getDeviceInfo: (udid: string, socket: Socket) => Promise<Record<string, unknown>>
  readonly getDeviceTime: (udid: string, socket: Socket) => Promise<{ readonly timestamp: number }>
  readonly startLockdownSession: (udid: string, socket: Socket) => Promise<Lockdown>
  readonly connectPortSSL: (udid: string, port: number, socket: Socket) => Promise<Socket>
}
type McInstall = {
  readonly getProfileList: () => Promise<{ readonly OrderedIdentifiers: string[] }>
  readonly installProfile: (path: string) => Promise<unknown>
  readonly removeProfile: (identifier: string) => Promise<unknown>
}
type InstallationProxy = { readonly listApplications: (options: object) => Promise<Record<string, unknown>> }
type Afc = {
  readonly createDirectory: (path: string) => Promise<void>
  readonly listDirectory: (path: string) => Promise<string[]>
  readonly openFile: (path: string, mode: number) => Promise<bigint>
  readonly writeFile: (handle: bigint, bytes: Buffer) => Promise<void>
  readonly closeFileHandle: (handle: bigint) => Promise<void>
  readonly getFileInfo: (path: string) => Promise<{ readonly size: bigint | number; isFile: () => boolean }>
  readonly deleteDirectory: (path: string) => Promise<void>
}

type Parts = {
  readonly utilities: Utilities
  readonly 'plist-service': { readonly PlistService: new (socket: Socket) => object }
  readonly mcinstall: { readonly MCInstallProxyService: new (plists: object) => McInstall }
  readonly afc: { readonly AfcService: new (socket: Socket) => Afc }
  readonly 'installation-proxy': { readonly InstallationProxyService: new (plists: object) => InstallationProxy }
}

const here = fileURLToPath(new URL('.', import.meta.url))
const load = createRequire(join(here, 'package.json'))
const haveAppium = existsSync(join(here, 'node_modules', 'appium-ios-device'))
const haveUsbmuxClient = existsSync(join(here, 'node_modules', 'usbmux-client'))
const ci = process.env['CI'] === 'true'

let cart: RunningCart
let udids: readonly string[]
let folder: string
const first = (): string => udids[0] ?? ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-npm-clients-'))
  cart = await startCart({ scenario: { devices: [{ state: 'activated' }, { state: 'used' }] } })
  udids = (await cart.list()).map(({ identity }) => identity.udid)
})
afterAll(async () => {
  await cart?.stop()
  await rm(folder, { recursive: true, force: true })
})

function socket(): Socket {
  const [host = '', port = ''] = cart.address.split(':')
  return connect(Number(port), host)
}

describe.skipIf(!haveUsbmuxClient && !ci)('usbmux-client on a practice cart', () => {
  it('sees devices come, go and return, and reads the open values', async () => {
    const { UsbmuxClient: Client } = load('usbmux-client') as { UsbmuxClient: new (options: object) => UsbmuxClient }
    const [host = '', port = ''] = cart.address.split(':')
    const client = counted('usbmux-client', new Client({ host, port: Number(port) }))
    try {
      const devices = await client.getDevices()
      expect(
        Object.values(devices)
          .map(({ SerialNumber }) => SerialNumber)
          .sort(),
      ).toEqual([...udids].sort())
      const { deviceId, identity } = await cart.device(first())
      expect(await client.queryDeviceValue(deviceId ?? 0, 'ProductVersion')).toBe(identity.osVersion)
      expect(await client.queryAllDeviceValues(deviceId ?? 0)).toMatchObject({
        UniqueDeviceID: first(),
        SlipwayPractice: cart.worldId,
      })
      await cart.post(`devices/${udids[1]}/unplug`)
      await expect.poll(async () => Object.keys(await client.getDevices()).length).toBe(1)
      await cart.post(`devices/${udids[1]}/plug`)
      await expect.poll(async () => Object.keys(await client.getDevices()).length).toBe(2)
    } finally {
      await client.close()
    }
  })
})

// Its index does not load on this Node; its parts do. It speaks binary plists and cannot pair, so idevicepair does.
describeWith(haveAppium || ci ? ['idevicepair'] : ['appium-ios-device'], 'appium-ios-device on a practice cart', () => {
  const part = <K extends keyof Parts>(name: K): Parts[K] => load(`appium-ios-device/build/lib/${name}`) as Parts[K]
  const utilities = (): Utilities => counted('appium-ios-device', part('utilities'))

  const plists = (service: Socket): object => new (part('plist-service').PlistService)(service)

  const open = async (service: string): Promise<Socket> => {
    const session = await utilities().startLockdownSession(first(), socket())
    const { Port } = await session.startService(service)
    const connected = await utilities().connectPortSSL(first(), Port, socket())
    session.close()
    return connected
  }

  beforeAll(async () => {
    expect((await clientsOf(cart.address).run('idevicepair', '-u', first(), 'pair')).output).toContain('SUCCESS')
  })

  it('lists devices and reads version, name and values', async () => {
    const { identity, storage } = await cart.device(first())
    expect(await utilities().getConnectedDevices(socket())).toEqual(expect.arrayContaining([...udids]))
    expect(await utilities().getOSVersion(first(), socket())).toBe(identity.osVersion)
    expect(await utilities().getDeviceName(first(), socket())).toBe(storage.deviceName)
    expect(await utilities().getDeviceInfo(first(), socket())).toMatchObject({ UniqueDeviceID: first() })
  })

  it('reads the time in a session', async () => {
    // Inside TLS this version sees every reply twice, whatever the device: only the first value of a session is its own.
    const { timestamp } = await utilities().getDeviceTime(first(), socket())
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(60)
  })

  it('installs, lists and removes a profile with its binary plists', async () => {
    const { MCInstallProxyService } = part('mcinstall')
    const service = await open('com.apple.mobile.MCInstall')
    const mcinstall = counted('appium-ios-device', new MCInstallProxyService(plists(service)))
    const path = join(folder, 'web.mobileconfig')
    await writeFile(path, webClip)
    await mcinstall.installProfile(path)
    expect((await cart.device(first())).storage.profiles.map(({ identifier }) => identifier)).toEqual([
      'org.slipway.test.appium',
    ])
    expect((await mcinstall.getProfileList()).OrderedIdentifiers).toEqual(['org.slipway.test.appium'])
    await mcinstall.removeProfile('org.slipway.test.appium')
    expect((await cart.device(first())).storage.profiles).toEqual([])
    service.destroy()
  })

  it('makes a directory and a file, looks at them and removes them', async () => {
    const { AfcService } = part('afc')
    const service = await open('com.apple.afc')
    const afc = counted('appium-ios-device', new AfcService(service))
    await afc.createDirectory('/Bench')
    const handle = await afc.openFile('/Bench/note', 3)
    await afc.writeFile(handle, Buffer.from('staged'))
    await afc.closeFileHandle(handle)
    expect(await afc.listDirectory('/Bench')).toContain('note')
    const info = await afc.getFileInfo('/Bench/note')
    expect([Number(info.size), info.isFile()]).toEqual([6, true])
    await afc.deleteDirectory('/Bench')
    expect(await afc.listDirectory('/')).not.toContain('Bench')
    service.destroy()
  })

  it('lists applications', async () => {
    const { InstallationProxyService } = part('installation-proxy')
    const service = await open('com.apple.mobile.installation_proxy')
    const proxy = counted('appium-ios-device', new InstallationProxyService(plists(service)))
    expect(Object.keys(await proxy.listApplications({ applicationType: 'System' }))).toContain('com.apple.Preferences')
    service.destroy()
  })
})

const webClip = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.webClip.managed</string>
<key>PayloadIdentifier</key><string>org.slipway.test.appium.1</string>
<key>PayloadUUID</key><string>6B0F4A5E-6B1B-4B7A-9C53-3D0D7C2B9A01</string>
<key>PayloadVersion</key><integer>1</integer>
<key>Label</key><string>Help</string><key>URL</key><string>https://help.example</string><key>IsRemovable</key><true/>
</dict></array>
<key>PayloadDisplayName</key><string>Help</string>
<key>PayloadIdentifier</key><string>org.slipway.test.appium</string>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadUUID</key><string>6B0F4A5E-6B1B-4B7A-9C53-3D0D7C2B9A02</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></plist>
`
