import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../electron/app.ts'
import { startStation } from '../../electron/hosts/station/station.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { worldCheck } from '../../electron/start/world-check.ts'
import { asAppError } from '../../src-shared/errors.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import { expectReadable, expectWords } from '../harness/words.ts'

let home: Awaited<ReturnType<typeof freshHome>>
beforeAll(async () => {
  home = await freshHome()
})
afterAll(() => home.dispose())

/** Trouble as a person at the terminal sees it: a sentence, what to do, nothing of the program. */
async function expectSaid(args: readonly string[], said: { readonly en: RegExp; readonly fr: RegExp }): Promise<void> {
  for (const lang of ['en', 'fr'] as const) {
    const { code, stdout, stderr } = await runCli([...args, '--lang', lang], { temporary: home.path })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    const trouble = stderr.slice(stderr.indexOf(lang === 'en' ? 'Error:' : 'Erreur'))
    expect(trouble).toMatch(said[lang])
    expect(trouble).toMatch(lang === 'en' ? /^Error: .+\nWhat to do: .+\n$/ : /^Erreur.+\nÀ faire.+\n$/)
  }
}

describe('a data directory', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await startBench({ devices: 1 })
  }, 60_000)
  afterAll(() => bench.stop())

  it('that another Slipway uses is refused, and the first goes on', async () => {
    // The command keeps its core in DIR/core, as the bench does.
    await expectSaid(['practice', 'run', '--json', '--devices', '1', '--data', bench.dir], {
      en: /already|in use/i,
      fr: /déjà/i,
    })
    await expect(bench.app.handlers['blueprints.list']({})).resolves.toBeDefined()
  })

  it('of a practising Slipway is refused to a real one, and the other way round', async () => {
    await bench.stopCore()
    const real = await createApp({ ...bench.options, mode: 'real' }).catch(asAppError)
    expect(real).toMatchObject({ code: 'app.practiceRealMix' })
    expectReadable(asAppError(real))

    const dataDir = join(bench.dir, 'real')
    const first = await createApp({ ...bench.options, mode: 'real', dataDir })
    await first.close()
    await expect(createApp({ ...bench.options, dataDir })).rejects.toMatchObject({ code: 'app.practiceRealMix' })
    await rm(dataDir, { recursive: true })
    bench = await bench.restartCore()
  })

  it('that cannot be made or written is named', async () => {
    const file = join(home.path, 'a-file')
    await writeFile(file, '')
    await expectSaid(['practice', 'run', '--json', '--devices', '1', '--data', join(file, 'below')], {
      en: /a-file/,
      fr: /a-file/,
    })
  })
})

describe('a practice device on a real Slipway', () => {
  let bench: Bench
  afterEach(() => bench?.stop())

  it('is refused before it is asked anything else, and nothing can be started on it', async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'used' }] }, app: () => ({ mode: 'real' }) })
    const udid = bench.devices[0]!.identity.udid
    expectWords(await bench.feed.untilStage(udid, 'needsAttention'), 'app.practiceRealMix')
    await bench.app.handlers['runs.start']({
      udids: [udid],
      blueprintId: 'setup-assistant-bench',
      consent: { udids: [udid], typedCount: 1 },
    })
    await bench.feed.untilDevice(udid, ({ run }) => run?.endedAt != null, 'the run has ended')
    expectWords(bench.feed.view(udid)!, 'app.practiceRealMix')
    const { counts } = await bench.cart.device(udid)
    expect(Object.keys(counts).toSorted()).toEqual(['attached', 'started'])
  })

  it('and a real device on a practising one', () => {
    const { assertDevice, assertTenant } = worldCheck('practice')
    expect(() => assertDevice('00008110-0000000000000001', null)).toThrow(/practice/i)
    expect(() => assertTenant(null)).toThrow(/practice/i)
    expect(() => assertDevice('00008110-0000000000000001', 'a-world')).not.toThrow()
  })
})

describe('a port', () => {
  it('that another program has is named, with what to do', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const app = { handlers: {} as never, close: async () => {} }
    await writeFile(join(home.path, 'index.html'), '<!doctype html>')
    const error = await startStation({ app, port, pageDir: home.path, logger: silentLogger }).catch(asAppError)
    expect(error).toMatchObject({ code: 'station.portTaken', details: { port } })
    expectReadable(asAppError(error))
    other.close()
  })
})
