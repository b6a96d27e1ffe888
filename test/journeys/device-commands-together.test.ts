import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandPhase } from '../../src-shared/device-commands.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { Afc } from '../../electron/apple/services/afc.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { storedZip } from '../interop/stored-zip.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { expectRefused, resultOf } from './command-result.ts'
import { wifiProfile } from './device-bench.ts'
import { openDeviceCli } from './device-cli.ts'
import type { DeviceCli } from './device-cli.ts'

let bench: Bench
/** Staged and supervised by this bench, and still in Setup Assistant. */
let ours: string
/** In use, supervised by nobody, paired by hand. */
let used: string

const never = { signal: new AbortController().signal }

beforeAll(async () => {
  bench = await startBench({
    scenario: { devices: [{ state: 'activated' }, { state: 'used' }, { state: 'fresh' }] },
    hands: 'operator',
  })
  ours = bench.devices[0]!.identity.udid
  used = bench.devices[1]!.identity.udid
}, 60_000)
afterAll(() => bench?.stop())

describe('device commands beside runs and each other', { timeout: 120_000 }, () => {
  it('are refused while a run works on the device, and taken again once it is prepared', async () => {
    await bench.startRun('bench', [ours])
    await expectRefused(bench.app.handlers['device.rename']({ udid: ours, name: 'Not now' }, never), 'stage.busy')
    await bench.feed.untilDevice(ours, ({ safeToUnplug, run }) => run !== null && safeToUnplug, 'prepared')
    expect((await bench.cart.device(ours)).storage).toMatchObject({ supervised: true, setupDone: false })
    expect((await bench.cart.device(ours)).storage.deviceName).not.toBe('Not now')
    expect(await resultOf(bench.app.handlers['device.validate']({ udid: ours }, never))).toEqual({ pairing: 'honored' })
  })

  it('show everybody at once what they changed', async () => {
    await resultOf(bench.app.handlers['device.rename']({ udid: ours, name: 'Window seat' }, never))
    await bench.feed.untilDevice(ours, ({ facts }) => facts?.name === 'Window seat', 'its new name')
  })

  it('pair with a tap where nobody supervises', async () => {
    const phases: CommandPhase[] = []
    const pairing = resultOf(bench.app.handlers['device.pair']({ udid: used, supervised: true }, never), phases)
    await bench.cart.tap(used, 'trust')
    expect(await pairing).toEqual({ made: true })
    expect(phases).toEqual(['waitingForTrust'])
  })

  it('activate a device through this computer, once', async () => {
    const { udid } = bench.devices[2]!.identity
    await resultOf(bench.app.handlers['device.pair']({ udid, supervised: false }, never))
    expect((await bench.cart.device(udid)).storage.activated).toBe(false)
    expect(await resultOf(bench.app.handlers['device.activate']({ udid }, never))).toEqual({ activated: true })
    expect((await bench.cart.device(udid)).storage.activated).toBe(true)
    expect(await resultOf(bench.app.handlers['device.activate']({ udid }, never))).toEqual({ activated: false })
  })

  it('switch Wi-Fi', async () => {
    await resultOf(bench.app.handlers['device.setWifiPower']({ udid: used, on: false }, never))
    const switched = (await bench.cart.facts(used)).findLast(({ kind }) => kind === 'wifiPower')
    expect(switched?.detail).toEqual({ on: false })
  })

  it('wait for each other on one device, keep runs away from it, and leave other devices alone', async () => {
    const listening = new AbortController()
    const log = bench.app.handlers['device.syslog']({ udid: used }, listening)[Symbol.asyncIterator]()
    expect((await log.next()).value).toMatchObject({ kind: 'line' })
    const phases: CommandPhase[] = []
    const renamed = resultOf(bench.app.handlers['device.rename']({ udid: used, name: 'Later' }, never), phases)
    const impatient = new AbortController()
    const given = resultOf(bench.app.handlers['device.restart']({ udid: used }, impatient))
    await expect(
      bench.app.handlers['runs.start']({ udids: [used], blueprintId: blueprintIds.direct, consent: null }),
    ).rejects.toMatchObject({ code: 'stage.occupied' })
    await resultOf(bench.app.handlers['device.battery']({ udid: ours }, never))
    impatient.abort()
    await expect(given).rejects.toMatchObject({ code: 'app.cancelled' })
    expect((await bench.cart.device(used)).storage.deviceName).not.toBe('Later')
    listening.abort()
    while ((await log.next()).done !== true);
    expect(await renamed).toEqual({ name: 'Later' })
    expect(phases).toEqual(['queued'])
    expect(await bench.cart.device(used)).toMatchObject({ storage: { deviceName: 'Later' }, attached: true })
    expect((await bench.cart.device(used)).counts['restarted']).toBeUndefined()
  })

  it('stop copying an app when nobody listens any more, and leave nothing behind', async () => {
    const path = join(bench.dir, 'big.ipa')
    const info = writePlist({ CFBundleIdentifier: 'org.example.big' })
    await writeFile(
      path,
      storedZip({ 'Payload/Big.app/Info.plist': info, 'Payload/Big.app/Big': Buffer.alloc(20e6, 7) }),
    )
    for await (const item of bench.app.handlers['device.installApp']({ udid: used, path }, never)) {
      if (item.kind === 'progress' && item.phase === 'uploading') break
    }
    await rm(path)
    // Its turn comes when the other command has tidied up.
    expect(await resultOf(bench.app.handlers['device.apps']({ udid: used, all: false }, never))).toEqual({ apps: [] })
    const cli = await openDeviceCli(bench.world.muxAddress)
    const { mux, device, record } = await cli.link(used)
    const afc = await Afc.open(mux, device, record)
    expect(await afc.listDirectory('PublicStaging')).toEqual([])
    afc.close()
    await cli.dispose()
  })
})

describe('what only the organization that supervises a device may do', { timeout: 120_000 }, () => {
  let cli: DeviceCli
  beforeAll(async () => {
    await bench.stopCore()
    cli = await openDeviceCli(bench.world.muxAddress, bench.dataDir)
  })
  afterAll(() => cli?.dispose())

  it('pairs with the proof of its identity', async () => {
    expect((await cli.run(['unpair', '--device', ours])).code).toBe(0)
    expect(await cli.json('pair', '--supervised', '--device', ours)).toEqual({ paired: true, made: true })
    const paired = (await bench.cart.facts(ours)).findLast(({ kind }) => kind === 'paired')
    expect(paired?.detail).toMatchObject({ by: 'supervisor' })
  })

  it('installs a profile without a question, and sets a wallpaper', async () => {
    const profile = join(cli.dir, 'silent.mobileconfig')
    await writeFile(profile, wifiProfile('org.example.silent'))
    const added = await cli.run(['profile', 'add', profile, '--silent', '--device', ours])
    expect(added).toMatchObject({ code: 0, stdout: 'org.example.silent is installed.\n', stderr: '' })
    const { storage, prompts } = await bench.cart.device(ours)
    expect(storage.profiles.map(({ identifier }) => identifier)).toContain('org.example.silent')
    expect(prompts.filter(({ kind }) => kind === 'installProfile')).toEqual([])
    const image = join(cli.dir, 'wallpaper.png')
    await writeFile(image, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]))
    expect((await cli.run(['wallpaper', image, '--screen', 'lock', '--device', ours])).code).toBe(0)
    const set = (await bench.cart.facts(ours)).findLast(({ kind }) => kind === 'wallpaperSet')
    expect(set?.detail).toEqual({ where: 1 })
  })

  it('removes a forgotten passcode with the token it kept in time', async () => {
    expect((await cli.run(['keep-unlock-token', '--device', ours])).code).toBe(0)
    await bench.cart.state(ours, { passcode: '135790' })
    const late = await cli.run(['keep-unlock-token', '--device', ours])
    expect(late).toMatchObject({ code: 1, stdout: '' })
    expect(late.stderr).toContain('passcode')
    expect((await cli.run(['clear-passcode', '--device', ours])).code).toBe(0)
    expect((await bench.cart.device(ours)).storage.hasPasscode).toBe(false)
    expect((await cli.run(['clear-screen-time', '--device', ours])).code).toBe(0)
  })
})
