import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../electron/app.ts'
import { asAppError } from '../../src-shared/errors.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import { expectReadable, expectWords } from '../harness/words.ts'

let home: Awaited<ReturnType<typeof freshHome>>
let disk = ''
let bench: Bench | null = null

beforeAll(async () => {
  home = await freshHome()
  const path = join(home.path, 'disk')
  mkdirSync(path)
  const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
  if (isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', path]).status === 0) disk = path
  else console.warn('skipped: a small disk can be mounted by root on Linux only')
})
afterEach(async () => {
  await bench?.stop()
  bench = null
  if (disk !== '') empty()
})
afterAll(async () => {
  if (disk !== '') spawnSync('umount', ['-l', disk])
  await home.dispose()
})

const ballast = () => join(disk, 'ballast')
const empty = (): void => rmSync(ballast(), { force: true })

/** Leaves so many KiB, not more. */
function fill(leaveKiB: number): void {
  empty()
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast(), Buffer.alloc(Math.max(0, bavail * bsize - leaveKiB * 1024)))
}

describe('a full disk', () => {
  it('at the command line is one sentence with what to do, in English and in French', async ({ skip }) => {
    if (disk === '') return skip()
    fill(100)
    for (const [lang, words] of [
      ['en', /^Error: The disk is full: .+\nWhat to do: .+\n$/m],
      ['fr', /^Erreur.+Le disque est plein.+\nÀ faire.+\n$/m],
    ] as const) {
      const args = ['practice', 'run', '--json', '--devices', '1', '--data', join(disk, 'run'), '--lang', lang]
      const { code, stdout, stderr } = await runCli(args, { temporary: home.path })
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(words)
      expect(stderr).not.toMatch(/^\s+at /m)
    }
    rmSync(join(disk, 'run'), { recursive: true })
  })

  it('at whatever point of the first start: the sentence, and a start that works once there is room', async ({
    skip,
  }) => {
    if (disk === '') return skip()
    bench = await startBench({ devices: 1, app: () => ({ dataDir: join(home.path, 'elsewhere') }) })
    await bench.stopCore()
    for (const leave of [0, 8, 40, 80, 120, 180, 240]) {
      const dataDir = join(disk, `left-${leave}`)
      fill(leave)
      const failed = await createApp({ ...bench.options, dataDir }).catch(asAppError)
      if (!('handlers' in failed)) {
        expect({ leave, code: failed.code, words: failed.message }).toMatchObject({ leave, code: 'app.diskFull' })
        expectReadable(failed)
      } else await failed.close()
      empty()
      const app = await createApp({ ...bench.options, dataDir })
      expect((await app.handlers['blueprints.list']({})).blueprints).toHaveLength(4)
      await app.close()
      rmSync(dataDir, { recursive: true })
    }
  }, 60_000)

  it('in the middle of a run: the device stands still and says why, and a retry goes on where it was', async ({
    skip,
  }) => {
    if (disk === '') return skip()
    bench = await startBench({
      scenario: { devices: [{ state: 'used' }] },
      app: () => ({ dataDir: join(disk, 'core') }),
    })
    const udid = bench.devices[0]!.identity.udid
    let filled = false
    bench.log.onLine(({ fields }) => {
      if (filled || fields['event'] !== 'stepStarted' || fields['step'] !== 'wifi') return
      filled = true
      fill(0)
    })
    await bench.startRun('bench', [udid])
    expectWords(await bench.feed.untilStage(udid, 'needsAttention'), 'app.diskFull')
    empty()
    await bench.app.handlers['runs.retry']({ udids: [udid], consent: null })
    const view = await bench.feed.untilStage(udid, 'enrolled')
    expect(view.error).toBeNull()
    expect((await bench.cart.device(udid)).counts).toMatchObject({ erased: 1, cloudConfigurationStored: 1 })
    await bench.stop()
    bench = null
    rmSync(join(disk, 'core'), { recursive: true })
  })
})
