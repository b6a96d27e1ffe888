import type { Page } from '@playwright/test'
import { pageNames } from '../../renderer/navigation/route.ts'
import { looksOf, violations } from './axe.ts'
import { device, everyState, run } from './devices.ts'
import { plan } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

const shown = [
  ['en', 'light'],
  ['fr', 'dark'],
] as const

for (const [language, colorScheme] of shown) {
  test(`axe finds nothing in the cart, the details and the staging panel (${language}, ${colorScheme})`, async ({
    page,
    core,
    station,
  }) => {
    core.language = language
    core.plans = (udids) =>
      udids.map((udid, index) =>
        plan(udid, {
          erases: index === 0 ? 'yes' : 'no',
          problems: index === 1 ? [{ code: 'app.timeout', details: { what: 'iPad', seconds: 3 } }] : [],
        }),
      )
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(station.url)
    await expect(page.getByRole('heading', { level: 3 })).toBeVisible()
    expect(await violations(page), 'empty cart').toEqual([])
    core.show(everyState())
    await expect(page.getByRole('gridcell')).toHaveCount(13)
    expect(await violations(page), 'cart').toEqual([])
    await page.getByRole('gridcell').nth(2).click()
    await expect(page.getByRole('complementary')).toBeVisible()
    expect(await violations(page), 'details').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('gridcell').nth(4).press('Control+a')
    await page.getByRole('button', { name: /^(Stage|Préparer) / }).click()
    await expect(page.getByRole('textbox')).toBeVisible()
    expect(await violations(page), 'staging').toEqual([])
  })
}

const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }, 'system'],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }, 'system'],
  ['high contrast of the system', { colorScheme: 'dark', forcedColors: 'active' }, 'system'],
  ['high contrast chosen here', { colorScheme: 'light', forcedColors: 'none' }, 'contrast'],
] as const

for (const [look, media, theme] of looksOf(looks)) {
  test(`axe finds nothing on any page, nor in what the keys lay over it (${look})`, async ({ page, core, station }) => {
    test.setTimeout(120_000)
    // With forced colors the system paints, and axe would judge the colors that it paints over.
    const withoutRules = media.forcedColors === 'active' ? ['color-contrast'] : []
    core.show(everyState())
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    await page.addInitScript((chosen) => localStorage.setItem('slipway.theme', chosen), theme)
    await page.goto(station.url)
    await expect(page.getByRole('gridcell')).toHaveCount(13)
    // Whole pages are looked at: header, rail, what is said at the edge, and the panel beside.
    await page.getByRole('gridcell').nth(2).click()
    await expect(page.getByRole('complementary')).toBeVisible()
    await page.keyboard.press('9')
    await page.keyboard.press('9')
    await expect(page.getByText('99')).toBeVisible()
    await expect(page.getByRole('banner')).toBeVisible()
    await expect(page.getByRole('navigation')).toBeVisible()
    expect.soft(await violations(page, { withoutRules }), 'details and a note').toEqual([])
    await page.keyboard.press('Escape')
    for (const name of pageNames) {
      await page.goto(`${station.origin}/#/${name === 'stage' ? '' : name}`)
      await expect(page.getByRole('main')).toBeVisible()
      expect.soft(await violations(page, { withoutRules }), name).toEqual([])
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect.soft(await violations(page, { withoutRules }), 'shortcuts').toEqual([])
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('listbox')).toBeVisible()
    expect.soft(await violations(page, { withoutRules }), 'palette').toEqual([])
    await page.getByRole('combobox', { name: /Search/ }).fill('Keys, scanner')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('switch').first()).toBeVisible()
    expect.soft(await violations(page, { withoutRules }), 'settings').toEqual([])
  })
}

test('everything from choosing to starting works with the keyboard alone', async ({ page, core, station }) => {
  core.show([device(1), device(2), device(4), device(5)])
  core.plans = (udids) => udids.map((udid) => plan(udid, { erases: 'yes' }))
  await page.goto(station.url)
  const cells = page.getByRole('gridcell')
  await expect(cells).toHaveCount(4)
  await tabTo(page, '[role=gridcell]')
  await expect(cells.nth(0)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await page.keyboard.press('End')
  await page.keyboard.press('Space')
  await expect(cells.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(cells.nth(3)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'iPad 5 · Slot 5' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(cells.nth(3)).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('button', { name: 'Stage 2 devices…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Stage devices' })).toBeFocused()
  await tabTo(page, 'input[inputmode=numeric]')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect.poll(() => core.asked.at(-1)?.name).toBe('runs.start')
  expect(core.asked.at(-1)?.input).toMatchObject({
    udids: [device(2).udid, device(5).udid],
    consent: { typedCount: 2 },
  })
})

test('a screen reader hears what somebody must do, once', async ({ page, core, station }) => {
  core.show([device(1), device(2)])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(2)
  core.show([device(2, { stage: 'waitingForTap', tap: 'unlock' })])
  await expect(page.locator('[aria-live=polite]')).toHaveText('iPad 2: Unlock the device with its passcode.')

  const since = Date.now() - 60_000
  const waits = { stage: 'awaitingEnrollment', run: run('enroll', 'running', { stepStartedAt: since }) } as const
  core.show([device(1, waits)])
  await expect(page.getByRole('gridcell').first()).toHaveAccessibleName(/Waiting for Intune/)
  core.show([device(1, { ...waits, intuneAway: { since, until: Date.now() } })])
  await expect(page.locator('[aria-live=polite]')).toHaveText(/^iPad 1: Look at its screen/)
})

for (const width of [320, 3840]) {
  test(`nothing is cut off sideways at ${width} pixels`, async ({ page, core, station }) => {
    core.language = 'fr'
    core.show(everyState())
    await page.setViewportSize({ width, height: 800 })
    await page.goto(station.url)
    await expect(page.getByRole('gridcell')).toHaveCount(13)
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.getByRole('gridcell').nth(2).click()
    expect(await overflow()).toBeLessThanOrEqual(0)
  })
}

/** Presses Tab until an element that fits has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`Tab never reached ${selector}`)
}
