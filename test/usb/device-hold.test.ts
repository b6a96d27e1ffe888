import { mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { deviceHold } from '../../electron/usb/device-hold.ts'
import type { DeviceHoldOptions } from '../../electron/usb/device-hold.ts'
import { deviceTaker } from '../../electron/usb/device-takers.ts'
import { holdsDirectory } from '../../electron/usb/holds-directory.ts'
import { AppError } from '../../src-shared/errors.ts'

const udid = '00008110-00AA11BB22CC33DD'
const never = new AbortController().signal

let directory: string
let now: number
let deviceId: number
let listeners: { progName: string; bundleId: string }[] | AppError
let buid: string
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'slipway-holds-')), 'holds')
  now = Date.now()
  deviceId = 5
  listeners = [{ progName: 'slipway', bundleId: 'dev.slipway' }]
  buid = 'A'
})
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }))

function slipwayIn(owner: string, more: Partial<DeviceHoldOptions> = {}) {
  const device: AttachedDevice = { udid, deviceId, connection: 'usb', locationId: 1, productId: 1, speed: null }
  return deviceHold({
    mux: {
      listDevices: () => Promise.resolve([{ ...device, deviceId }]),
      readBuid: () => Promise.resolve(buid),
      listListeners: () => (listeners instanceof AppError ? Promise.reject(listeners) : Promise.resolve(listeners)),
    },
    directory,
    mode: 'real',
    owner,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    logger: silentLogger,
    ...more,
  })
}

const refusedFor = (program: string) => ({ code: 'stage.heldByOther', details: { program } })

describe('the hold on a device', () => {
  it('is one at a time for all data directories, under either spelling of the UDID', async () => {
    const letGo = await slipwayIn('/a')(udid, never)
    const otherSpelling = udid.replace('-', '').toLowerCase()
    await expect(slipwayIn('/b')(otherSpelling, never)).rejects.toMatchObject(refusedFor(`Slipway (${process.pid})`))
    await expect(slipwayIn('/a')(udid, never)).rejects.toMatchObject({ code: 'stage.heldByOther' })
    letGo()
    letGo()
    ;(await slipwayIn('/a')(udid, never))()
  })

  it('lasts beyond its end for others while the device has not left: it may be about to', async () => {
    ;(await slipwayIn('/a')(udid, never))()
    now += 30_000
    await expect(slipwayIn('/b')(udid, never)).rejects.toMatchObject({ code: 'stage.heldByOther' })
    ;(await slipwayIn('/a')(udid, never))()
    deviceId = 6
    ;(await slipwayIn('/b')(udid, never))()
  })

  it('ends for a device that stays where it is, after two minutes', async () => {
    ;(await slipwayIn('/a')(udid, never))()
    now += 121_000
    ;(await slipwayIn('/b')(udid, never))()
  })

  it('refuses what was agreed to before another Slipway had the device, and takes what was agreed to after', async () => {
    const agreed = now
    now += 1000
    ;(await slipwayIn('/a')(udid, never))()
    deviceId = 6
    await expect(slipwayIn('/b')(udid, never, agreed)).rejects.toMatchObject({ code: 'stage.deviceChanged' })
    ;(await slipwayIn('/a')(udid, never, agreed))()
    deviceId = 7
    ;(await slipwayIn('/b')(udid, never, now + 1))()
  })

  it('leaves no trace when it was refused, so that the refused one takes nothing from the holder', async () => {
    const agreed = now
    const letGo = await slipwayIn('/a')(udid, never)
    now += 1000
    await expect(slipwayIn('/b')(udid, never)).rejects.toThrow()
    letGo()
    ;(await slipwayIn('/a')(udid, never, agreed))()
  })

  it('is by practice world where devices are practiced: worlds may have devices alike', async () => {
    const practice = { mode: 'practice' } as const
    const letGo = await slipwayIn('/a', practice)(udid, never)
    buid = 'B'
    ;(await slipwayIn('/b', practice)(udid, never))()
    letGo()
  })

  it('names the program that may take the device', async () => {
    listeners = [
      { progName: 'slipway', bundleId: 'dev.slipway' },
      { progName: 'Apple Configurator', bundleId: 'com.apple.configurator.ui' },
    ]
    await expect(slipwayIn('/a')(udid, never)).rejects.toMatchObject(refusedFor('Apple Configurator'))
  })

  it('does without the list of listeners where usbmuxd does not know it, but not without an answer', async () => {
    listeners = new AppError('apple.mux.refused', { request: 'ListListeners', number: 1 })
    ;(await slipwayIn('/a')(udid, never))()
    listeners = new AppError('apple.mux.unreachable', { address: 'x', cause: 'ECONNREFUSED' })
    await expect(slipwayIn('/a')(udid, never)).rejects.toMatchObject({ code: 'apple.mux.unreachable' })
  })

  it('takes a damaged record for none', async () => {
    ;(await slipwayIn('/a')(udid, never))()
    for (const name of readdirSync(directory).filter((file) => file.endsWith('.json')))
      writeFileSync(join(directory, name), '{"owner":')
    ;(await slipwayIn('/b')(udid, never))()
  })

  it.skipIf(process.platform === 'win32')('writes through no link', async () => {
    ;(await slipwayIn('/a')(udid, never))()
    const [record] = readdirSync(directory).filter((file) => file.endsWith('.json'))
    const elsewhere = join(directory, '..', 'elsewhere')
    writeFileSync(elsewhere, 'mine')
    rmSync(join(directory, record!))
    symlinkSync(elsewhere, join(directory, record!))
    await expect(slipwayIn('/a')(udid, never)).rejects.toMatchObject({ code: 'app.fileUnwritable' })
  })

  it('tidies up what nobody has used for days, and nothing else', async () => {
    ;(await slipwayIn('/a')(udid, never))()
    const old = readdirSync(directory)
    for (const name of old) utimesSync(join(directory, name), 1000, 1000)
    writeFileSync(join(directory, 'note.txt'), '')
    now = Date.now()
    const letGo = await slipwayIn('/a')('00008110-0000000000000001', never)
    const left = readdirSync(directory)
    expect(left.filter((name) => old.includes(name))).toEqual([])
    expect(left.length).toBe(3)
    letGo()
  })
})

describe('programs at usbmuxd', () => {
  it.for([
    ['cfgutil', '', 'cfgutil'],
    ['Apple Configurator 2', '', 'Apple Configurator'],
    ['AppleConfiguratorHelper', 'com.apple.configurator.xpc.DeviceService', 'Apple Configurator'],
    ['iMazing', 'com.DigiDNA.iMazing3Mac', 'iMazing'],
    ['idevicerestore', '', 'idevicerestore'],
  ])('%s (%s) may take a device', ([progName, bundleId, name]) => {
    expect(deviceTaker([{ progName: progName!, bundleId: bundleId! }])).toBe(name)
  })

  it.for([
    ['AMPDevicesAgent', 'com.apple.AMPDevicesAgent'],
    ['iTunes', 'com.apple.iTunes'],
    ['AppleMobileDeviceProcess', ''],
    ['Finder', 'com.apple.finder'],
    ['Xcode', 'com.apple.dt.Xcode'],
    ['go-usbmux', 'go.ios.control'],
    ['slipway', 'dev.slipway'],
    ['', ''],
  ])('%s (%s) only listens', ([progName, bundleId]) => {
    expect(deviceTaker([{ progName: progName!, bundleId: bundleId! }])).toBeNull()
  })
})

describe('the place of holds', () => {
  it('is one for all users on POSIX, one for each on Windows', () => {
    expect(holdsDirectory('linux', { XDG_RUNTIME_DIR: '/run/user/1' }, '/srv/a')).toBe('/tmp/slipway-devices')
    expect(holdsDirectory('darwin', { TMPDIR: '/var/folders/x' }, '/srv/a')).toBe('/tmp/slipway-devices')
    expect(holdsDirectory('win32', { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local' }, 'C:\\Users\\a')).toBe(
      'C:\\Users\\a\\AppData\\Local\\Slipway Devices',
    )
    expect(holdsDirectory('win32', {}, 'C:\\Users\\a')).toBe('C:\\Users\\a\\AppData\\Local\\Slipway Devices')
  })
})
