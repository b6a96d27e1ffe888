import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

/** To look at: every picture goes here, too. Those for docs/ are named in `kept`. */
const all = process.env['SLIPWAY_SCREENSHOTS'] ?? null
const docs = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))

/** What the documentation shows: each page once, and some in French, dark, or on a phone. */
const kept: ReadonlySet<string> = new Set([
  ...['stage', 'device', 'list', 'wall', 'first-run', 'returns', 'shift', 'automation', 'blueprints'].map(
    (name) => `${name}-window-en-light`,
  ),
  ...['editor', 'intune', 'ade', 'ledger', 'practice', 'settings'].map((name) => `${name}-window-en-light`),
  'stage-phone-fr-dark',
  'consent-window-fr-dark',
  'editor-phone-fr-dark',
])

/** Sharp enough to read at full size, a quarter of what PNG takes. */
const quality = 0.82

/** Takes a picture as the page is now. WebP is made by the browser itself, on a page of its own. */
export async function picture(page: Page, name: string): Promise<void> {
  const shot = await page.screenshot()
  if (all !== null) {
    await mkdir(all, { recursive: true })
    await writeFile(join(all, `${name}.png`), shot)
  }
  if (!kept.has(name)) return
  const maker = await page.context().newPage()
  const webp = await maker.evaluate(
    async ([png, wanted]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', wanted).split(',')[1] ?? ''
    },
    [shot.toString('base64'), quality] as const,
  )
  await maker.close()
  await mkdir(docs, { recursive: true })
  await writeFile(join(docs, `${name}.webp`), Buffer.from(webp, 'base64'))
}
