import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { startStation } from '../../../electron/hosts/station/station.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import playwrightConfig from '../../e2e/playwright.config.ts'
import type { PageFigures, UiFigures } from '../ui-report.ts'
import { runNode } from '../programs.ts'
import { measureFrames, measureInteractions, measureThread, watchArrivals } from './page-measures.ts'
import { plainPage } from './plain-page.ts'
import type { PlainPage } from './plain-page.ts'
import { recordStaging } from './recording.ts'
import { ReplayCore } from './replay-core.ts'

const changesPerSecond = 200
const framesForMs = 8000

/** One page to measure: how it is opened, filled at once, and kept changing. */
type Subject = {
  readonly page: Page
  readonly open: (filled: boolean) => Promise<void>
  readonly fill: () => Promise<void> | void
  readonly play: () => Promise<void> | void
  readonly stop: () => void
}

/** The page in a real browser, fed by recordings of a staging, beside the least page that could show the same. */
async function benchUi(slots: number, rounds: number): Promise<UiFigures> {
  say('ui: builds the page and records a staging')
  const pageDir = await mkdtemp(join(tmpdir(), 'slipway-bench-page-'))
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {})
  try {
    await runNode('node_modules/vite/bin/vite.js', ['build', '-c', 'build/vite.renderer.ts', '--outDir', pageDir])
    const core = new ReplayCore(await recordStaging(), slots)
    const loadBefore = loadavg()[0] ?? 0
    say('ui: an empty page, and a plain one')
    const { emptyFrames, plain } = await withPage(browser, async (page) => {
      await page.goto('about:blank')
      const empty = await measureFrames(page, framesForMs / 2)
      return { emptyFrames: empty, plain: await measure(plainSubject(page, slots), slots, rounds) }
    })
    say('ui: Slipway')
    const station = await startStation({ app: core, port: 0, pageDir, logger: silentLogger })
    try {
      const slipway = await withPage(browser, async (page) => {
        await page.goto(station.url)
        await page.getByRole('main').waitFor()
        return measure(ownSubject(page, core, station.origin), slots, rounds)
      })
      const load = [loadBefore, loadavg()[0] ?? 0] as const
      return { slots, changesPerSecond, load, emptyFrames, plain, slipway }
    } finally {
      await core.close()
      await station.close()
    }
  } finally {
    await browser.close()
    await rm(pageDir, { recursive: true, force: true })
  }
}

function plainSubject(page: Page, slots: number): Subject {
  const fill = (): Promise<void> => page.evaluate((count) => (window as unknown as PlainPage).fill(count), slots)
  return {
    page,
    open: async (filled) => {
      await page.goto('about:blank')
      await page.setContent(plainPage)
      if (filled) await fill()
    },
    fill,
    play: () => page.evaluate((pace) => (window as unknown as PlainPage).play(pace), changesPerSecond),
    stop: () => {},
  }
}

function ownSubject(page: Page, core: ReplayCore, origin: string): Subject {
  return {
    page,
    open: async (filled) => {
      core.clear()
      if (filled) core.attachAll()
      await page.waitForLoadState('networkidle')
      await page.goto('about:blank')
      await page.goto(origin)
      await page.getByRole('main').waitFor()
    },
    fill: () => core.attachAll(),
    play: () => core.play(changesPerSecond),
    stop: () => core.stop(),
  }
}

async function measure(subject: Subject, slots: number, rounds: number): Promise<PageFigures> {
  const { page, open, fill, play, stop } = subject
  await open(true)
  const cells = page.getByRole('gridcell')
  await cells.nth(slots - 1).waitFor()
  await page.waitForTimeout(1000)
  const idleFrames = await measureFrames(page, framesForMs / 2)
  await play()
  const { busyShare, result: busyFrames } = await measureThread(page, () => measureFrames(page, framesForMs))
  const interactions = await measureInteractions(page, rounds * 3)
  stop()
  const arrivals: number[] = []
  for (let round = 0; round < Math.max(3, rounds); round += 1) {
    await open(false)
    await page.waitForTimeout(1000)
    const painted = await watchArrivals(page, slots)
    const at = performance.timeOrigin + performance.now()
    await fill()
    arrivals.push(...(await painted()).map((time) => time - at))
  }
  return { idleFrames, busyFrames, busyShare, interactions, arrivals }
}

async function withPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-US' })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

// A program of its own, because it speaks of a browser's window: `node test/bench/ui/ui.ts SLOTS ROUNDS` prints JSON.
const [slots = '64', rounds = '3'] = process.argv.slice(2)
console.log(JSON.stringify(await benchUi(Number(slots), Number(rounds))))
