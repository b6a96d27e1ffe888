import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../electron/app.ts'
import type { App } from '../../electron/app.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { createSkippableClock } from '../harness/skippable-clock.ts'
import { eventually } from '../harness/eventually.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'

const passphrase = 'correct horse battery'

describe('a package for a site without network', () => {
  let bench: Bench
  let dir = ''
  let site: App
  const clock = createSkippableClock()
  let sealed = ''

  beforeAll(async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'fresh' }] } })
    dir = await mkdtemp(join(tmpdir(), 'slipway-site-'))
    // The same world, but a Graph address where nobody listens: this site never hears of Intune.
    const graph = { baseUrl: 'http://127.0.0.1:9', getToken: () => Promise.resolve('none') }
    site = await createApp({ ...bench.options, dataDir: join(dir, 'core'), graph, clock })
  }, 60_000)
  afterAll(async () => {
    await site?.close()
    await bench?.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const message = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
    )

  it('names what is in it and until when it is good', async () => {
    const exported = await bench.app.handlers['offline.export']({ passphrase })
    sealed = exported.sealed
    expect(exported.profiles.length).toBeGreaterThan(0)
    expect(exported.expiresAt).toBeLessThanOrEqual(exported.createdAt + 14 * 86_400_000)
    expect(exported.expiresAt).toBeGreaterThan(exported.createdAt + 13 * 86_400_000)
  })

  it('takes no short passphrase, opens with none but its own, and shows every change', async () => {
    expect(await message(bench.app.handlers['offline.export']({ passphrase: 'short' }))).toBe('offline.weakPassphrase')
    const open = (bytes: Buffer, word = passphrase) =>
      message(site.handlers['offline.import']({ sealed: bytes.toString('base64'), passphrase: word }))
    const bytes = Buffer.from(sealed, 'base64')
    expect(await open(bytes, `${passphrase}!`)).toBe('offline.wrongPassphrase')
    for (const at of [bytes.length - 1, bytes.length >> 1, bytes.indexOf(0x0a) + 1]) {
      const changed = Buffer.from(bytes)
      changed[at] = changed[at]! ^ 1
      expect(await open(changed)).toBe('offline.wrongPassphrase')
    }
    expect(await open(Buffer.from('{}\nnothing'))).toBe('offline.fileUnreadable')
  })

  it('lets the site plan without Intune, which it could not do before', async () => {
    const udid = bench.devices[0]!.identity.udid
    const preview = () => site.handlers['runs.preview']({ udids: [udid], blueprintId: 'none' })
    const plan = () => site.handlers['runs.preview']({ udids: [udid], blueprintId: blueprintIds.bench })
    expect(await message(preview())).toBe('stage.unknownBlueprint')
    expect(await message(plan())).toBe('graph.unreachable')
    await site.handlers['offline.import']({ sealed, passphrase })
    expect(await message(plan())).toBe('none')
  }, 60_000)

  it('comes back as a report that the connected bench takes once, and tells Intune', async () => {
    const udids = [bench.devices[0]!.identity.udid]
    const consent = { udids, typedCount: 1 }
    await site.handlers['runs.start']({ udids, blueprintId: blueprintIds.bench, consent, waivePilot: true })
    const asked = async () => (await site.handlers['outbox.list']({})).entries.map(({ kind }) => kind)
    await eventually(asked, (kinds) => kinds.length === 2, 'what Intune is to be told')
    await site.handlers['runs.cancel']({ udids })
    const report = await site.handlers['offline.report']({ passphrase })
    expect(report).toMatchObject({ entries: 2, leftOut: 0 })
    const take = () => bench.app.handlers['outbox.import']({ sealed: report.sealed, passphrase })
    expect(await take()).toMatchObject({ added: 2, known: 0, refused: 0 })
    expect(await take()).toMatchObject({ added: 0, known: 2, refused: 0 })
    const taken = async () =>
      (await bench.app.handlers['outbox.list']({})).entries.filter(({ origin }) => origin !== null)
    const done = await eventually(taken, (all) => all.every(({ state }) => state === 'done'), 'told')
    expect(done.map(({ kind }) => kind).toSorted()).toEqual(['assignProfile', 'importSerial'])
  }, 60_000)

  it('is not trusted after fourteen days, by its file or by what was taken from it', async () => {
    clock.skip(15 * 86_400_000)
    expect(await message(site.handlers['offline.import']({ sealed, passphrase }))).toBe('offline.expired')
    const udid = bench.devices[0]!.identity.udid
    expect(await message(site.handlers['runs.preview']({ udids: [udid], blueprintId: blueprintIds.bench }))).toBe(
      'offline.factsOld',
    )
  }, 60_000)
})
