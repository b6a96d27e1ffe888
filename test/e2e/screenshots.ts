import { fileURLToPath } from 'node:url'
import { everyState } from './devices.ts'
import { plan } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

const target = process.env['SLIPWAY_SCREENSHOTS'] ?? fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const sizes = [
  ['window', 1280, 800],
  ['phone', 390, 844],
  ['wall', 2560, 1440],
] as const

for (const language of ['en', 'fr'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, width, height] of sizes) {
      test(`${name}, ${language}, ${colorScheme}`, async ({ page, core, station }) => {
        core.language = language
        core.show(everyState())
        core.plans = (udids) => udids.map((udid, index) => plan(udid, { erases: index % 2 === 0 ? 'yes' : 'no' }))
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.goto(station.url)
        await expect(page.getByRole('gridcell')).toHaveCount(13)
        const shot = (what: string) =>
          page.screenshot({ path: `${target}/${what}-${name}-${language}-${colorScheme}.png` })
        await shot('cart')
        await page.getByRole('gridcell').nth(2).click()
        await expect(page.getByRole('complementary')).toBeVisible()
        await shot('device')
        await page.keyboard.press('Escape')
        await page.getByRole('gridcell').nth(4).press('Control+a')
        await page.getByRole('button', { name: /^(Stage|Préparer) / }).click()
        await expect(page.getByRole('textbox')).toBeVisible()
        await shot('stage')
      })
    }
  }
}
