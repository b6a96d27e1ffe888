import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandItem } from '../../src-shared/device-commands.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { runCli } from '../harness/cli.ts'
import { expectRefused, resultOf } from './command-result.ts'
import { wifiProfile } from './device-bench.ts'
import { openDeviceCli } from './device-cli.ts'
import type { DeviceCli } from './device-cli.ts'

let bench: Bench
/** In use, supervised by nobody, paired by hand. */
let used: string
const never = { signal: new AbortController().signal }

beforeAll(async () => {
  bench = await startBench({ scenario: { devices: [{ state: 'used' }, { state: 'fresh' }] }, hands: 'operator' })
  used = bench.devices[0]!.identity.udid
  const pairing = resultOf(bench.app.handlers['device.pair']({ udid: used, supervised: false }, never))
  await bench.cart.tap(used, 'trust')
  await pairing
}, 60_000)
afterAll(() => bench?.stop())

describe('a device command that cannot be done', { timeout: 120_000 }, () => {
  const text = (words: string) => Buffer.from(words).toString('base64')
  const calls = () => bench.app.handlers
  const wrong: readonly (readonly [string, () => AsyncIterable<CommandItem<unknown>>, string])[] = [
    [
      'an unknown device',
      () => calls()['device.facts']({ udid: '00008110-00000000000000FF' }, never),
      'stage.unknownDevice',
    ],
    ['an empty name', () => calls()['device.rename']({ udid: used, name: '  ' }, never), 'device.nameInvalid'],
    ['a name in two lines', () => calls()['device.rename']({ udid: used, name: 'a\nb' }, never), 'device.nameInvalid'],
    [
      'a name that is too long',
      () => calls()['device.rename']({ udid: used, name: 'x'.repeat(64) }, never),
      'device.nameInvalid',
    ],
    [
      'no language at all',
      () => calls()['device.setLanguage']({ udid: used, language: null, locale: null }, never),
      'device.nothingToSet',
    ],
    [
      'a language it has not',
      () => calls()['device.setLanguage']({ udid: used, language: 'xx', locale: null }, never),
      'device.languageUnknown',
    ],
    [
      'a time zone nobody has',
      () => calls()['device.setTimeZone']({ udid: used, timeZone: 'Mars/Base' }, never),
      'device.timeZoneUnknown',
    ],
    [
      'a domain nobody has',
      () => calls()['device.values']({ udid: used, domain: 'org.example', key: 'x' }, never),
      'apple.lockdown.missingValue',
    ],
    [
      'a file that is no profile',
      () => calls()['device.addProfile']({ udid: used, profile: text('no'), way: 'ask' }, never),
      'profiles.unreadable',
    ],
    [
      'a silent profile on a device of nobody',
      () =>
        calls()['device.addProfile'](
          { udid: used, profile: wifiProfile('org.example.w').toString('base64'), way: 'silent' },
          never,
        ),
      'apple.mcinstall.certificateRejected',
    ],
    [
      'a profile that is not there',
      () =>
        calls()['device.removeProfile'](
          {
            udid: used,
            identifier: 'org.example.w',
            typedSerial: bench.devices.find(({ identity }) => identity.udid === used)!.identity.serial.slice(-4),
          },
          never,
        ),
      'device.profileNotThere',
    ],
    [
      'an app that is not there',
      () => calls()['device.removeApp']({ udid: used, bundleId: 'org.example.w' }, never),
      'device.appNotThere',
    ],
    [
      'a missing file',
      () => calls()['device.installApp']({ udid: used, path: '/nowhere/a.ipa' }, never),
      'app.fileUnreadable',
    ],
    [
      'a file that is no app',
      () => calls()['device.installApp']({ udid: used, path: import.meta.filename }, never),
      'device.ipaUnreadable',
    ],
    [
      'a wallpaper that is a text',
      () => calls()['device.setWallpaper']({ udid: used, image: text('no'), screen: 'both' }, never),
      'device.imageUnknown',
    ],
    [
      'icons that are no layout',
      () => calls()['device.arrangeIcons']({ udid: used, layout: {} }, never),
      'device.layoutInvalid',
    ],
    [
      'a passcode whose token nobody kept',
      () => calls()['device.clearPasscode']({ udid: used }, never),
      'device.noUnlockToken',
    ],
    [
      'recovery without consent',
      () => calls()['device.enterRecovery']({ udid: used, typedSerial: '' }, never),
      'stage.recoveryNotConsented',
    ],
    [
      'Automated Device Enrollment of a device Apple does not know',
      () => calls()['device.automatedEnrollment']({ udid: used, credentials: null }, never),
      'apple.mcinstall.cannotRetrieve',
    ],
  ]
  it.each(wrong)('says so in one sentence: %s', async (_what, call, code) => {
    const before = (await bench.cart.device(used)).storage
    await expectRefused(call(), code)
    expect((await bench.cart.device(used)).storage).toEqual(before)
  })
})

describe('slipway device at a bench that is not as it should be', { timeout: 120_000 }, () => {
  let cli: DeviceCli
  beforeAll(async () => (cli = await openDeviceCli(bench.world.muxAddress)))
  afterAll(() => cli?.dispose())

  it.each([
    ['which device, when several are attached', ['info'], /2 devices are attached, and none was named\..*--device/s],
    ['that the named device is not there', ['info', '--device', 'TESTNOBODY'], /TESTNOBODY/],
    [
      'that a file is missing',
      ['profile', 'add', '/nowhere.mobileconfig', '--device', 'FIRST'],
      /\/nowhere\.mobileconfig cannot be read/,
    ],
    ['what is missing', ['wallpaper', '--device', 'FIRST'], /--save/],
    [
      'so in French',
      ['time-zone', 'Mars', '--lang', 'fr', '--device', 'FIRST'],
      /Erreur.*Il n’existe pas de fuseau horaire Mars\..*À faire/s,
    ],
  ] as const)('says %s, in one sentence', async (_what, args, words) => {
    const { code, stdout, stderr } = await cli.run(args.map((arg) => (arg === 'FIRST' ? used : arg)))
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr.trim().split('\n')).toHaveLength(2)
  })

  it.each([
    ['a device of the practice world to a Slipway that works for real', () => bench.world.muxAddress, /practice/i],
    ['a service that is not there', () => '127.0.0.1:1', /127\.0\.0\.1:1/],
  ])('refuses %s', async (_what, mux, words) => {
    const args = ['device', 'battery', '--mux', mux(), '--data', join(cli.dir, 'real'), '--device', used]
    const { code, stdout, stderr } = await runCli(args, { temporary: cli.dir })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(words)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
