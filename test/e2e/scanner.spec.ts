import { device, run } from './devices.ts'
import { scan } from './scan.ts'
import { expect, test } from './station-test.ts'

const one = device(1, {}, { serial: 'DMPX4K01Q1AB' })
const two = device(2, {}, { serial: 'DMPX4K02Q2CD' })

test.beforeEach(async ({ page, core, station }) => {
  core.show([one, two])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(2)
})

test('a tag scanned before plugging in goes to the next device, is seen and can be taken back', async ({
  page,
  core,
}) => {
  await scan(page, 'INV-0042')
  const bar = page.getByRole('region', { name: 'Scanner and messages' })
  await expect(bar).toContainText('Tag INV-0042 waits for the next device')
  core.show([device(3, { stage: 'identifying' }, { serial: null, name: 'iPad 3' })])
  await expect(bar).toContainText('Tag INV-0042 is for the device in Slot 3')
  core.show([device(3, {}, { serial: 'DMPX4K03Q3EF', name: 'iPad 3' })])
  await expect(bar.getByRole('status')).toContainText('Tag INV-0042 now belongs to iPad 3 (DMPX4K03Q3EF).')
  expect([...core.assets.bySerial]).toEqual([['DMPX4K03Q3EF', 'INV-0042']])
  await bar.getByRole('button', { name: 'Undo' }).click()
  await expect(bar).toContainText('Taken back.')
  expect(core.assets.bySerial.size).toBe(0)
})

test('a serial number with Apple’s S selects its device, and the tag scanned next is its own', async ({
  page,
  core,
}) => {
  await scan(page, 'SDMPX4K02Q2CD', 'Tab')
  const slot = page.getByRole('gridcell').nth(1)
  await expect(slot).toHaveAttribute('aria-selected', 'true')
  await expect(slot).toBeFocused()
  await scan(page, 'INV-7')
  await expect.poll(() => core.assets.bySerial.get('DMPX4K02Q2CD')).toBe('INV-7')
  // Let go, so that the next tag is not for the same device.
  await expect(slot).toHaveAttribute('aria-selected', 'false')
})

test('a tag goes to the slot that is selected; Enter at its end neither opens nor starts anything', async ({
  page,
  core,
}) => {
  await page.getByRole('gridcell').nth(0).focus()
  await page.keyboard.press('Space')
  await scan(page, '4711')
  await expect.poll(() => core.assets.bySerial.get('DMPX4K01Q1AB')).toBe('4711')
  await expect(page.getByRole('complementary')).toBeHidden()
  await expect(page.getByRole('gridcell').nth(0)).toBeFocused()
})

test('a scan while a field has the focus leaves the field as it was; what a person types stays', async ({
  page,
  core,
}) => {
  await page.keyboard.press('?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Search/ }).fill('Keys, scanner')
  await page.keyboard.press('Enter')
  const field = page.getByRole('textbox', { name: 'Inventory tags begin with' })
  await field.click()
  await page.keyboard.type('INV', { delay: 120 })
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('INV')
  await scan(page, 'SDMPX4K01Q1AB')
  await expect(page.getByRole('gridcell').nth(0)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => localStorage.getItem('slipway.bench'))).toContain('"assetPrefix":"INV"')
  expect(core.assets.bySerial.size).toBe(0)
})

test('a search box keeps what is scanned', async ({ page }) => {
  await page.keyboard.press('Control+k')
  await scan(page, 'DMPX4K02Q2CD')
  await expect(page.getByRole('complementary', { name: /iPad 2 · Slot 2/ })).toBeVisible()
})

test('a tag of another device and a second tag are told in words and decided by a person', async ({ page, core }) => {
  core.assets.bySerial.set('DMPX4K01Q1AB', 'INV-1')
  core.assets.bySerial.set('DMPX4K02Q2CD', 'INV-2')
  const bar = page.getByRole('region', { name: 'Scanner and messages' })
  await page
    .getByRole('gridcell')
    .nth(1)
    .click({ modifiers: ['Control'] })
  await scan(page, 'INV-1')
  await expect(bar).toContainText('The tag INV-1 already belongs to the device with the serial number DMPX4K01Q1AB.')
  expect(core.assets.bySerial.get('DMPX4K02Q2CD')).toBe('INV-2')
  await scan(page, 'INV-9')
  await expect(bar).toContainText('The device DMPX4K02Q2CD already has the tag INV-2.')
  await bar.getByRole('button', { name: 'Replace the tag' }).click()
  await expect.poll(() => core.assets.bySerial.get('DMPX4K02Q2CD')).toBe('INV-9')
})

test('a barcode of the product is not taken for a tag', async ({ page, core }) => {
  await scan(page, '194253378495')
  await expect(page.getByRole('region', { name: 'Scanner and messages' })).toContainText('a number of the product')
  expect(core.assets.bySerial.size).toBe(0)
})

test('letters of a scan do nothing that letters do, and a device under way is left alone', async ({ page, core }) => {
  core.show([device(1, { stage: 'running', run: run('wifi') }, { serial: 'DMPX4K01Q1AB' })])
  await scan(page, 'FARS-MC')
  await expect(page.getByRole('region', { name: 'Scanner and messages' })).toContainText('Tag FARS-MC waits')
  await expect(page.locator('[aria-selected=true]')).toHaveCount(0)
  expect(core.asked).toEqual([])
})

test('with a prefix only what begins with it is a scan, also in a search box', async ({ page, core }) => {
  await page.evaluate(() => localStorage.setItem('slipway.bench', '{"prefix":"~"}'))
  await page.reload()
  await expect(page.getByRole('gridcell')).toHaveCount(2)
  await page
    .getByRole('gridcell')
    .nth(0)
    .click({ modifiers: ['Control'] })
  await scan(page, 'INV-5')
  await page.keyboard.press('Control+k')
  await scan(page, '~INV-6')
  await expect.poll(() => core.assets.bySerial.get('DMPX4K01Q1AB')).toBe('INV-6')
  await expect(page.getByRole('combobox', { name: /Search/ })).toHaveValue('')
})
