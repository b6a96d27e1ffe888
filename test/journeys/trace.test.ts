import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { transcriptLineSchema } from '../../src-shared/transcript.ts'
import type { TranscriptLine } from '../../src-shared/transcript.ts'
import { openSession } from '../../electron/apple/device-link.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { PlistReal } from '../../electron/apple/plist/value.ts'
import { installProfile, openMcInstall } from '../../electron/apple/services/mcinstall.ts'
import { getProfileList } from '../../electron/apple/services/mcinstall-profiles.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { openBench, wifiProfile } from './device-bench.ts'
import type { Bench } from './device-bench.ts'
import { eventually } from '../harness/eventually.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench as StagingBench } from '../harness/bench.ts'
import { TranscriptFile } from '../../electron/prove/trace/transcript-file.ts'
import { takeTour } from '../../electron/prove/trace/tour.ts'
import { systemClock } from '../../electron/lib/clock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-trace-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function linesOf(path: string): Promise<readonly TranscriptLine[]> {
  const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n')
  return lines.map((line) => transcriptLineSchema.parse(JSON.parse(line)))
}

/** Tours the only device of a cart with a pairing it has already, so that nothing but the tour is in the transcript. */
async function tour(bench: Bench, path: string): Promise<void> {
  const [device] = bench.devices
  const { record } = await bench.pair(device!)
  const transcript = new TranscriptFile({ path, version: '0.0.0', practice: true, clock: systemClock })
  const mux = new Usbmux({ address: bench.mux.address, logger: silentLogger, traffic: transcript })
  await takeTour({ mux, device: device!, record })
  transcript.close()
}

/** What the device said, in the order of the tour; without what is never twice the same. */
function said(lines: readonly TranscriptLine[]): unknown {
  const volatile = new Set(['TimeIntervalSince1970', 'SlipwayPractice', 'SessionID', 'Port', 'Challenge', 'length'])
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !volatile.has(key))
        .map(([key, item]) => [key, plain(item)]),
    )
  }
  return lines
    .filter(({ from, message }) => from === 'device' && (message as { Key?: unknown }).Key !== 'SlipwayPractice')
    .map(({ service, device, message }) => ({ service, device, message: plain(message) }))
}

describe('a transcript, replayed by a practice device', () => {
  let original: Bench
  let replay: Bench
  const first = () => join(folder, 'first.jsonl')
  beforeAll(async () => {
    original = await openBench({
      devices: [
        { state: 'used', model: 'iPhone15,4', os: '18.5', name: 'Ann’s iPhone', batteryPercent: 61, dataPlan: true },
      ],
    })
    const [device] = original.devices
    const { record } = await original.pair(device!)
    const session = await openSession(original.mux, device!, record)
    await session.setValue({ domain: 'com.apple.international', key: 'Locale' }, 'fr_CA')
    session.close()
    const service = await openMcInstall(original.mux, device!, record)
    await installProfile(service, wifiProfile('com.contoso.wifi'))
    // The hands at the device install it when they see it.
    await eventually(
      () => getProfileList(service),
      (profiles) => profiles.length === 1,
      'the profile',
    )
    service.close()
    await tour(original, first())
    replay = await openBench({ devices: [{ fixture: first() }] }, ['--seed', 'another'])
  }, 60_000)
  afterAll(async () => {
    await original?.cart.stop()
    await replay?.cart.stop()
  })

  it('tells the same facts, with made-up names in place of the identifiers', async () => {
    const [device] = original.devices
    const [again] = replay.devices
    const before = await original.facts(device!, (await original.pair(device!)).record)
    const after = await replay.facts(again!, (await replay.pair(again!)).record)
    const names = {
      udid: after.udid,
      serial: 'TESTX0000001',
      ecid: String(Number.parseInt(after.udid.slice(9), 16)),
      name: 'Device 1',
      imei: '000000000000001',
      meid: '00000000000001',
      iccid: '8999000000000000001',
      wifiAddress: after.wifiAddress,
      bluetoothAddress: after.bluetoothAddress,
      practiceWorld: after.practiceWorld,
    }
    expect(after).toEqual({ ...before, ...names })
    expect(before).toMatchObject({ name: 'Ann’s iPhone', locale: 'fr_CA', batteryPercent: 61, cloudConfigured: true })
    expect(after.udid).not.toBe(before.udid)
    expect(after.wifiAddress).not.toBe(before.wifiAddress)
  })

  it('says the same again when it is toured itself', async () => {
    await tour(replay, join(folder, 'second.jsonl'))
    const [once, twice] = [await linesOf(first()), await linesOf(join(folder, 'second.jsonl'))]
    expect(once.length).toBeGreaterThan(60)
    expect(said(twice)).toEqual(said(once))
  })

  it('goes on as any practice device: what is written is read back, what is stored cannot be stored again', async () => {
    const [again] = replay.devices
    const { record } = await replay.pair(again!)
    const session = await openSession(replay.mux, again!, record)
    await session.setValue({ key: 'DeviceName' }, 'Renamed')
    expect(await session.getValue({ key: 'DeviceName' })).toBe('Renamed')
    session.close()
    const facts = await replay.facts(again!, record)
    expect(facts).toMatchObject({ name: 'Renamed', cloudConfigured: true, supervised: false, setupDone: true })
  })

  it('cannot be two devices at once, nor any other file', async () => {
    const twice = openBench({ devices: [{ fixture: first() }, { fixture: first() }] })
    await expect(twice).rejects.toThrow()
    await expect(openBench({ devices: [{ fixture: join(folder, 'nowhere.jsonl') }] })).rejects.toThrow()
  })
})

describe('a transcript of a device the cart has never heard of', () => {
  it('makes a device of that model, with keys and domains no practice device has by itself', async () => {
    const udid = '00009999-00000000F0000001'
    const service = 'com.apple.mobile.lockdown'
    const values = {
      UniqueDeviceID: udid,
      ProductType: 'iPhone99,9',
      ProductVersion: '31.2',
      DeviceClass: 'iPhone',
      ActivationState: 'Activated',
      NobodyHasHeardOfThis: { $real: 2.5 },
      HiddenThing: { $hidden: 'data', length: 3 },
    }
    const exchanges: readonly (readonly [object, object])[] = [
      [{ Request: 'StartSession' }, { Request: 'StartSession', SessionID: '1' }],
      [{ Request: 'GetValue' }, { Request: 'GetValue', Value: values }],
      [
        { Request: 'GetValue', Domain: 'com.apple.new', Key: 'Shiny' },
        { Request: 'GetValue', Domain: 'com.apple.new', Key: 'Shiny', Value: true },
      ],
    ]
    const header = {
      format: 'slipway-transcript',
      version: 1,
      madeAt: '2026-01-01T00:00:00Z',
      by: '1',
      practice: false,
    }
    const lines = exchanges.flatMap(([asked, answered]) => [
      { at: 0, connection: 1, device: udid, service, from: 'host', message: asked },
      { at: 0, connection: 1, device: udid, service, from: 'device', message: answered },
    ])
    const path = join(folder, 'unknown.jsonl')
    await writeFile(path, `${[header, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`)
    const bench = await openBench({ devices: [{ fixture: path, state: 'fresh' }] })
    try {
      const [device] = bench.devices
      const { record } = await bench.pair(device!)
      expect(await bench.facts(device!, record)).toMatchObject({
        udid,
        productType: 'iPhone99,9',
        osVersion: '31.2',
        activationState: 'Activated',
      })
      const session = await openSession(bench.mux, device!, record)
      expect(await session.getValue({ key: 'NobodyHasHeardOfThis' })).toEqual(new PlistReal(2.5))
      expect(await session.getValue({ key: 'HiddenThing' })).toEqual(new Uint8Array(3))
      expect(await session.getValue({ domain: 'com.apple.new', key: 'Shiny' })).toBe(true)
      session.close()
    } finally {
      await bench.cart.stop()
    }
  })
})

describe('the transcript of a staging run', () => {
  let bench: StagingBench
  afterEach(() => bench?.stop())

  it('holds requests and replies of every service and none of the secrets that passed', async () => {
    const path = join(folder, 'stage.jsonl')
    bench = await startBench({ scenario: { devices: [{ state: 'used' }] }, app: () => ({ transcript: path }) })
    const { udid, serial, ecid } = bench.devices[0]!.identity
    await bench.startRun('bench', [udid])
    await bench.feed.untilStage(udid, 'enrolled')
    const mux = new Usbmux({ address: parseMuxAddress(bench.world.muxAddress), logger: silentLogger })
    const record = await mux.readPairRecord(udid)
    await bench.stopCore()
    const lines = await linesOf(path)
    const text = await readFile(path, 'utf8')

    const services = new Set(lines.map(({ service }) => service))
    for (const service of ['com.apple.mobile.lockdown', 'com.apple.mobile.MCInstall', 'com.apple.mobileactivationd'])
      expect(services).toContain(service)
    for (const request of ['Pair', 'EraseDevice', 'InstallProfile', 'SetCloudConfiguration', 'ConfigurationURL'])
      expect(text).toContain(request)

    expect(record?.escrowBag?.length).toBe(32)
    const bag = Buffer.from(record?.escrowBag ?? [])
    const privateKeys = [record?.hostPrivateKeyPem ?? '', record?.rootPrivateKeyPem ?? '']
    const secrets = [
      'practice-wifi',
      'Slipway Practice',
      'BEGIN ',
      udid,
      serial,
      ecid,
      record?.wifiMacAddress ?? '',
      bench.world.graphToken,
      bench.options.organizationName,
      new URL(bench.world.graphBaseUrl).host,
      bag.toString('base64'),
      bag.toString('hex'),
      ...privateKeys.map((pem) => pem.split('\n')[3] ?? ''),
    ]
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(5)
      expect(text, secret).not.toContain(secret)
    }
    // Bytes never pass, whatever is in them.
    expect(text).not.toContain('$data')
  })
})
