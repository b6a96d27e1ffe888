import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { startStation } from '../../../electron/hosts/station/station.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import playwrightConfig from '../../e2e/playwright.config.ts'
import type { UiFigures } from '../ui-report.ts'
import { runNode } from '../programs.ts'
import { measureFrames, measureInteractions, watchArrivals } from './page-measures.ts'
import { recordStaging } from './recording.ts'
import type { Recording } from './recording.ts'
import { ReplayCore } from './replay-core.ts'

const changesPerSecond = 200
const framesForMs = 8000

/** The page in a real browser, fed by recordings of a staging: smooth, quick to answer, and up to date. */
async function benchUi(devices: number, rounds: number): Promise<UiFigures> {
  say('ui: builds the page and records a staging')
  const pageDir = await mkdtemp(join(tmpdir(), 'slipway-bench-page-'))
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {})
  try {
    await runNode('node_modules/vite/bin/vite.js', ['build', '-c', 'build/vite.renderer.ts', '--outDir', pageDir])
    const recordings = await recordStaging()
    say(`ui: ${recordings.length} recordings of ${recordings.map(({ length }) => length).join(', ')} changes`)
    const busy = await measureBusy({ browser, pageDir, recordings, slots: devices, rounds })
    say(`ui: under changes ${JSON.stringify({ frames: busy.busyFrames.length, interactions: busy.interactions })}`)
    say('ui: everything is plugged in at once')
    const arrivals = await measureArrivals({ browser, pageDir, recordings, slots: devices, rounds })
    return { slots: devices, changesPerSecond, ...busy, arrivals }
  } finally {
    await browser.close()
    await rm(pageDir, { recursive: true, force: true })
  }
}

type Bench = {
  readonly browser: Browser
  readonly pageDir: string
  readonly recordings: readonly Recording[]
  readonly slots: number
  readonly rounds: number
}

async function measureBusy({ browser, pageDir, recordings, slots, rounds }: Bench) {
  const core = new ReplayCore(recordings, slots)
  core.attachAll()
  return withPage({ browser, pageDir, core }, async (page) => {
    await page
      .getByRole('gridcell')
      .nth(slots - 1)
      .waitFor()
    await page.waitForTimeout(1000)
    const idleFrames = await measureFrames(page, framesForMs / 2)
    core.play(changesPerSecond)
    const busyFrames = await measureFrames(page, framesForMs)
    const interactions = await measureInteractions(page, rounds * 3)
    core.stop()
    return { idleFrames, busyFrames, interactions }
  })
}

async function measureArrivals({ browser, pageDir, recordings, slots, rounds }: Bench): Promise<readonly number[]> {
  const times: number[] = []
  const core = new ReplayCore(recordings, slots)
  await withPage({ browser, pageDir, core }, async (page, origin) => {
    for (let round = 0; round < Math.max(3, rounds); round += 1) {
      core.clear()
      await page.goto('about:blank')
      await page.goto(origin)
      await page.getByRole('main').waitFor()
      await page.waitForTimeout(1000)
      const painted = await watchArrivals(page, slots)
      const at = performance.timeOrigin + performance.now()
      core.attachAll()
      times.push(...(await painted()).map((time) => time - at))
    }
  })
  return times
}

type Around = { readonly browser: Browser; readonly pageDir: string; readonly core: ReplayCore }

async function withPage<T>(
  { browser, pageDir, core }: Around,
  work: (page: Page, origin: string) => Promise<T>,
): Promise<T> {
  const station = await startStation({ app: core, port: 0, pageDir, logger: silentLogger })
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-US' })
  try {
    const page = await context.newPage()
    await page.goto(station.url)
    await page.getByRole('main').waitFor()
    await page.waitForLoadState('networkidle')
    return await work(page, station.origin)
  } finally {
    await context.close()
    await core.close()
    await station.close()
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

// A program of its own, because it speaks of a browser's window: `node test/bench/ui/ui.ts SLOTS ROUNDS` prints JSON.
const [slots = '64', rounds = '3'] = process.argv.slice(2)
console.log(JSON.stringify(await benchUi(Number(slots), Number(rounds))))
