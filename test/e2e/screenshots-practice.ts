import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { atApple } from './apple-portal.ts'
import { picture } from './picture.ts'
import { startPracticeProcess } from './practice-process.ts'
import type { PracticeProcess } from './practice-process.ts'

// Every other page, on a practice world in which something happened.

test.describe.configure({ mode: 'serial' })

let practice: PracticeProcess
let window: BrowserContext
let page: Page
const at = (hash: string): Promise<unknown> => page.goto(new URL(`/#/${hash}`, practice.url).href)

test.beforeAll(async ({ browser }) => {
  practice = await startPracticeProcess(4)
  for (const slot of [0, 1]) await practice.say(`plug ${slot}`)
  for (const slot of [1, 2]) await practice.say(`buy ${slot}`)
  window = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ignoreHTTPSErrors: true })
  page = await window.newPage()
  await page.goto(practice.url)
})
test.afterAll(async () => {
  await window.close()
  await practice.stop()
})

test('something happens in the practice world', async () => {
  test.setTimeout(180_000)
  await expect(page.getByRole('button', { name: 'Prepare a practice device' })).toBeVisible()
  await picture(page, 'first-run-window-en-light')
  await at('shift')
  const adding = page.getByRole('form', { name: 'Add somebody' })
  await adding.getByLabel('Name').fill('Anne Martin')
  await adding.getByLabel(/^PIN/).fill('2468')
  await adding.getByRole('button', { name: 'Add' }).click()
  await page.getByLabel('PIN', { exact: true }).fill('2468')
  await page.getByRole('button', { name: 'Sign on' }).click()
  await expect(page.getByText(/^Anne Martin is signed on since/)).toBeVisible()
  await at('')
  await page.getByRole('button', { name: 'Prepare a practice device' }).click()
  await expect(page.getByText('Prepared and enrolled. That is all there is to it.')).toBeVisible({ timeout: 60_000 })
  await at('returns')
  for (const serial of practice.serials.slice(0, 1)) {
    await page.getByRole('searchbox').fill(serial)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
  }
  await at('intune')
  await page.getByText('New token', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of the token' }).fill('Contoso')
  await page.getByRole('checkbox', { name: /^I agree/ }).check()
  const key = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the key (.pem)' }).first().click()
  const p7m = await atApple(window, practice, await (await key).path())
  const token = page.getByRole('region', { name: 'Token “Contoso”' })
  await token.getByRole('textbox').fill('abm@contoso.example')
  const chosen = page.waitForEvent('filechooser')
  await token.getByRole('button', { name: 'Choose a file…' }).click()
  await (await chosen).setFiles({ name: 'token.p7m', mimeType: 'application/pkcs7-mime', buffer: p7m })
  await token.getByRole('button', { name: 'Take in', exact: true }).click()
  await token.getByRole('button', { name: 'New profile' }).click()
  await page.getByRole('form').getByRole('textbox', { name: /^Name/ }).fill('Shared iPads')
  await page.getByRole('button', { name: 'Save the profile' }).click()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(token.getByRole('checkbox', { name: 'Choose all shown' })).toBeVisible({ timeout: 60_000 })
})

const looks = [
  ['window', 1280, 800, 'en', 'light'],
  ['window', 1280, 800, 'fr', 'dark'],
  ['phone', 390, 844, 'fr', 'dark'],
  ['large', 2560, 1440, 'en', 'light'],
] as const

for (const [size, width, height, language, colorScheme] of looks) {
  test(`every page, ${size}, ${language}, ${colorScheme}`, async () => {
    test.setTimeout(120_000)
    const look = `${size}-${language}-${colorScheme}`
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await at('settings')
    await page
      .getByRole('main')
      .getByRole('combobox', { name: /^(Language|Langue)$/ })
      .selectOption(language)
    for (const name of ['returns', 'shift', 'automation', 'blueprints', 'intune', 'ledger', 'practice', 'settings']) {
      await at(name)
      await expect(page.getByRole('main')).toBeVisible()
      await page.waitForLoadState('networkidle')
      await expect(page.getByRole('progressbar')).toHaveCount(0)
      await picture(page, `${name}-${look}`)
    }
    await at('intune')
    await page.getByRole('button', { name: /^(Open|Ouvrir)$/ }).click()
    const token = page.getByRole('region', { name: /Contoso/ }).first()
    await token.getByRole('button', { name: /^(Change|Modifier) / }).click()
    await token.scrollIntoViewIfNeeded()
    await token.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    await picture(page, `ade-${look}`)
    await page.getByRole('form').evaluate((element) => element.scrollIntoView({ block: 'start' }))
    await picture(page, `ade-form-${look}`)
    await at('blueprints')
    await page
      .getByRole('button', { name: /^(Change|Modifier)$/ })
      .first()
      .click()
    await expect(page.getByRole('tab').first()).toBeVisible()
    await picture(page, `editor-${look}`)
    const panes = page.locator('main summary').first()
    await panes.click()
    await panes.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    await picture(page, `editor-panes-${look}`)
    await page.getByRole('radio', { name: /^(Always|Toujours)/ }).scrollIntoViewIfNeeded()
    await picture(page, `editor-erase-${look}`)
    await page.getByRole('banner').getByRole('button').first().click()
    await expect(page.getByRole('complementary')).toBeVisible()
    await picture(page, `account-${look}`)
    await page.keyboard.press('Escape')
  })
}
