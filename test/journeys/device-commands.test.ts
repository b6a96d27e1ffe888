import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Afc } from '../../electron/apple/services/afc.ts'
import { NotificationProxy } from '../../electron/apple/services/notification-proxy.ts'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { eventually } from '../harness/eventually.ts'
import { madeUpIpa } from '../interop/made-up-ipa.ts'
import { wifiProfile } from './device-bench.ts'
import { openDeviceCli } from './device-cli.ts'
import type { DeviceCli } from './device-cli.ts'

let cart: RunningCart
let cli: DeviceCli
/** In use, past Setup Assistant. */
let anna: string
/** Still in Setup Assistant. */
let ben: string

beforeAll(async () => {
  cart = await startCart({
    scenario: { devices: [{ state: 'used', name: 'Anna' }, { state: 'activated' }, { state: 'activated' }] },
  })
  const [first, second] = (await cart.list()).toSorted((a, b) => a.slot - b.slot)
  anna = first!.identity.udid
  ben = second!.identity.udid
  cli = await openDeviceCli(cart.address)
})
afterAll(async () => {
  await cli?.dispose()
  await cart?.stop()
})

const truth = async (udid: string) => (await cart.device(udid)).storage

describe('slipway device', { timeout: 120_000 }, () => {
  it('tells what strangers may know of a device that is not paired, and asks nobody to tap', async () => {
    expect(await cli.json('info', '--device', anna)).toMatchObject({
      paired: false,
      facts: { udid: anna, name: 'Anna', serial: null },
    })
    expect((await cart.device(anna)).prompts).toEqual([])
    const refused = await cli.run(['battery', '--device', anna])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('not paired')
  })

  it('stops waiting for Trust at Ctrl+C, with nothing paired', async () => {
    const stopped = await cli.run(['pair', '--device', anna], {
      onText: (text, pid) => text.includes('tap Trust') && process.kill(pid, 'SIGINT'),
    })
    expect(stopped.code).toBe(1)
    expect(stopped.stderr).toMatch(/Error: \S/)
    expect(stopped.stderr).not.toMatch(/\n\s+at /)
    expect((await truth(anna)).trustedHosts).toEqual([])
  })

  it('pairs once somebody taps Trust, and silently in Setup Assistant', async () => {
    const [paired] = await Promise.all([cli.run(['pair', '--device', anna]), cart.tap(anna, 'trust')])
    expect(paired).toMatchObject({ code: 0, stdout: 'Paired.\n' })
    expect((await truth(anna)).trustedHosts).toHaveLength(1)
    expect(await cli.json('pair', '--device', ben)).toEqual({ paired: true, made: true })
    expect(await cli.json('validate', '--device', ben)).toEqual({ pairing: 'honored' })
  })

  it('shows every fact by serial number, raw values, battery and cloud configuration', async () => {
    const { identity } = await cart.device(anna)
    expect(await cli.json('info', '--device', identity.serial.toLowerCase())).toMatchObject({
      paired: true,
      facts: { serial: identity.serial, setupDone: true, supervised: false, findMy: false, batteryCharging: true },
    })
    expect(await cli.json('info', '--device', anna, '--key', 'DeviceName')).toBe('Anna')
    expect(await cli.json('info', '--device', anna, '--domain', 'com.apple.mobile.battery')).toMatchObject({
      BatteryCurrentCapacity: 80,
    })
    expect(await cli.json('battery', '--device', anna)).toMatchObject({ percent: 80, temperature: 26.5 })
    expect(await cli.json('cloud-configuration', '--device', anna)).toMatchObject({
      configuration: { IsSupervised: false },
    })
    expect(await cli.json('cloud-configuration', '--device', ben)).toEqual({ configuration: null })
  })

  it('sets name, language, region and time zone, and says when a device keeps its own', async () => {
    expect((await cli.run(['name', 'Ben’s Phone', '--device', ben])).code).toBe(0)
    expect((await cli.run(['language', 'fr', '--locale', 'fr_FR', '--device', ben])).code).toBe(0)
    expect(await cli.json('time-zone', 'Europe/Paris', '--device', ben)).toMatchObject({ honored: true })
    expect(await truth(ben)).toMatchObject({
      deviceName: 'Ben’s Phone',
      language: 'fr',
      locale: 'fr_FR',
      timeZone: 'Europe/Paris',
    })
    const kept = await cli.run(['time-zone', 'Europe/Paris', '--device', anna])
    expect(kept).toMatchObject({ code: 1, stderr: '' })
    expect(kept.stdout).toContain((await truth(anna)).timeZone)
  })

  it('adds a profile when a person confirms it, knows it the next time, lists and removes it', async () => {
    const file = join(cli.dir, 'wifi.mobileconfig')
    await writeFile(file, wifiProfile('org.example.wifi'))
    const taps: Promise<void>[] = []
    const added = await cli.run(['profile', 'add', file, '--device', anna], {
      onText: (text) => text.includes('Settings') && taps.push(cart.tap(anna, 'installProfile')),
    })
    await Promise.all(taps)
    expect(added).toMatchObject({ code: 0, stdout: 'org.example.wifi is installed.\n' })
    expect((await truth(anna)).profiles.map((one) => one.identifier)).toEqual(['org.example.wifi'])
    expect(await cli.json('profile', 'add', file, '--device', anna)).toMatchObject({ outcome: 'already' })
    expect(await cli.json('profiles', '--device', anna)).toMatchObject({
      profiles: [{ identifier: 'org.example.wifi' }],
    })
    const remove = ['profile', 'remove', 'org.example.wifi', '--device', anna]
    const refused = await cli.run([...remove, '--confirm', 'XXXX'])
    expect(refused.stderr).toContain('is not the end of this device’s serial number')
    expect((await truth(anna)).profiles).toHaveLength(1)
    const confirmed = [...remove, '--confirm', (await cart.device(anna)).identity.serial.slice(-4)]
    expect((await cli.run(confirmed)).code).toBe(0)
    expect((await truth(anna)).profiles).toEqual([])
    const again = await cli.run(confirmed)
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain('There is no profile org.example.wifi on the device.')
  })

  it('keeps an enrollment profile for the end of Setup Assistant', async () => {
    const file = join(cli.dir, 'later.mobileconfig')
    await writeFile(file, wifiProfile('org.example.later'))
    expect(await cli.json('profile', 'add', file, '--after-setup', '--device', ben)).toMatchObject({
      outcome: 'stored',
    })
    expect(await cli.json('profiles', '--device', ben)).toMatchObject({ profiles: [], storedForLater: 'A profile' })
  })

  it('installs an app with progress and leaves no copy behind, lists and removes it', async () => {
    const file = join(cli.dir, 'made-up.ipa')
    await writeFile(file, madeUpIpa('org.example.app'))
    const installed = await cli.run(['app', 'install', file, '--device', anna])
    expect(installed).toMatchObject({ code: 0, stdout: 'MadeUp 1 is installed.\n', stderr: 'Copying\nInstalling\n' })
    expect((await truth(anna)).apps).toEqual(['org.example.app'])
    const { mux, device, record } = await cli.link(anna)
    const afc = await Afc.open(mux, device, record)
    expect(await afc.listDirectory('PublicStaging')).toEqual([])
    afc.close()
    expect(await cli.json('apps', '--device', anna)).toMatchObject({ apps: [{ bundleId: 'org.example.app' }] })
    expect((await cli.run(['app', 'remove', 'org.example.app', '--device', anna])).code).toBe(0)
    expect((await truth(anna)).apps).toEqual([])
  })

  it('reads the icons, gives them back rearranged, and saves icons and wallpapers as images', async () => {
    const layout = (await cli.json('icons', '--device', anna)) as unknown[][]
    expect(layout.length).toBeGreaterThan(1)
    const file = join(cli.dir, 'layout.json')
    await writeFile(file, JSON.stringify(layout.toReversed()))
    expect((await cli.run(['icons', '--arrange', file, '--device', anna])).code).toBe(0)
    expect((await cart.device(anna)).counts['iconStateSet']).toBe(1)
    for (const [index, command] of [
      ['wallpaper', '--screen', 'lock'],
      ['icon', 'com.apple.Preferences'],
    ].entries()) {
      const image = join(cli.dir, `${index}.png`)
      expect((await cli.run([...command, '--save', image, '--device', anna])).code).toBe(0)
      expect((await readFile(image)).subarray(1, 4).toString('latin1')).toBe('PNG')
    }
  })

  it('shows the log and the notifications until Ctrl+C, which is no failure', async () => {
    const log = await cli.run(['syslog', '--device', anna], {
      onText: (text, pid) => text.includes('relay connected') && process.kill(pid, 'SIGINT'),
    })
    expect(log).toMatchObject({ code: 0, stderr: '' })
    const name = 'com.example.slipway.test'
    const told = cli.run(['notifications', name, '--json', '--device', anna], {
      onText: (text, pid) => text.includes(name) && process.kill(pid, 'SIGINT'),
    })
    await eventually(
      () => requests(anna),
      (heard) => heard.includes(`ObserveNotification ${name}`),
      'observing',
    )
    const { mux, device, record } = await cli.link(anna)
    const proxy = await NotificationProxy.open(mux, device, record)
    await proxy.post(name)
    expect(await told).toMatchObject({ code: 0, stdout: `${JSON.stringify({ text: name })}\n`, stderr: '' })
    proxy.close()
  })

  it('restarts a device, which comes back under another number', async () => {
    const before = (await cart.device(ben)).deviceId
    expect((await cli.run(['restart', '--device', ben])).code).toBe(0)
    await cart.until(ben, ({ deviceId }) => deviceId !== null && deviceId !== before)
  })

  it('puts a device into recovery only for the end of its serial number, typed', async () => {
    const { serial } = (await cart.device(ben)).identity
    const refused = await cli.run(['recovery', '--confirm', serial.slice(0, 4), '--device', ben])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('Nothing was done.')
    expect((await cart.device(ben)).power).toBe('on')
    expect((await cli.run(['recovery', '--confirm', serial.slice(-4).toLowerCase(), '--device', ben])).code).toBe(0)
    await cart.until(ben, ({ power }) => power === 'recovery')
  })

  it('ends a pairing on both sides, or makes the device forget every computer', async () => {
    const third = (await cart.list()).find(({ slot }) => slot === 3)!.identity.udid
    for (const flags of [[], ['--every-host']]) {
      await cli.json('pair', '--device', third)
      expect((await truth(third)).trustedHosts).toHaveLength(1)
      expect((await cli.run(['unpair', ...flags, '--device', third])).code).toBe(0)
      expect((await truth(third)).trustedHosts).toEqual([])
      await expect(cli.link(third)).rejects.toThrow('not attached and paired')
    }
    const gone = await cli.run(['validate', '--device', third])
    expect(gone).toMatchObject({ code: 1, stdout: 'This computer is not paired with the device.\n' })
  })

  it('shuts a device down', async () => {
    expect((await cli.run(['shutdown', '--device', anna])).code).toBe(0)
    await cart.until(anna, ({ power }) => power === 'off')
  })
})

/** What hosts asked of the device, by name. */
async function requests(udid: string): Promise<readonly string[]> {
  const response = await fetch(`${cart.controlUrl}/devices/${udid}/requests`, {
    headers: { authorization: `Bearer ${cart.controlToken}` },
  })
  return ((await response.json()) as { requests: readonly { name: string }[] }).requests.map(({ name }) => name)
}
