import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { looksOf, violations } from './axe.ts'
import { device, everyState, run } from './devices.ts'
import { expect, test } from './station-test.ts'

const failed = (number: number) =>
  device(number, {
    stage: 'needsAttention',
    run: run('pair', 'failed'),
    error: { code: 'apple.lockdown.invalidHostID', message: '', details: { error: 'InvalidHostID' } },
  })

function needsAttention(seq: number, number: number, slot: number): LedgerEntry {
  const { udid } = device(number)
  const place = { udid, slot, ecid: null, serial: null, productType: null, osVersion: null }
  const data = { code: 'app.timeout', step: 'pair', ended: true }
  const rest = {
    v: 1,
    at: Date.UTC(2026, 10, 22),
    journal: null,
    run: null,
    personal: {},
    prev: '0'.repeat(64),
  } as const
  return { line: { ...rest, seq, kind: 'needsAttention', device: place, data }, hash: '0'.repeat(64), personal: {} }
}

test('a cart is named, shaped, and taught by plugging in', async ({ page, core, station }) => {
  core.show([device(1, { presence: 'unplugged' }), device(2)])
  await page.goto(station.url)
  await page.getByRole('button', { name: 'New cart…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Hall')
  await page.getByRole('spinbutton', { name: 'Rows' }).fill('1')
  await page.getByRole('spinbutton', { name: 'Columns' }).fill('2')
  await page.getByRole('button', { name: 'Save and teach the ports' }).click()
  const panel = page.getByRole('complementary', { name: 'Teach Hall' })
  await expect(panel).toContainText('Plug a device into row 1, column 1.')
  const cart = page.getByRole('region', { name: 'Hall' })
  await expect(cart.getByRole('gridcell')).toHaveCount(2)
  core.show([device(1)])
  await expect(panel).toContainText('Slot 1 is at row 1, column 1.')
  await expect(panel).toContainText('Plug a device into row 1, column 2.')
  await expect(cart.getByRole('gridcell', { name: /^Slot 1 Ready/ })).toBeVisible()
  core.show([device(1, { slot: 9 })])
  await expect(panel).toContainText('Every port of this cart is known.')
  await expect(cart.getByRole('gridcell', { name: /^Slot 9 Ready/ })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Devices in no named cart' })).toHaveCount(1)
  expect(core.carts[0]).toMatchObject({
    name: 'Hall',
    places: [
      { row: 1, column: 1, slot: 1 },
      { row: 1, column: 2, slot: 9 },
    ],
  })
})

test('the list is searched, filtered, sorted, and chosen from with Shift', async ({ page, core, station }) => {
  core.show(everyState())
  await page.goto(station.url)
  await page.getByRole('button', { name: 'List', exact: true }).click()
  const rows = page.getByRole('grid', { name: 'List of devices' }).locator('[data-udid]')
  await expect(rows).toHaveCount(13)
  await rows.nth(0).click({ modifiers: ['ControlOrMeta'] })
  await rows.nth(3).click({ modifiers: ['Shift'] })
  await expect(page.getByText('4 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Slot', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Slot' })).toHaveAttribute('aria-sort', 'descending')
  await expect(rows.nth(0)).toContainText('Awaiting user')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('attention')
  await expect(rows).toHaveCount(2)
  await page.getByRole('searchbox').fill('no such thing')
  await expect(page.getByText('No device fits.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(rows).toHaveCount(13)
  await page.reload()
  await expect(rows).toHaveCount(13)
})

test('the cart goes by pages, to its ends, and shows the tags of its devices', async ({ page, core, station }) => {
  core.show(Array.from({ length: 24 }, (_, at) => device(at + 1)))
  core.assets.bySerial.set(device(2).facts?.serial ?? '', 'INV-0042')
  await page.setViewportSize({ width: 760, height: 700 })
  await page.goto(station.url)
  const cells = page.getByRole('gridcell')
  await expect(cells).toHaveCount(24)
  await expect(cells.nth(1)).toContainText('INV-0042')
  await cells.nth(1).focus()
  await page.keyboard.press('PageDown')
  await expect(cells.nth(5)).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(cells.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(cells.nth(23)).toBeFocused()
  await expect(cells.nth(23)).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(cells.nth(0)).toBeFocused()
})

test('the list keeps its keys: arrows, Space, Enter', async ({ page, core, station }) => {
  core.show([device(1), device(2), device(4)])
  await page.goto(station.url)
  await page.getByRole('button', { name: 'List', exact: true }).click()
  const rows = page.locator('[role=row][data-udid]')
  await rows.nth(0).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('End')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'iPad 4 · Slot 4' })).toBeVisible()
})

test('devices are selected by how they stand', async ({ page, core, station }) => {
  core.show(everyState())
  await page.goto(station.url)
  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Needs attention' }).click()
  await expect(page.getByText('2 selected')).toBeVisible()
})

test('an error says what it means, and a second one which part to swap', async ({ page, core, station }) => {
  core.show([failed(1), failed(2)])
  core.ledger = [needsAttention(2, 2, 2), needsAttention(1, 1, 2)]
  await page.goto(station.url)
  await page.getByRole('gridcell', { name: /^Slot 2 / }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('region', { name: 'What it means' })).toContainText('Likely cause')
  await expect(panel).toContainText('Put another cable there and retry')
  await panel.getByRole('tab', { name: 'History' }).click()
  await expect(panel.getByRole('listitem')).toContainText(/needs attention at pair/i)
})

test('the dry run, a command and a support bundle are in the details', async ({ page, core, station }) => {
  core.show([device(1)])
  await page.goto(station.url)
  await page.getByRole('gridcell').click()
  const panel = page.getByRole('complementary')
  await panel.getByRole('tab', { name: 'Plan' }).click()
  await expect(panel).toContainText('Erases nothing.')
  await panel.getByRole('tab', { name: 'Commands' }).click()
  await expect(panel.getByRole('button', { name: 'Restart' })).toBeEnabled()
  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'Save a support bundle' }).click()
  expect((await download).suggestedFilename()).toBe('slipway.json')
})

test('the wall shows who is done and who needs a hand, and Escape leads back', async ({ page, core, station }) => {
  core.show(everyState())
  await page.goto(station.url)
  await page.getByRole('link', { name: 'Wall' }).click()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
  await expect(page.getByText('Tap Trust')).toBeVisible()
  await expect(page.getByRole('term').filter({ hasText: 'need attention' })).toBeVisible()
  await page.getByRole('main').press('Escape')
  await expect(page.getByRole('gridcell')).toHaveCount(13)
})

for (const colorScheme of looksOf(['light', 'dark'] as const)) {
  test(`axe finds nothing in the list, a named cart and the wall (${colorScheme})`, async ({ page, core, station }) => {
    core.show(everyState())
    core.carts = [{ id: 'a', name: 'Hall', rows: 2, columns: 8, places: [{ row: 1, column: 2, slot: 3 }] }]
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(station.url)
    await expect(page.getByRole('region', { name: 'Hall' })).toBeVisible()
    expect(await violations(page), 'named cart').toEqual([])
    await page.getByRole('button', { name: 'List', exact: true }).click()
    await expect(page.getByRole('columnheader', { name: 'Slot' })).toBeVisible()
    expect(await violations(page), 'list').toEqual([])
    await page.getByRole('link', { name: 'Wall' }).click()
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
    expect(await violations(page), 'wall').toEqual([])
  })
}
