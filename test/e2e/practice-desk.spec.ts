import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { administrator } from '../harness/account-bench.ts'
import { atApple } from './apple-portal.ts'
import { startPracticeProcess } from './practice-process.ts'
import type { PracticeProcess } from './practice-process.ts'
import { scan } from './scan.ts'

// What is done at a desk rather than at the cart, on a whole practice world: returns, settings, Apple's program.

test.describe.configure({ mode: 'serial' })

let practice: PracticeProcess
let page: Page
let window: BrowserContext
const at = (hash: string): Promise<unknown> => page.goto(new URL(`/#/${hash}`, practice.url).href)

test.beforeAll(async ({ browser }) => {
  practice = await startPracticeProcess(3)
  await practice.say('plug 0')
  // The practice authority's certificate is signed by the practice root, which no browser knows.
  window = await browser.newContext({ locale: 'en-US', ignoreHTTPSErrors: true })
  page = await window.newPage()
  await page.goto(practice.url)
})

test.afterAll(async () => {
  await window.close()
  await practice.stop()
})

test('a device that comes back is scanned, plugged in, taken back, and has its certificate, in English and French', async () => {
  test.setTimeout(150_000)
  await page.getByRole('button', { name: 'Prepare a practice device' }).click()
  await expect(page.getByText('Prepared and enrolled. That is all there is to it.')).toBeVisible({ timeout: 55_000 })
  await practice.say('unplug 0')
  await at('returns')
  await expect(page.getByText('Nothing is expected and nothing is owed.')).toBeVisible()
  const [serial = ''] = practice.serials
  const row = page.getByRole('row').filter({ hasText: serial })
  // With a whole practice world beside it, a key may come too late for a scanner's; an operator scans again, too.
  await expect(async () => {
    await scan(page, serial)
    await expect(row).toContainText('not here', { timeout: 5_000 })
  }).toPass()
  await expect(row).toContainText('Intune records: 1')
  await expect(row.getByRole('button', { name: 'Take it back…' })).toBeHidden()
  await practice.say('plug 0')
  await row.getByRole('button', { name: 'Take it back…' }).click()
  const typed = row.getByRole('searchbox', { name: /^Type the last four characters/ })
  await typed.fill('0000')
  await expect(row.getByRole('button', { name: 'Retire and erase' })).toBeDisabled()
  await typed.fill(serial.slice(-4))
  await typed.press('Enter')
  await expect(row).toContainText('Still to do:')
  await page.getByRole('banner').getByRole('combobox', { name: 'Language' }).selectOption('fr')
  await expect(row).toContainText(/Reste à faire|Repris/)
  await expect(row).toContainText('certificats : 1', { timeout: 90_000 })
  await expect(row).toContainText('Repris')
  await expect(row).not.toContainText(/fiches? Intune : 1/i)
  // Nothing is owed any more, so that nobody erases it a second time by habit.
  await expect(row.getByRole('button', { name: 'Le reprendre…' })).toBeHidden()
  const download = page.waitForEvent('download')
  await row.getByRole('button', { name: 'Certificat', exact: true }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe(`slipway-erasure-${serial}.html`)
  const html = await readFile(await saved.path(), 'utf8')
  expect(html).toContain('<html lang="fr"')
  expect(html).toContain(serial)
  await page.getByRole('banner').getByRole('combobox', { name: 'Langue' }).selectOption('en')
})

test('an organization brings its own app registration: ids are checked, a script makes it, a code signs in, a test says what is missing', async () => {
  test.setTimeout(90_000)
  await at('settings')
  const ids = page.getByRole('textbox', { name: 'Application (client) ID' })
  const usual = await ids.inputValue()
  expect(usual).toMatch(/^[0-9a-f-]{36}$/)
  await ids.fill('not an id')
  await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('An id looks like 01234567-89ab-cdef-0123-456789abcdef.')).toBeVisible()
  await ids.fill(usual.toUpperCase())
  await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('Saved. Now sign in, then test.')).toBeVisible()
  await page.getByText('How to make an app registration').click()
  await page.getByRole('combobox', { name: 'Or let a script make it' }).selectOption('powershell')
  await page.getByRole('button', { name: 'Show the script' }).click()
  await expect(page.getByRole('textbox', { name: 'Script' })).toHaveValue(/DeviceManagement/)
  const account = page.getByRole('region', { name: 'Microsoft account' })
  await account.getByRole('button', { name: 'Use a code' }).click()
  const said = (await account.getByText(/^Open https:.* and enter the code/).textContent()) ?? ''
  const [, address = '', code = ''] = /^Open (\S+) on any device and enter the code (\S+)/.exec(said) ?? []
  await enterCode(address, code)
  await expect(account.getByText(`Signed in as ${administrator.upn}`, { exact: false })).toBeVisible({
    timeout: 30_000,
  })
  await account.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(
    account.getByRole('row').filter({ hasText: 'DeviceManagementServiceConfig.ReadWrite.All' }),
  ).toContainText('granted')
  await expect(account.getByText(/^Role: Intune answers/)).toBeVisible()
  await page.getByRole('banner').getByRole('combobox', { name: 'Language' }).selectOption('fr')
  await expect(page.getByRole('heading', { name: 'Organisation et inscription d’application' })).toBeVisible()
  await page.getByRole('banner').getByRole('combobox', { name: 'Langue' }).selectOption('en')
  // No token is anywhere a page could read it.
  expect(
    await page.evaluate(() => JSON.stringify([localStorage, sessionStorage].map((kept) => Object.entries(kept)))),
  ).not.toContain('eyJ')
  await account.getByRole('button', { name: 'Sign out' }).click()
  await expect(account.getByText(/^Nobody is signed in/)).toBeVisible()
})

async function enterCode(address: string, code: string): Promise<void> {
  const other = await window.newPage()
  await other.goto(address)
  await other.getByLabel('Code shown by the application').fill(code)
  await other.getByRole('button', { name: 'Next' }).click()
  await other.getByLabel('Email address').fill(administrator.upn)
  await other.getByRole('button', { name: 'Next' }).click()
  await other.getByLabel('Password').fill(administrator.password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.getByRole('button', { name: 'Continue' }).click()
  await expect(other.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
  await other.close()
}

test('a cart is made, renamed and deleted in the settings', async () => {
  await at('settings')
  await page.getByRole('button', { name: 'New cart' }).click()
  const panel = page.getByRole('complementary')
  await panel.getByRole('textbox', { name: 'Name' }).fill('Hall 2')
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  const line = page.getByRole('list', { name: 'Carts' }).getByRole('listitem')
  await expect(line).toContainText('Hall 2')
  await expect(line).toContainText('4 × 4, 0 of 16 ports taught')
  await page.getByRole('button', { name: 'Change Hall 2' }).click()
  await panel.getByRole('textbox', { name: 'Name' }).fill('Hall 3')
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(line).toContainText('Hall 3')
  await page.getByRole('button', { name: 'Teach the ports of Hall 3' }).click()
  await practice.say('plug 1')
  await expect(line).toContainText('1 of 16 ports taught', { timeout: 30_000 })
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Change Hall 3' }).click()
  await panel.getByRole('button', { name: /^Delete|^Remove/ }).click()
  await expect(page.getByText('No cart has a name yet: all slots stand in one grid.')).toBeVisible()
})

test('a token goes to Apple and back, devices are assigned at Apple, synchronized, and get a profile made here', async () => {
  test.setTimeout(120_000)
  for (const which of ['buy 1', 'buy 2']) await practice.say(which)
  await at('intune')
  await page.getByText('New token', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Name of the token' }).fill('Contoso')
  await page.getByRole('checkbox', { name: /^I agree that Intune sends/ }).check()
  const key = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download the key (.pem)' }).first().click()
  const p7m = await atApple(window, practice, await (await key).path())
  const token = page.getByRole('region', { name: 'Token “Contoso”' })
  await token.getByRole('textbox', { name: 'Apple Account the token was made with' }).fill('abm@contoso.example')
  const chosen = page.waitForEvent('filechooser')
  await token.getByRole('button', { name: 'Choose a file…' }).click()
  await (await chosen).setFiles({ name: 'token.p7m', mimeType: 'application/pkcs7-mime', buffer: p7m })
  await token.getByRole('button', { name: 'Take in', exact: true }).click()
  await expect(token.getByText('There is no profile yet.', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(token.getByRole('row').filter({ hasText: practice.serials[2] ?? '' })).toContainText(
    'none: cannot enroll',
    { timeout: 60_000 },
  )

  await token.getByRole('button', { name: 'New profile' }).click()
  const form = page.getByRole('form', { name: 'New enrollment profile' })
  await form.getByRole('textbox', { name: /^Name/ }).fill('Kiosk')
  await form.getByRole('switch', { name: 'Preparation mode: supervised' }).uncheck()
  await expect(form.getByText('Management can be locked only on supervised devices.')).toBeVisible()
  await expect(form.getByRole('button', { name: 'Save the profile' })).toBeDisabled()
  await form.getByRole('switch', { name: 'Preparation mode: supervised' }).check()
  await form.getByRole('textbox', { name: 'Department' }).fill('Service desk')
  await form.getByRole('textbox', { name: 'Support phone number' }).fill('555 0100')
  await form.getByText(/^Choose the panes to hide/).click()
  await form.getByRole('checkbox', { name: /^Siri/ }).check()
  await form.getByRole('radio', { name: /^Require a certificate/ }).check()
  await expect(form.getByText('Pairing by certificate needs at least one certificate.')).toBeVisible()
  await form.getByRole('radio', { name: /^Disallow/ }).check()
  await form.getByRole('button', { name: 'Save the profile' }).click()
  await token.getByRole('button', { name: 'Make Kiosk the default' }).click()
  await expect(token.getByRole('button', { name: 'Make Kiosk the default' })).toBeHidden()
  await token.getByRole('button', { name: 'Change Kiosk' }).click()
  await expect(page.getByRole('form').getByRole('textbox', { name: 'Department' })).toHaveValue('Service desk')
  await page.getByRole('form').getByRole('button', { name: 'Leave as it is' }).click()

  await token.getByRole('checkbox', { name: 'Choose all shown' }).check()
  await token.getByRole('button', { name: 'Assign to 2 devices' }).click()
  const result = token.getByRole('region', { name: 'What became of it' })
  await expect(result.getByRole('row').filter({ hasText: 'assigned' })).toHaveCount(2)
  await expect(
    token
      .getByRole('row')
      .filter({ hasText: practice.serials[1] ?? '' })
      .first(),
  ).toContainText('Kiosk')
})
