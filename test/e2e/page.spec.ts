import { device, everyState, run } from './devices.ts'
import { plan } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

test('an empty cart says how to begin', async ({ page, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('heading', { name: 'Plug in an iPhone or iPad' })).toBeVisible()
  await expect(page.getByRole('banner').getByText('Practice', { exact: true })).toBeVisible()
})

test('a device shows up when it is plugged in, and every state has its word', async ({ page, core, station }) => {
  await page.goto(station.url)
  await expect(page.getByRole('heading', { name: 'Plug in an iPhone or iPad' })).toBeVisible()
  core.show(everyState())
  await expect(page.getByRole('grid', { name: 'Devices in the cart' })).toHaveAttribute('aria-multiselectable', 'true')
  await expect(page.getByRole('gridcell')).toHaveCount(13)
  for (const word of [
    'Working',
    'Waiting for a tap',
    'Needs attention',
    'Enrolled',
    'Ready',
    'Away, coming back',
    'Queued',
  ])
    await expect(page.getByRole('gridcell', { name: new RegExp(`^Slot \\d+ ${word} `) })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Unplugged devices' }).getByRole('row')).toHaveCount(1)
  await expect(page.getByText('Tap “Trust” on the device and enter its passcode.', { exact: true })).toBeVisible()
})

test('a change reaches its slot, and slots stay in the order of the cart', async ({ page, core, station }) => {
  core.show([device(7), device(2), device(5)])
  await page.goto(station.url)
  const cells = page.getByRole('gridcell')
  await expect(cells).toHaveCount(3)
  core.show([device(5, { stage: 'running', run: run('wifi') })])
  await expect(cells.nth(1)).toHaveAccessibleName(/^Slot 5 Working .*iPad 5/)
  await expect(cells.nth(1).getByText('Step 6 of 10')).toBeVisible()
  core.show([device(2, { stage: 'enrolled', intuneState: 'enrolled', run: run(null) })])
  await expect(cells.nth(0)).toHaveAccessibleName(/^Slot 2 Enrolled .*iPad 2/)
})

test('devices that keep what they have start without a question', async ({ page, core, station }) => {
  core.show([device(1), device(2)])
  await page.goto(station.url)
  await page.getByRole('button', { name: 'Select all ready' }).click()
  await page.getByRole('button', { name: 'Stage 2 devices…' }).click()
  await expect(page.getByText('The same for all 2 devices')).toBeVisible()
  await page.getByRole('button', { name: 'Start staging 2 devices' }).click()
  await expect(page.getByRole('complementary')).toBeHidden()
  expect(core.asked.at(-1)).toEqual({
    name: 'runs.start',
    input: { udids: [device(1).udid, device(2).udid], blueprintId: 'kiosk', consent: null, waivePilot: false },
  })
})

test('nothing is erased before the number of devices was typed', async ({ page, core, station }) => {
  core.show([device(1), device(2), device(4)])
  const [one, two, four] = [device(1).udid, device(2).udid, device(4).udid]
  core.plans = (udids) =>
    udids.map((udid) =>
      udid === four
        ? plan(udid, { problems: [{ code: 'app.timeout', details: { what: 'iPad 4', seconds: 8 } }] })
        : plan(udid, { erases: udid === two ? 'yes' : 'no' }),
    )
  await page.goto(station.url)
  await page.getByRole('button', { name: 'Select all ready' }).click()
  await page.getByRole('button', { name: 'Stage 3 devices…' }).click()
  await expect(page.getByRole('heading', { name: '1 device cannot be staged yet' })).toBeVisible()
  await expect(page.getByText('iPad 4 did not answer within 8 s.')).toBeVisible()
  await expect(page.getByRole('region', { name: '1 device will be erased' })).toContainText('Slot 2 · iPad 2')
  const start = page.getByRole('button', { name: 'Erase 1 and stage 2 devices' })
  await expect(start).toBeDisabled()
  const count = page.getByRole('textbox', { name: 'To agree, type how many devices may be erased' })
  await count.fill('2')
  await expect(start).toBeDisabled()
  await count.fill('1')
  await start.click()
  await expect(page.getByRole('complementary')).toBeHidden()
  expect(core.asked.at(-1)?.input).toEqual({
    udids: [one, two],
    blueprintId: 'kiosk',
    consent: { udids: [two], typedCount: 1 },
    waivePilot: false,
  })
})

test('a retry that would erase asks first; one that would not starts at once', async ({ page, core, station }) => {
  const stopped = device(1, {
    stage: 'needsAttention',
    run: run('pair', 'failed'),
    error: { code: 'app.timeout', message: '', details: { what: 'iPad 1', seconds: 30 } },
  })
  core.show([stopped])
  await page.goto(station.url)
  await page.getByRole('gridcell').getByRole('button', { name: 'Retry' }).click()
  await expect.poll(() => core.asked.at(-1)?.name).toBe('runs.retry')
  expect(core.asked.at(-1)?.input).toEqual({ udids: [stopped.udid], consent: null })

  core.plans = (udids) => udids.map((udid) => plan(udid, { erases: 'yes' }))
  await page.getByRole('gridcell').getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('textbox', { name: /type how many/ }).fill('1')
  await page.getByRole('button', { name: 'Erase 1 and stage 1 device' }).click()
  await expect
    .poll(() => core.asked.at(-1)?.input)
    .toEqual({
      udids: [stopped.udid],
      consent: { udids: [stopped.udid], typedCount: 1 },
    })
})

test('runs are stopped after a question that blocks nothing', async ({ page, core, station }) => {
  core.show([device(1, { stage: 'running', run: run('wifi') }), device(2)])
  await page.goto(station.url)
  await page.getByRole('button', { name: 'Stop 1 run…' }).click()
  core.show([device(2, { stage: 'running', run: run('pair') })])
  await expect(page.getByRole('gridcell', { name: /^Slot 2 Working/ })).toBeVisible()
  await page.getByRole('complementary').getByRole('button', { name: 'Stop', exact: true }).click()
  await expect.poll(() => core.asked.at(-1)).toEqual({ name: 'runs.cancel', input: { udids: [device(1).udid] } })
})

test('the details say what went wrong, what to do and who can do it', async ({ page, core, station }) => {
  core.show(everyState())
  await page.goto(station.url)
  await page.getByRole('gridcell', { name: /^Slot 3 / }).click()
  const panel = page.getByRole('complementary', { name: 'iPhone · Slot 3' })
  await expect(panel).toContainText('iPhone did not answer within 30 s.')
  await expect(panel).toContainText('You can mend this at the bench.')
  await expect(panel.getByRole('region', { name: 'Facts' })).toContainText('DMPX4K03Q')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
})

test('a reload and a second window show the same truth', async ({ page, core, station, context }) => {
  core.show(everyState())
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(13)
  core.show([device(1, { stage: 'enrolled', intuneState: 'enrolled', run: run(null) })])
  const names = async (window: typeof page) => {
    await expect(window.getByRole('gridcell', { name: /^Slot 1 Enrolled/ })).toBeVisible()
    return window.getByRole('gridcell').evaluateAll((cells) => cells.map((cell) => cell.textContent))
  }
  const before = await names(page)
  await page.reload()
  expect(await names(page)).toEqual(before)
  const second = await context.newPage()
  await second.goto(station.origin)
  expect(await names(second)).toEqual(before)
})

test('the language is chosen once, for every window to come', async ({ page, core, station, context }) => {
  core.show([device(1)])
  await page.goto(station.url)
  await page.getByRole('combobox', { name: 'Language' }).selectOption('fr')
  await expect(page.getByRole('heading', { name: 'Chariot' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect.poll(() => core.language).toBe('fr')
  const second = await context.newPage()
  await second.goto(station.origin)
  await expect(second.getByRole('heading', { name: 'Chariot' })).toBeVisible()
})

test('a window that lost its station says so, and that it is no longer signed in when another one answers', async ({
  page,
  core,
  station,
}) => {
  core.show([device(1)])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  await station.close()
  await expect(page.getByText('The connection to Slipway was lost.')).toBeVisible()
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  const { startStation } = await import('../../electron/hosts/station/station.ts')
  const { silentLogger } = await import('../../electron/lib/logger.ts')
  const { pageDir } = await import('./station-test.ts')
  const next = await startStation({
    app: core,
    port: Number(new URL(station.origin).port),
    pageDir,
    logger: silentLogger,
  })
  try {
    await expect(page.getByText('This window is no longer signed in.')).toBeVisible()
    await page.goto(next.url)
    await expect(page.getByRole('gridcell')).toHaveCount(1)
  } finally {
    await next.close()
  }
})

test('without the cable service the page says what to install', async ({ page, core, station }) => {
  core.cableService = false
  await page.goto(station.url)
  await expect(page.getByText('The cable service (usbmuxd) does not answer.')).toBeVisible()
})
