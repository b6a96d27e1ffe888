import { expect, test } from '@playwright/test'
import { startPracticeProcess } from './practice-process.ts'
import type { PracticeProcess } from './practice-process.ts'

let practice: PracticeProcess

test.beforeAll(async () => {
  practice = await startPracticeProcess(2)
})
test.afterAll(() => practice.stop())

test('a device is plugged in, staged and reaches Enrolled, before the eyes of the operator', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(practice.url)
  await expect(page.getByTitle('Virtual devices and a practice tenant')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Plug in an iPhone or iPad' })).toBeVisible()

  await practice.say('plug 0')
  const slot = page.getByRole('gridcell', { name: /^Slot 1 / })
  await expect(slot).toHaveAccessibleName(/Ready/)

  await page.getByRole('button', { name: 'Select all ready' }).click()
  await page.getByRole('button', { name: 'Stage 1 device…' }).click()
  const start = page.getByRole('button', {
    name: /^(Start staging|Erase 1 and stage) 1 device$|^Erase 1 and stage 1 device$/,
  })
  await expect(start).toBeVisible()
  const consent = page.getByRole('textbox', { name: /type how many/ })
  if (await consent.isVisible()) await consent.fill('1')
  await start.click()

  await expect(slot).toHaveAccessibleName(/Enrolled/, { timeout: 90_000 })
  // Before pairing a device does not tell its serial; now it is there, large enough to compare with the sticker.
  await expect(slot).toContainText(practice.serials[0]?.slice(-4) ?? 'no serial')
  await slot.click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('region', { name: 'Facts' })).toContainText(/In Intune\s*Enrolled/)
  await expect(panel.getByRole('region', { name: 'Facts' })).toContainText(/Supervised\s*Yes/)
  await expect(page.getByRole('region', { name: 'Last batch' })).toContainText('1 of 1 finished')

  await page.reload()
  await expect(slot).toHaveAccessibleName(/Enrolled/)
})
