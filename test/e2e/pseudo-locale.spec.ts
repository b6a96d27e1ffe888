import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { pageNames } from '../../renderer/navigation/route.ts'
import { startStation } from '../../electron/hosts/station/station.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { everyState } from './devices.ts'
import { expect, test } from './station-test.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let pageDir: string

test.beforeAll(async () => {
  // Only a page built for tests knows the pseudo-locale.
  pageDir = await mkdtemp(join(tmpdir(), 'slipway-pseudo-'))
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '-c', 'build/vite.renderer.ts', '--mode', 'test', '--outDir', pageDir]
  await promisify(execFile)(process.execPath, args, { cwd: root })
})
test.afterAll(() => rm(pageDir, { recursive: true, force: true }))

test('longer words are neither cut nor laid over each other, and nothing is left untranslated', async ({
  page,
  core,
}) => {
  test.setTimeout(120_000)
  core.show(everyState())
  const station = await startStation({ app: core, port: 0, pageDir, logger: silentLogger })
  try {
    await page.setViewportSize({ width: 1024, height: 700 })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(station.url)
    await expect(page.getByRole('main')).toBeVisible()
    for (const name of pageNames) {
      await page.goto(`${station.origin}/?lang=xx#/${name === 'stage' ? '' : name}`)
      await expect(page.getByRole('main')).toBeVisible()
      await page.waitForLoadState('networkidle')
      expect.soft(await flaws(page), name).toEqual([])
    }
  } finally {
    await station.close()
  }
})

test('the page as it is delivered knows no such locale', async ({ page, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('main')).toBeVisible()
  await page.goto(`${station.origin}/?lang=xx`)
  await expect(page.getByRole('heading', { name: 'Slipway' })).toBeVisible()
  expect(await page.locator('body').innerText()).not.toContain('⟦')
})

/** What is wrong with the texts in sight, in words. */
function flaws(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Piece = { readonly text: string; readonly box: DOMRect; readonly element: Element }
    const found: string[] = []
    const pieces: Piece[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const element = node.parentElement
      if (text === '' || element === null || element.closest('option, script, style') !== null) continue
      const style = getComputedStyle(element)
      if (!element.checkVisibility({ visibilityProperty: true }) || style.clipPath !== 'none') continue
      const range = document.createRange()
      range.selectNodeContents(node)
      pieces.push({ text, box: range.getBoundingClientRect(), element })
    }
    // Data says what it says in every language: numbers, serials, names of devices, places and what they are made of.
    const data =
      /^[\p{N}\p{P}\p{S}\s]*$|^(iPad|iPhone)|^[A-Z0-9]{4,}$|Slipway|Contoso|^[a-z]+(\.[a-zA-Z]+)+$|Shared iPad|Direct, devices|^(en|fr)$|^\/nowhere$|^test$|English|Français|^(F6|Ctrl|Esc)/u
    for (const { text } of pieces)
      if (!text.includes('⟦') && !text.includes('⟧') && !data.test(text)) found.push(`untranslated: ${text}`)
    for (const { text, element } of pieces) {
      const style = getComputedStyle(element)
      const hides = style.overflowX !== 'visible' && style.overflowX !== 'auto'
      if (hides && element.scrollWidth > element.clientWidth + 1 && element.getAttribute('title') === null)
        found.push(`cut: ${text.slice(0, 60)}`)
    }
    const inSight = pieces.filter(
      ({ box, element }) =>
        box.width > 0 &&
        box.bottom <= innerHeight &&
        document.elementFromPoint(box.x + 2, box.y + box.height / 2) === element,
    )
    for (const [index, left] of inSight.entries())
      for (const right of inSight.slice(index + 1)) {
        if (left.element.contains(right.element) || right.element.contains(left.element)) continue
        const across = Math.min(left.box.right, right.box.right) - Math.max(left.box.left, right.box.left)
        const down = Math.min(left.box.bottom, right.box.bottom) - Math.max(left.box.top, right.box.top)
        if (across > 3 && down > 4)
          found.push(`over each other: ${left.text.slice(0, 40)} / ${right.text.slice(0, 40)}`)
      }
    return found
  })
}
