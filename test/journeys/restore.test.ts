import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cfgutil } from '../../electron/configurator/cfgutil.ts'
import { identifyCfgutil, verificationSetting } from '../../electron/configurator/prove/verification.ts'
import { openDataDirectory } from '../../electron/store/data-directory.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import { fakeDevice } from '../configurator/fake/state.ts'
import { makeFakeCfgutil } from '../configurator/fake-cfgutil.ts'
import type { FakeCfgutil } from '../configurator/fake-cfgutil.ts'
import { eventually } from '../harness/eventually.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'

const restoring = blueprint.parse({
  ...defaultBlueprints(null)[0],
  id: 'restoring',
  route: 'none',
  enrollmentProfile: null,
  erase: 'always',
  eraseWith: 'restore',
  powerCheck: null,
})

let fake: FakeCfgutil
let bench: Bench
let tool: string

/** The stand-in for cfgutil, and what a restore means to the practice device that it is called for. */
function toolFor({ url, token }: { readonly url: string; readonly token: string }): string {
  const path = join(fake.temporary, 'cfgutil')
  const headers = JSON.stringify({ authorization: `Bearer ${token}`, 'content-type': 'application/json' })
  const script = `#!${process.execPath}
const { spawnSync } = require('node:child_process')
const args = process.argv.slice(2)
const run = spawnSync(${JSON.stringify(fake.path)}, args, { stdio: 'inherit' })
const erase = async () => {
  if (!args.includes('restore')) return
  const list = await fetch('${url}/devices', { headers: ${headers} }).then((answer) => answer.json())
  const ecid = BigInt(args[args.indexOf('--ecid') + 1])
  const state = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(join(fake.path, '..', 'state.json'))}, 'utf8'))
  const isDone = state.devices.some((one) => BigInt(one.ecid) === ecid && one.erasures > 0)
  const device = list.devices.find(({ identity }) => BigInt(identity.ecid) === ecid)
  if (isDone) await fetch('${url}/devices/' + device.identity.udid + '/erase', { method: 'POST', headers: ${headers}, body: '{}' })
}
erase().then(() => process.exit(run.status ?? 1))
`
  writeFileSync(path, script)
  chmodSync(path, 0o755)
  return path
}

beforeAll(async () => {
  fake = makeFakeCfgutil([])
  bench = await startBench({
    scenario: { devices: [{ state: 'used' }, { state: 'used' }, { state: 'used' }, { state: 'used' }] },
    app: ({ cartControl }) => {
      tool = toolFor(cartControl)
      return { cfgutil: tool }
    },
    blueprints: (usual) => [...usual, restoring],
  })
  fake.change((state) => {
    state.devices = bench.devices.map(({ identity }, index) => {
      const ecid = `0x${BigInt(identity.ecid).toString(16).toUpperCase()}`
      const { serial: serialNumber, udid } = identity
      return { ...fakeDevice(index, { isPaired: true }), ecid, udid, serialNumber }
    })
  })
}, 60_000)
afterAll(async () => {
  await bench?.stop()
  fake?.dispose()
})

/** As `slipway prove --backend configurator` keeps it. */
async function keepVerdict(): Promise<void> {
  await bench.stopCore()
  const cfgutil = new Cfgutil({ path: tool, keys: null, temporary: fake.temporary })
  const identity = await identifyCfgutil(cfgutil, AbortSignal.timeout(20_000))
  const directory = openDataDirectory(bench.dataDir, 'practice')
  const box = await openSecretBox({ kind: 'keyFile', path: directory.file('secrets.key') })
  const store = await openStore(directory.file('slipway.sqlite'), box)
  await store.putSetting(verificationSetting, JSON.stringify({ cfgutil: identity, provedAt: new Date().toISOString() }))
  await store.close()
  directory.close()
  bench = await bench.restartCore()
}

const udidOf = (at: number): string => bench.devices[at]!.identity.udid

async function start(at: number): Promise<void> {
  const udid = udidOf(at)
  const consent = { udids: [udid], typedCount: 1 }
  await bench.feed.untilDevice(udid, ({ stage }) => stage === 'ready', 'ready')
  await bench.app.handlers['runs.start']({ udids: [udid], blueprintId: restoring.id, consent, waivePilot: true })
}

async function run(at: number) {
  await start(at)
  const isOver = (stage: string): boolean => stage === 'prepared' || stage === 'needsAttention'
  return bench.feed.untilDevice(udidOf(at), (view) => view.run !== null && isOver(view.stage), 'an end')
}

async function erasedOf(at: number): Promise<number> {
  return (await bench.cart.device(udidOf(at))).counts['erased'] ?? 0
}

describe('a blueprint that restores', () => {
  it('is refused where no cfgutil is proved, before anything is touched', async () => {
    await bench.feed.until((views) => views.filter(({ stage }) => stage === 'ready').length === 4, 'all ready')
    const udids = [udidOf(0)]
    const { plans } = await bench.app.handlers['runs.preview']({ udids, blueprintId: restoring.id })
    expect(plans[0]?.problems).toContainEqual({ code: 'plan.backendCannot', details: { what: 'restore' } })
    const view = await run(0)
    expect([view.stage, view.error?.code]).toEqual(['needsAttention', 'plan.backendCannot'])
    expect([fake.calls('restore').length, await erasedOf(0)]).toEqual([0, 0])
  })

  it('has cfgutil restore the device, once and this one, when it is proved', async () => {
    await keepVerdict()
    const { plans } = await bench.app.handlers['runs.preview']({ udids: [udidOf(1)], blueprintId: restoring.id })
    expect(plans[0]?.problems).toEqual([])
    expect(plans[0]?.warnings).toContainEqual({ code: 'plan.restoreDataPlan', details: {} })
    const view = await run(1)
    expect([view.stage, view.error?.code ?? null]).toEqual(['prepared', null])
    expect(await Promise.all([0, 1, 2].map(erasedOf))).toEqual([0, 1, 0])
    expect(fake.calls('restore')).toHaveLength(1)
    expect(fake.calls('restore')[0]?.argv).toContain(fake.device(1).ecid)
    const query = { before: null, limit: 100, device: udidOf(1), since: null, until: null }
    const { entries } = await bench.app.handlers['ledger.list'](query)
    const kinds = entries.toReversed().map(({ line }) => line.kind)
    expect(kinds).toEqual(expect.arrayContaining(['eraseOrdered', 'eraseProved', 'prepared']))
  })

  it('asks a person when cfgutil refuses, with the device as it was', async () => {
    fake.fail({ verb: 'restore', kind: 'error', code: 402, domain: 'ConfigurationUtilityKit.error', message: 'No.' })
    const view = await run(2)
    expect([view.stage, view.error?.code]).toEqual(['needsAttention', 'configurator.refused'])
    expect(await erasedOf(2)).toBe(0)
  })

  it('believes the device when cfgutil ends without an answer', async () => {
    const at = 2
    fake.fail({ verb: 'restore', kind: 'partial' })
    // What its answer would have told.
    fake.change((state) => void (state.devices[at]!.erasures = 1))
    await bench.app.handlers['runs.retry']({
      udids: [udidOf(at)],
      consent: { udids: [udidOf(at)], typedCount: 1 },
    })
    const view = await bench.feed.untilDevice(udidOf(at), ({ stage }) => stage === 'prepared', 'prepared')
    expect(view.run?.steps.find(({ name }) => name === 'erase')?.reason).toBe('erase.alreadyHappened')
    expect(await erasedOf(at)).toBe(1)
  })

  it('asks again after this computer stopped in the middle: the cfgutil it left may still do it', async () => {
    const udid = udidOf(3)
    fake.fail({ verb: 'restore', kind: 'hang' })
    await start(3)
    await eventually(
      () => Promise.resolve(fake.calls('restore').filter(({ argv }) => argv.includes(fake.device(3).ecid))),
      (calls) => calls.length === 1,
      'a restore under way',
    )
    bench = await bench.restartCore()
    const view = await bench.feed.untilDevice(udid, ({ stage }) => stage === 'needsAttention', 'a question')
    expect(view.error?.code).toBe('stage.eraseNotConsented')
    const left = fake.calls('restore').at(-1)?.pid
    if (left !== undefined) process.kill(left, 'SIGKILL')
    expect(await erasedOf(3)).toBe(0)
  })
})
