import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../electron/app.ts'
import type { App } from '../../electron/app.ts'
import { practiceAppOptions } from '../../electron/hosts/practice-app.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import { startAdeWorld } from '../harness/ade-world.ts'
import type { AdeWorld } from '../harness/ade-world.ts'
import { FeedWatch } from '../harness/feed-watch.ts'
import { resultOf } from './command-result.ts'
import { createRecorder } from '../harness/recorder.ts'

let ade: AdeWorld
let app: App
let feed: FeedWatch
let dataDir: string

const udid = (at: number): string => ade.devices[at]?.identity.udid ?? ''
const serial = (at: number): string => ade.devices[at]?.identity.serial ?? ''
const problems = async (at: number, blueprintId: string) => {
  const { plans } = await app.handlers['runs.preview']({ udids: [udid(at)], blueprintId })
  return plans[0]?.problems
}

beforeAll(async () => {
  ade = await startAdeWorld([{ state: 'fresh' }, { state: 'used' }, { state: 'fresh' }])
  await ade.assign({ displayName: 'By Apple' }, [serial(0), serial(1)])
  dataDir = await mkdtemp(join(tmpdir(), 'slipway-automated-'))
  const { logger } = createRecorder()
  app = await createApp(practiceAppOptions(ade.world, { dataDir, version: '0.0.0', language: 'en', logger }))
  const [usual] = defaultBlueprints(null)
  const automated = {
    ...usual,
    id: 'automated',
    route: 'automated',
    endsAt: 'user',
    enrollmentProfile: null,
    skipSetup: [],
    nameTemplate: null,
  }
  await app.handlers['blueprints.put']({ blueprint: blueprint.parse(automated), replace: false })
  feed = new FeedWatch(app)
  await feed.until((views) => views.filter(({ stage }) => stage === 'ready').length === 3, 'three devices ready')
  // Somebody taps Trust, and nobody walks through Setup Assistant yet; a device that trusts nobody tells no serial number.
  for (const { identity } of ade.devices) {
    await ade.cart.hands(identity.udid, 'atOnce', { hello: 'whenPrepared' })
    await resultOf(
      app.handlers['device.pair']({ udid: identity.udid, supervised: false }, { signal: AbortSignal.timeout(30_000) }),
    )
  }
  await feed.until((views) => views.every(({ facts }) => facts?.serial != null), 'three serial numbers')
}, 90_000)
afterAll(async () => {
  await feed?.stop()
  await app?.close()
  await ade?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('a device that Apple configures is refused for a configuration by cable, before anything is written to it', async () => {
  const found = await problems(0, 'setup-assistant-bench')
  expect(found).toContainEqual({ code: 'plan.automatedSerial', details: { serial: serial(0) } })
})

it('one without a profile is refused on the automated route', async () => {
  expect(await problems(2, 'automated')).toEqual([{ code: 'plan.noAutomatedProfile', details: { serial: serial(2) } }])
  expect(await problems(0, 'automated')).toEqual([])
})

it('Apple leads a device to Intune that the cable only erased and activated', async () => {
  const udids = [udid(0), udid(1)]
  await app.handlers['runs.start']({
    udids,
    blueprintId: 'automated',
    consent: { udids: [udid(1)], typedCount: 1 },
    waivePilot: true,
  })
  for (const one of udids) {
    // A quick person may be through before anybody looks.
    const handedOver = ['awaitingUser', 'enrolled']
    await feed.until(
      (views) => views.some((v) => v.udid === one && handedOver.includes(v.stage)),
      'a device handed over',
    )
    await ade.cart.hands(one, 'atOnce', { hello: 'always' })
  }
  for (const one of udids) await feed.untilStage(one, 'enrolled')
  for (const at of [0, 1]) {
    const { storage, counts } = await ade.cart.device(udid(at))
    expect(storage).toMatchObject({ enrolled: true, supervised: true })
    expect(counts).toMatchObject({ automatedEnrollmentAsked: 1 })
    expect(counts['erased'] ?? 0).toBe(at)
    const view = (await feed.until(() => true, 'the devices')).find((one) => one.udid === udid(at))
    expect(view?.run?.steps.find(({ name }) => name === 'supervise')).toMatchObject({ outcome: 'skipped' })
  }
}, 40_000)
