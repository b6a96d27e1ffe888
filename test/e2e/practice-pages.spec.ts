import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { startPracticeProcess } from './practice-process.ts'
import type { PracticeProcess } from './practice-process.ts'

// The pages on a whole practice world: one browser, one after the other, as on a first day.

test.describe.configure({ mode: 'serial' })

let practice: PracticeProcess
let page: Page
let window: BrowserContext
const began = { at: 0 }

test.beforeAll(async ({ browser }) => {
  practice = await startPracticeProcess(3)
  await practice.say('plug 0')
  window = await browser.newContext({ locale: 'en-US' })
  page = await window.newPage()
  began.at = performance.now()
  await page.goto(practice.url)
})

test.afterAll(async () => {
  await window.close()
  await practice.stop()
})

test('the first run stages a practice device with one click, in less than a minute', async () => {
  await page.getByRole('button', { name: 'Prepare a practice device' }).click()
  await expect(page.getByText('Prepared and enrolled. That is all there is to it.')).toBeVisible({ timeout: 55_000 })
  expect(performance.now() - began.at).toBeLessThan(60_000)
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Try it' })).toBeHidden()
  await expect(page.getByRole('gridcell', { name: /Enrolled/ })).toBeVisible()
})

test('practice is said on every page, and the rail leads to each', async () => {
  for (const name of ['Shift', 'Automation', 'Blueprints', 'Intune', 'Ledger', 'Practice', 'Settings', 'Stage']) {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
    await expect(page).toHaveTitle(`${name} – Slipway`)
    await expect(page.getByRole('navigation').getByRole('link', { name, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    )
    await expect(page.getByRole('banner').getByText('Practice', { exact: true })).toBeVisible()
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByText('This page could not be shown.')).toBeHidden()
  }
})

test('somebody adds themselves, signs on with a PIN, and a wrong one is refused', async () => {
  await page.goto(new URL('/#/shift', practice.url).href)
  const adding = page.getByRole('form', { name: 'Add somebody' })
  await adding.getByLabel('Name').fill('Anne Martin')
  await adding.getByLabel(/^PIN/).fill('2468')
  await adding.getByLabel('Badge').fill('BADGE-0042')
  await adding.getByRole('button', { name: 'Add' }).click()
  await page.getByLabel('PIN', { exact: true }).fill('1111')
  await page.getByRole('button', { name: 'Sign on' }).click()
  await expect(page.getByText('This PIN or badge is not the right one.')).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill('2468')
  await page.getByRole('button', { name: 'Sign on' }).click()
  await expect(page.getByText(/^Anne Martin is signed on since/)).toBeVisible()
})

test('on the practice page a person taps on screens, pulls a cable and makes trouble', async () => {
  await page.goto(new URL('/#/practice', practice.url).href)
  const card = page.getByRole('region', { name: /^Slot 3:/ })
  const screen = card.getByRole('group', { name: /^Screen of/ })
  await page.getByRole('combobox', { name: 'Who taps' }).selectOption('operator')
  await expect(page.getByRole('combobox', { name: 'Who taps' })).toHaveValue('operator')
  await card.getByRole('button', { name: 'Plug in' }).click()
  await screen.getByRole('button', { name: 'Swipe up' }).click()
  await expect(screen.getByText('Choose language and region')).toBeVisible()
  await screen.getByRole('button', { name: 'Continue' }).click()
  await expect(screen.getByText('Choose language and region')).toBeHidden()
  await card.getByRole('button', { name: 'Pull the cable' }).click()
  await expect(card.getByRole('button', { name: 'Plug in' })).toBeVisible()
  await card.getByRole('button', { name: 'Make trouble' }).click()
  await page.getByRole('menuitem', { name: 'Next “Trust”: refused' }).click()
  await expect(card.getByText('Armed: Next “Trust”: refused')).toBeVisible()
})

test('another cart takes the place of this one, and the staging page shows its devices', async () => {
  await page.getByRole('combobox', { name: 'Cart' }).selectOption('first-day')
  await page.getByLabel('Devices', { exact: true }).fill('2')
  await page.getByRole('button', { name: 'Bring this cart' }).click()
  await expect(page.getByRole('button', { name: 'Bring this cart' })).toBeEnabled()
  await expect(page.getByRole('region', { name: /^Slot \d+:/ })).toHaveCount(2)
  await page.getByRole('navigation').getByRole('link', { name: 'Stage', exact: true }).click()
  await expect(page.getByText('2 devices', { exact: true })).toBeVisible({ timeout: 40_000 })
  await expect(page.getByRole('gridcell').filter({ hasText: 'Ready' }).first()).toBeVisible()
})

test('a reload and a second window show the same shift at once', async () => {
  await page.goto(new URL('/#/shift', practice.url).href)
  await page.reload()
  await expect(page.getByText(/^Anne Martin is signed on since/)).toBeVisible()
  const second = await window.newPage()
  await second.goto(new URL('/#/shift', practice.url).href)
  await expect(second.getByText(/^Anne Martin is signed on since/)).toBeVisible()
  await page.getByLabel('Note to the next one').fill('Slot 2 has a bad cable.')
  await page.getByRole('button', { name: 'End shift and hand over' }).click()
  // Nobody touched the second window.
  await expect(second.getByText('Slot 2 has a bad cable.')).toBeVisible()
  await expect(second.getByText('Nobody is signed on.')).toBeVisible()
  const choose = (label: string, language: string) =>
    second.getByRole('banner').getByRole('combobox', { name: label }).selectOption(language)
  await choose('Language', 'fr')
  await expect(second.getByText('Personne n’est en service.')).toBeVisible()
  await expect(second.getByText(/^Transmis par Anne Martin, /)).toBeVisible()
  for (const left of ['Inachevés', 'Préparés, en attente de leur utilisateur', 'En attente d’Intune', 'Bientôt échus'])
    await expect(second.getByText(left, { exact: true })).toBeVisible()
  await choose('Langue', 'en')
  await second.getByLabel('Scan your badge').fill('BADGE-0042')
  await second.keyboard.press('Enter')
  await expect(page.getByText(/^Anne Martin is signed on since/)).toBeVisible()
  await second.close()
})

test('blueprints are compared, checked while typed, and saved', async () => {
  await page.goto(new URL('/#/blueprints', practice.url).href)
  const card = page
    .getByRole('region')
    .filter({ has: page.getByRole('heading', { level: 3 }) })
    .first()
  await card.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('tab', { name: 'As text (JSON)' }).click()
  const editor = page.getByRole('textbox', { name: 'As text (JSON)' })
  const text = await editor.inputValue()
  await editor.fill('{')
  await expect(page.getByText('This is not JSON.')).toBeVisible()
  await editor.fill(JSON.stringify({ ...(JSON.parse(text) as object), name: 'Renamed here' }))
  await page.getByRole('button', { name: 'Save, replacing the one with this id' }).click()
  await expect(page.getByRole('region', { name: 'Renamed here' })).toBeVisible()
})

test('a rule of automation is added, armed and disarmed', async () => {
  await page.goto(new URL('/#/automation', practice.url).href)
  await page.getByLabel('Name', { exact: true }).fill('Morning cart')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const rule = page.getByRole('region', { name: 'Morning cart' }).first()
  await rule.getByLabel('Your name').fill('Anne Martin')
  await rule.getByLabel('At most so many devices').fill('3')
  const arm = rule.getByRole('button', { name: 'Arm' })
  await expect(arm).toBeDisabled()
  await rule.getByLabel(/type the number again/).fill('3')
  await arm.click()
  await expect(rule.getByText(/armed by Anne Martin/)).toBeVisible()
  await rule.getByRole('button', { name: 'Disarm' }).click()
  await expect(rule.getByText('not armed')).toBeVisible()
})

test('the ledger is shown and verified; Intune shows the outbox and what lapses', async () => {
  await page.goto(new URL('/#/ledger', practice.url).href)
  await expect(page.getByRole('cell', { name: /enrolled, says Intune/ }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByText(/The ledger is whole/)).toBeVisible()
  await page.goto(new URL('/#/intune', practice.url).href)
  await expect(page.getByRole('region', { name: 'Outbox' }).first()).toContainText('import the serial number')
})

test('high contrast and never-erase lists are set and kept', async () => {
  await page.goto(new URL('/#/settings', practice.url).href)
  await page.getByLabel(/^Never erase/).fill('TESTKEEP0001')
  await page
    .getByRole('region', { name: 'Devices that are never erased' })
    .getByRole('button', { name: 'Save' })
    .click()
  await page.reload()
  await expect(page.getByLabel(/^Never erase/)).toHaveValue('TESTKEEP0001')
  await page.getByRole('main').getByRole('combobox', { name: 'Appearance' }).selectOption('contrast')
  await page.reload()
  await expect(page.getByRole('main').getByRole('combobox', { name: 'Appearance' })).toHaveValue('contrast')
})
