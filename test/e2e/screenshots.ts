import { everyState } from './devices.ts'
import { picture } from './picture.ts'
import { plan } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

// The Stage home with a device in every state, which no practice world has at once.

const sizes = [
  ['window', 1280, 800],
  ['phone', 390, 844],
  ['large', 2560, 1440],
] as const

for (const [language, colorScheme] of [
  ['en', 'light'],
  ['fr', 'dark'],
] as const) {
  for (const [size, width, height] of sizes) {
    test(`stage, ${size}, ${language}, ${colorScheme}`, async ({ page, core, station }) => {
      const look = `${size}-${language}-${colorScheme}`
      core.language = language
      core.show(everyState())
      core.plans = (udids) => udids.map((udid, index) => plan(udid, { erases: index % 2 === 0 ? 'yes' : 'no' }))
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(station.url)
      await expect(page.getByRole('gridcell')).toHaveCount(13)
      await picture(page, `stage-${look}`)
      await page.getByRole('gridcell').nth(2).click()
      await expect(page.getByRole('complementary')).toBeVisible()
      await picture(page, `device-${look}`)
      await page.keyboard.press('Escape')
      await page.getByRole('gridcell').nth(4).press('Control+a')
      await page.getByRole('button', { name: /^(Stage|Préparer) / }).click()
      await expect(page.getByRole('textbox')).toBeVisible()
      await picture(page, `consent-${look}`)
      await page.keyboard.press('Escape')
      await page
        .getByRole('main')
        .getByRole('radio', { name: /^(List|Liste)$/ })
        .or(page.getByRole('main').getByRole('button', { name: /^(List|Liste)$/ }))
        .first()
        .click()
      await picture(page, `list-${look}`)
      await page.goto(`${station.origin}/#/stage/wall`)
      await expect(page.getByRole('gridcell')).toHaveCount(0)
      await picture(page, `wall-${look}`)
    })
  }
}
