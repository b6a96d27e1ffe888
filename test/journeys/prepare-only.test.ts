import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { madeUpIpa } from '../interop/made-up-ipa.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let bench: Bench
let prepared: DeviceReport
let handedOver: DeviceReport
let plain: DeviceReport
let views: readonly DeviceView[]

const viewOf = ({ identity }: DeviceReport) => views.find(({ udid }) => udid === identity.udid)
const kinds = async (device: DeviceReport) => (await bench.cart.facts(device.identity.udid)).map(({ kind }) => kind)

beforeAll(async () => {
  bench = await startBench({
    scenario: { devices: [{ state: 'used' }, { state: 'fresh' }, { state: 'used' }] },
    blueprints: ([usual]) => {
      const everything = {
        ...usual,
        id: 'prepare',
        route: 'none',
        enrollmentProfile: null,
        pairing: 'certificate',
        nameTemplate: 'Kiosk-{counter:3}-{asset}',
        timeZone: 'Europe/Paris',
        wallpaper: { home: 'blue', lock: 'blue' },
        apps: ['kiosk'],
        verification: ['configuration', 'name', 'timeZone', 'profiles', 'apps'],
        end: { shutDown: true, label: '{serial}\n{asset}', sound: true },
      }
      const user = { ...usual, id: 'hand-over', endsAt: 'user', wifi: null, end: { shutDown: true } }
      const nothing = {
        ...usual,
        id: 'rename',
        route: 'none',
        enrollmentProfile: null,
        supervise: false,
        skipSetup: [],
        language: null,
        locale: null,
        wifi: null,
        nameTemplate: '{{DEVICETYPE}} {slot:2}',
      }
      return [everything, user, nothing].map((one) => blueprint.parse(one))
    },
  })
  ;[prepared, handedOver, plain] = bench.devices as [DeviceReport, DeviceReport, DeviceReport]
  for (const folder of ['apps', 'pictures']) await mkdir(join(bench.dataDir, folder), { recursive: true })
  await writeFile(join(bench.dataDir, 'apps', 'kiosk.ipa'), madeUpIpa('com.example.kiosk'))
  await writeFile(join(bench.dataDir, 'pictures', 'blue.png'), png)
  await writeFile(join(bench.dataDir, 'assets.csv'), `Serial;Asset\n${prepared.identity.serial};A-77\n`)
  await bench.cart.hands(handedOver.identity.udid, 'never')
  await bench.feed.until((all) => all.filter(({ stage }) => stage === 'ready').length === 3, 'three devices ready')
  const start = async (device: DeviceReport, blueprintId: string, erases: boolean): Promise<void> => {
    const udids = [device.identity.udid]
    const consent = erases ? { udids, typedCount: 1 } : null
    await bench.app.handlers['runs.start']({ udids, blueprintId, consent })
  }
  await start(prepared, 'prepare', true)
  await start(handedOver, 'hand-over', false)
  await start(plain, 'rename', false)
  await bench.feed.untilStage(prepared.identity.udid, 'prepared')
  await bench.feed.untilStage(handedOver.identity.udid, 'awaitingUser')
  await bench.feed.untilStage(plain.identity.udid, 'prepared')
  const gone = (all: readonly DeviceView[]): boolean =>
    all.filter(({ presence }) => presence === 'unplugged').length === 2
  views = await bench.feed.until(gone, 'two devices switched off')
}, 120_000)
afterAll(() => bench?.stop())

it('a device that is only prepared gets everything a blueprint can set by cable, and no enrollment', async () => {
  const now = await bench.cart.device(prepared.identity.udid)
  expect(now).toMatchObject({
    storage: { deviceName: 'Kiosk-001-A-77', timeZone: 'Europe/Paris', apps: ['com.example.kiosk'], enrolled: false },
    counts: { erased: 1 },
  })
  const seen = await kinds(prepared)
  expect(seen).toEqual(expect.arrayContaining(['erased', 'activated', 'cloudConfigurationStored', 'wallpaperSet']))
  expect(seen).not.toContain('enrollmentRequested')
  expect(viewOf(prepared)).toMatchObject({ stage: 'prepared', safeToUnplug: true, error: null })
  const outcomes = Object.fromEntries((viewOf(prepared)?.run?.steps ?? []).map(({ name, outcome }) => [name, outcome]))
  expect(outcomes).toMatchObject({
    power: 'done',
    register: 'skipped',
    timeZone: 'done',
    apps: 'done',
    supervise: 'done',
    verify: 'done',
    wallpaper: 'done',
    label: 'done',
    shutDown: 'done',
    enroll: 'skipped',
  })
})

it('a label is kept as a file that any program prints', async () => {
  const svg = await readFile(join(bench.dataDir, 'labels', `${prepared.identity.serial}.svg`), 'utf8')
  expect(svg).toContain(`>${prepared.identity.serial}</text>`)
  expect(svg).toContain('>A-77</text>')
})

it('a device that goes to its user is switched off as the last thing, and Intune has the word from there', () => {
  const view = viewOf(handedOver)
  expect(view).toMatchObject({ stage: 'awaitingUser', presence: 'unplugged', error: null })
  expect(view?.run?.steps.find(({ name }) => name === 'shutDown')).toMatchObject({ outcome: 'done' })
})

it('a blueprint that configures nothing renames a device in use and leaves the rest alone', async () => {
  const now = await bench.cart.device(plain.identity.udid)
  expect(now.storage.deviceName).toMatch(/^(iPhone|iPad) 03$/)
  const seen = await kinds(plain)
  expect(seen).not.toContain('erased')
  expect(seen).not.toContain('cloudConfigurationStored')
})

it('Intune is told of none that is only prepared', async () => {
  const serials = new Set([prepared.identity.serial, plain.identity.serial])
  const told = (await bench.tenant.observed()).filter(({ serial }) => serial !== null && serials.has(serial))
  expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['activation']))
  const { plans } = await bench.app.handlers['runs.preview']({
    udids: [prepared.identity.udid],
    blueprintId: 'hand-over',
  })
  // Nothing of it is in Intune's lists either, and Intune says so.
  expect(plans[0]?.warnings).toContainEqual({
    code: 'plan.willBeImported',
    details: { serial: prepared.identity.serial },
  })
})
