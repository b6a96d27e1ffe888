import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openService, openSession } from '../../electron/apple/device-link.ts'
import { readFacts } from '../../electron/apple/facts.ts'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { installAppFromIpa } from '../../electron/apple/install-app.ts'
import { setLanguage } from '../../electron/apple/language.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { ensurePaired } from '../../electron/apple/pairing.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'
import { Afc } from '../../electron/apple/services/afc.ts'
import { batteryDetails, openDiagnosticsRelay, restart } from '../../electron/apple/services/diagnostics-relay.ts'
import { browseApps, openInstallationProxy, uninstallApp } from '../../electron/apple/services/installation-proxy.ts'
import { notifications, NotificationProxy } from '../../electron/apple/services/notification-proxy.ts'
import { iconImage, iconLayout, setIconLayout, springboardName } from '../../electron/apple/services/springboard.ts'
import { followSyslog } from '../../electron/apple/services/syslog-relay.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomBytes, randomUuid } from '../../electron/lib/crypto.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { watchDevices } from '../../electron/usb/attachments.ts'
import { startCart } from './cart-process.ts'
import type { CartProcess } from './cart-process.ts'

let cart: CartProcess
let mux: Usbmux
let device: AttachedDevice
let record: PairRecord

beforeAll(async () => {
  cart = await startCart({ devices: [{ state: 'activated', batteryPercent: 61 }] })
  mux = new Usbmux({ address: parseMuxAddress(cart.address), logger: silentLogger })
  device = (await mux.listDevices())[0]!
  const paired = await ensurePaired({
    mux,
    device,
    host: createHostIdentity({ hostId: randomUuid() }),
    onState: () => {},
    signal: AbortSignal.timeout(30_000),
    clock: systemClock,
    logger: silentLogger,
  })
  record = paired.record
})
afterAll(() => cart.stop())

describe('the other services of a device', () => {
  it('tells the battery’s charge and health', async () => {
    const service = await openDiagnosticsRelay(mux, device, record)
    const battery = await batteryDetails(service)
    service.close()
    expect(battery.percent).toBe(61)
    expect(battery.health).toBeGreaterThan(0)
    expect(battery.health).toBeLessThanOrEqual(110)
  })

  it('sets locale and language and waits for the interface to come back', async () => {
    const options = { mux, device, record, language: 'fr', locale: 'fr_FR', logger: silentLogger }
    expect(await setLanguage(options)).toBe(true)
    expect(await setLanguage(options)).toBe(false)
    expect(await readFacts({ mux, device, record, logger: silentLogger })).toMatchObject({
      language: 'fr',
      locale: 'fr_FR',
    })
  })

  it('is told of a new name by the device itself', async () => {
    const proxy = await NotificationProxy.open(mux, device, record)
    await proxy.observe(notifications.nameChanged)
    const lockdown = await openSession(mux, device, record)
    await lockdown.setValue({ key: 'DeviceName' }, 'Renamed')
    lockdown.close()
    expect(await proxy.next({ timeoutMs: 10_000 })).toBe(notifications.nameChanged)
    proxy.close()
  })

  it('writes, lists, reads and removes files of any size', async () => {
    const afc = await Afc.open(mux, device, record)
    const content = randomBytes(700_001)
    const progress: number[] = []
    await afc.makeDirectory('Slipway')
    await afc.makeDirectory('Slipway')
    await afc.writeFile('Slipway/données.bin', content, (bytes) => progress.push(bytes))
    expect(progress.at(-1)).toBe(content.length)
    expect(await afc.listDirectory('Slipway')).toEqual(['données.bin'])
    expect(await afc.fileInfo('Slipway/données.bin')).toEqual({ kind: 'file', size: content.length })
    expect((await afc.readFile('Slipway/données.bin')).equals(content)).toBe(true)
    await expect(afc.readFile('Slipway/données.bin', 1000)).rejects.toMatchObject({ code: 'stream.tooLarge' })
    await afc.rename('Slipway/données.bin', 'Slipway/b')
    await afc.remove('Slipway/b')
    await afc.remove('Slipway/b')
    expect(await afc.fileInfo('Slipway/b')).toBeNull()
    await expect(afc.listDirectory('Nowhere')).rejects.toMatchObject({ code: 'apple.afc.failed' })
    expect([...(await afc.deviceInfo()).keys()]).toContain('FSFreeBytes')
    afc.close()
  })

  it('copies an app to the device, has it installed with progress, lists it and removes it again', async () => {
    const bundleId = 'org.example.cart'
    const ipa = Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(299_996)])
    const uploaded: number[] = []
    const statuses: string[] = []
    await installAppFromIpa({
      mux,
      device,
      record,
      bundleId,
      ipa,
      onUpload: (bytes) => uploaded.push(bytes),
      onProgress: ({ status }) => statuses.push(status),
    })
    expect(uploaded.at(-1)).toBe(300_000)
    expect(statuses.at(-1)).toBe('Complete')
    expect(statuses.length).toBeGreaterThan(2)
    const service = await openInstallationProxy(mux, device, record)
    expect((await browseApps(service)).map((app) => app.bundleId)).toEqual([bundleId])
    await uninstallApp(service, bundleId)
    expect(await browseApps(service)).toEqual([])
    expect((await browseApps(service, 'Any')).length).toBeGreaterThan(0)
    service.close()
    const afc = await Afc.open(mux, device, record)
    expect(await afc.listDirectory('PublicStaging')).toEqual([])
    afc.close()
  })

  it('repeats the device’s words about a package it cannot read, and leaves no copy behind', async () => {
    const quiet = { onUpload: () => {}, onProgress: () => {} }
    const ipa = Buffer.from('no archive')
    const install = installAppFromIpa({ mux, device, record, bundleId: 'org.example.bad', ipa, ...quiet })
    await expect(install).rejects.toMatchObject({
      code: 'apple.app.refused',
      details: { error: 'PackageExtractionFailed' },
    })
    const afc = await Afc.open(mux, device, record)
    expect(await afc.listDirectory('PublicStaging')).toEqual([])
    afc.close()
  })

  it('reads the icon layout, gives it back rearranged, and reads it so', async () => {
    const service = await openService(mux, device, record, springboardName)
    const layout = await iconLayout(service)
    expect(layout.length).toBeGreaterThan(0)
    const rearranged = layout.toReversed()
    await setIconLayout(service, rearranged)
    expect(await iconLayout(service)).toEqual(rearranged)
    expect(
      Buffer.from(await iconImage(service, 'com.apple.Preferences'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    service.close()
  })

  it('follows the log until it is told to stop', async () => {
    const abort = new AbortController()
    for await (const line of followSyslog(mux, device, record, { signal: abort.signal })) {
      expect(line).not.toContain('\0')
      abort.abort()
    }
    expect(abort.signal.aborted).toBe(true)
  })

  it('restarts the device, which comes back as a new one and still knows this computer', async () => {
    const abort = new AbortController()
    const seen: string[] = []
    for await (const change of watchDevices({ mux, logger: silentLogger, clock: systemClock, signal: abort.signal })) {
      seen.push(change.kind)
      if (seen.length === 1) await restart(await openDiagnosticsRelay(mux, device, record))
      if (seen.length === 3 && change.kind === 'attached') {
        expect(change.device.deviceId).toBeGreaterThan(device.deviceId)
        const lockdown = await openSession(mux, change.device, record)
        expect(await lockdown.getValue({ key: 'DeviceName' })).toBe('Renamed')
        lockdown.close()
        abort.abort()
      }
    }
    expect(seen).toEqual(['attached', 'detached', 'attached'])
  })
})
