import type { Page } from '@playwright/test'
import { device, run } from './devices.ts'
import { plan } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

const stopped = device(2, {
  stage: 'needsAttention',
  run: run('pair', 'failed'),
  error: { code: 'app.timeout', message: '', details: { what: 'iPad 2', seconds: 30 } },
})

const words = {
  en: {
    skip: 'Skip to the content',
    select: /^Stage 1 device/,
    heading: 'Stage devices',
    cart: /^Slot 1 Ready/,
    working: /^Slot 1 Working/,
    done: /^Slot 1 Enrolled/,
    stopped: /^Slot 2 Needs attention/,
    retry: 'Retry',
    seconds: 'did not answer within 30 s',
  },
  fr: {
    skip: 'Aller au contenu',
    select: /^Préparer 1 appareil/,
    heading: 'Préparer des appareils',
    cart: /^Emplacement 1 Prêt/,
    working: /^Emplacement 1 /,
    done: /^Emplacement 1 Inscrit/,
    stopped: /^Emplacement 2 /,
    retry: 'Réessayer',
    seconds: '30 s',
  },
} as const

for (const language of ['en', 'fr'] as const) {
  test(`plug in, select, consent, done, details and retry with the keyboard alone (${language})`, async ({
    page,
    core,
    station,
  }) => {
    const say = words[language]
    core.language = language
    core.plans = (udids) => udids.map((udid) => plan(udid, { erases: udid === device(1).udid ? 'yes' : 'no' }))
    await page.goto(station.url)
    await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible()
    core.show([device(1), stopped])
    await expect(page.getByRole('gridcell', { name: say.cart })).toBeVisible()

    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: say.skip })).toBeFocused()
    await page.keyboard.press('1')
    await expect(page.getByRole('gridcell', { name: say.cart })).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('s')
    await expect(page.getByRole('heading', { name: say.heading })).toBeFocused()
    await tabTo(page, 'input[inputmode=numeric]')
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await expect.poll(() => core.asked.at(-1)?.name).toBe('runs.start')
    expect(core.asked.at(-1)?.input).toMatchObject({ consent: { udids: [device(1).udid], typedCount: 1 } })
    await expect(page.getByRole('complementary')).toBeHidden()
    // The focus is back at the slot, where it came from.
    await expect(page.getByRole('gridcell').nth(0)).toBeFocused()

    core.show([device(1, { stage: 'running', safeToUnplug: false, run: run('wifi') })])
    await expect(page.getByRole('gridcell', { name: say.working })).toBeVisible()
    core.show([device(1, { stage: 'enrolled', intuneState: 'enrolled', run: run(null) })])
    await expect(page.getByRole('gridcell', { name: say.done })).toBeFocused()

    await page.keyboard.press('f')
    await expect(page.getByRole('gridcell', { name: say.stopped })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('complementary')).toContainText(say.seconds)
    await tabToName(page, say.retry)
    await page.keyboard.press('Enter')
    await expect.poll(() => core.asked.at(-1)?.name).toBe('runs.retry')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('gridcell', { name: say.stopped })).toBeFocused()
  })
}

test('the palette finds devices by serial number, slot and tag, pages and commands', async ({
  page,
  core,
  station,
}) => {
  core.show([device(1), device(2), device(12)])
  core.assets.bySerial.set(device(2).facts?.serial ?? '', 'INV-0042')
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(3)
  const search = page.getByRole('combobox', { name: /Search commands/ })
  const first = page.getByRole('listbox').getByRole('option').first()
  await page.keyboard.press('Control+k')
  await expect(search).toBeFocused()
  await search.fill('12')
  await expect(first).toContainText('Slot 12')
  await search.fill('inv-0042')
  await expect(first).toContainText('Slot 2')
  await search.fill(device(1).facts?.serial?.slice(-4) ?? '')
  await expect(first).toContainText('Slot 1 ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'iPad 1 · Slot 1' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await search.fill('dark')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => localStorage.getItem('slipway.theme'))).toBe('dark')
  await page.keyboard.press('Control+k')
  await search.fill('nothing of the kind')
  await expect(page.getByText('Nothing fits.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
})

test('F6 goes through the parts of the window and comes back to where the focus was', async ({
  page,
  core,
  station,
}) => {
  core.show([device(1), device(2)])
  await page.goto(station.url)
  const cells = page.getByRole('gridcell')
  await expect(cells).toHaveCount(2)
  await cells.nth(1).focus()
  const part = () => page.evaluate(() => document.activeElement?.closest('header, nav, main, aside')?.tagName)
  const seen = new Set<string | undefined>()
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('F6')
    seen.add(await part())
  }
  expect(seen).toEqual(new Set(['HEADER', 'NAV', 'MAIN']))
  await expect(cells.nth(1)).toBeFocused()
  await page.keyboard.press('Shift+F6')
  expect(await part()).toBe('NAV')
})

test('the skip link leads past header and rail', async ({ page, core, station }) => {
  core.show([device(1)])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  expect(new URL(page.url()).hash).not.toBe('#content')
})

test('the list of keys opens with ?, and letters in a field are only letters', async ({ page, core, station }) => {
  core.show([device(1)])
  await page.goto(station.url)
  await expect(page.getByRole('gridcell')).toHaveCount(1)
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toContainText('Select all ready devices')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /Search/ })).toBeFocused()
  await page.keyboard.type('?a', { delay: 150 })
  await expect(page.getByRole('combobox', { name: /Search/ })).toHaveValue('?a')
  await expect(dialog).toBeHidden()
})

async function tabTo(page: Page, selector: string): Promise<void> {
  await tabUntil(page, selector, (wanted) => document.activeElement?.matches(wanted) ?? false)
}

async function tabToName(page: Page, name: string): Promise<void> {
  await tabUntil(page, name, (wanted) => {
    const at = document.activeElement
    return at?.closest('aside') !== null && at?.textContent === wanted
  })
}

async function tabUntil(page: Page, wanted: string, reached: (wanted: string) => boolean): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(reached, wanted)) return
  }
  throw new Error(`Tab never reached ${wanted}`)
}
