import type { Page } from '@playwright/test'
import { looksOf, violations } from './axe.ts'
import type { ScriptedCore } from './scripted-core.ts'
import { expect, test } from './station-test.ts'

// The editor of blueprints, over a core that keeps what it is told.

type Saved = { readonly blueprint: Readonly<Record<string, unknown>>; readonly replace: boolean }

function saved(core: ScriptedCore): Saved {
  return core.asked.findLast(({ name }) => name === 'blueprints.put')?.input as Saved
}

async function openPage(page: Page, url: string, origin: string): Promise<void> {
  await page.goto(url)
  await expect(page.getByRole('main')).toBeVisible()
  await page.goto(`${origin}/#/blueprints`)
}

test('a blueprint is changed field by field, and what a route leaves no choice for is locked with its reason', async ({
  page,
  core,
  station,
}) => {
  await openPage(page, station.url, station.origin)
  await page.getByRole('button', { name: 'Change', exact: true }).first().click()
  await page.getByRole('radio', { name: /^Always/ }).check()
  await page.getByRole('radio', { name: /^Direct enrollment, no erase/ }).check()
  await expect(page.getByRole('radio', { name: /^Never/ })).toBeChecked()
  await expect(page.getByRole('radio', { name: /^Always/ })).toBeDisabled()
  await expect(page.getByText('The direct route never erases.')).toBeVisible()
  // Taken back, the wish is there again.
  await page.getByRole('radio', { name: /^Setup Assistant, prepared by cable/ }).check()
  await expect(page.getByRole('radio', { name: /^Always/ })).toBeChecked()
  await page.getByText(/^Choose the panes to skip/).click()
  await page.getByRole('searchbox', { name: 'Find a pane' }).fill('screen time')
  await page.getByRole('checkbox', { name: /^Screen Time/ }).check()
  await expect(page.getByText('3 of 40 panes are skipped.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'What would be different' })).toContainText('Erase: if needed → always')
  await page.getByRole('button', { name: 'Save, replacing the one with this id' }).click()
  await expect(page.getByRole('tab', { name: 'Fields' })).toBeHidden()
  expect(saved(core)).toMatchObject({
    replace: true,
    blueprint: { id: 'kiosk', erase: 'always', route: 'setupAssistant', skipSetup: ['AppleID', 'Siri', 'ScreenTime'] },
  })
})

test('a new one is made in French with the keyboard: its id follows its name, its Wi-Fi password goes to the core alone', async ({
  page,
  core,
  station,
}) => {
  core.language = 'fr'
  core.materials = { profiles: ['proxy'], apps: [], pictures: [], wifiPasswords: [] }
  await openPage(page, station.url, station.origin)
  await page.getByRole('button', { name: 'Nouveau modèle' }).press('Enter')
  await expect(page.getByRole('list', { name: 'À corriger avant d’enregistrer :' })).toContainText('Nom')
  await page.getByLabel('Nom', { exact: false }).first().focus()
  // At a person's pace: what comes faster and ends with Tab is a scan.
  await page.keyboard.type('Salle 3 (été)', { delay: 60 })
  await page.keyboard.press('Tab', { delay: 60 })
  await expect(page.getByLabel(/^Identifiant/)).toBeFocused()
  await expect(page.getByLabel(/^Identifiant/)).toHaveValue('salle-3-ete')
  await page.getByRole('radio', { name: 'Un réseau avec nom et mot de passe' }).press('Space')
  await page.getByLabel(/^Nom du réseau/).fill('Atelier')
  await expect(page.getByLabel('Mot de passe conservé sous')).toHaveValue('wifi.Atelier')
  await page.getByLabel('Mot de passe', { exact: true }).fill('tres-secret')
  await page.getByRole('button', { name: 'Conserver le mot de passe' }).press('Enter')
  await expect(page.getByText('Un mot de passe est conservé sous ce nom.')).toBeVisible()
  await expect(page.getByLabel('Mot de passe', { exact: true })).toHaveValue('')
  await page.getByLabel('Modèle de nom').fill('iPad {slot:2}-{nom}')
  await expect(page.getByText(/\{nom\}/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Enregistrer/ })).toBeDisabled()
  await page.getByLabel('Modèle de nom').fill('iPad {slot:2}-')
  await page.getByRole('button', { name: 'Insérer numéro d’inventaire' }).press('Enter')
  await expect(page.getByText('Un appareil s’appellerait : iPad 07-A-0427')).toBeVisible()
  await page.getByRole('combobox', { name: 'Autres profils' }).fill('proxy')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Autres profils' })).toContainText('proxy')
  await page.getByRole('button', { name: /^Enregistrer/ }).press('Enter')
  await expect(page.getByRole('region', { name: 'Salle 3 (été)' })).toBeVisible()
  const kept = saved(core)
  expect(kept).toMatchObject({
    replace: false,
    blueprint: { id: 'salle-3-ete', profiles: ['proxy'], wifi: { ssid: 'Atelier', passwordSecret: 'wifi.Atelier' } },
  })
  expect(JSON.stringify(kept)).not.toContain('tres-secret')
  expect(
    core.asked.filter(({ input }) => JSON.stringify(input).includes('tres-secret')).map(({ name }) => name),
  ).toEqual(['blueprints.keepPassword'])
})

test('a file that is no blueprint opens as text with what is wrong; mended, it opens as fields', async ({
  page,
  core,
  station,
}) => {
  await openPage(page, station.url, station.origin)
  const [kiosk] = core.blueprints
  const broken = JSON.stringify({ ...kiosk, id: 'from-file', erase: 'sometimes' })
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import from a file…' }).click()
  await (await chosen).setFiles({ name: 'blueprint.json', mimeType: 'application/json', buffer: Buffer.from(broken) })
  await expect(page.getByText('Erase: must be one of: never, ifNeeded, always.')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Fields' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'As text (JSON)' }).fill(broken.replace('sometimes', 'never'))
  await page.getByRole('tab', { name: 'Fields' }).click()
  await expect(page.getByRole('radio', { name: /^Never/ })).toBeChecked()
  await page.getByRole('button', { name: 'Save as a new one' }).click()
  await expect.poll(() => core.blueprints.map(({ id }) => id)).toContain('from-file')
})

test('a copy gets a name and an id of its own; one that is taken is refused before it is sent', async ({
  page,
  core,
  station,
}) => {
  await openPage(page, station.url, station.origin)
  await page.getByRole('button', { name: 'Duplicate' }).first().click()
  await expect(page.getByLabel(/^Name/).first()).toHaveValue('Shared iPad, Setup Assistant (copy)')
  await page.getByLabel(/^Id/).fill('direct')
  await expect(page.getByRole('list', { name: 'To mend before it can be saved:' })).toContainText(
    'Another blueprint has this id.',
  )
  await expect(page.getByRole('button', { name: /^Save/ })).toBeDisabled()
  await page.getByLabel(/^Id/).fill('kiosk-2')
  await page.getByRole('radio', { name: /^Take devices back/ }).check()
  await expect(page.getByRole('heading', { name: 'Network' })).toBeHidden()
  await page.getByRole('radio', { name: 'Disposed of' }).check()
  await page.getByRole('button', { name: 'Save as a new one' }).click()
  await expect
    .poll(() => core.blueprints.find(({ id }) => id === 'kiosk-2'))
    .toMatchObject({
      kind: 'return',
      erase: 'always',
      wifi: null,
      returning: { outcome: 'disposed' },
    })
})

for (const colorScheme of looksOf(['light', 'dark'] as const)) {
  test(`axe finds nothing in the editor, with every group open (${colorScheme})`, async ({ page, core, station }) => {
    core.language = colorScheme === 'light' ? 'en' : 'fr'
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openPage(page, station.url, station.origin)
    await page
      .getByRole('button', { name: /^(Change|Modifier)$/ })
      .first()
      .click()
    await page.getByRole('radio', { name: /^(A network with|Un réseau avec)/ }).check()
    await page.getByRole('switch', { name: /^(Print a label|Imprimer)/ }).check()
    await page.getByRole('switch', { name: /^(Check the battery|Contrôler)/ }).check()
    await page.locator('main summary').first().click()
    // Suggestions are drawn by the browser itself; of time zones there are hundreds.
    const without = ['datalist']
    expect(await violations(page, { without }), 'fields').toEqual([])
    await page.getByRole('tab', { name: /JSON/ }).click()
    expect(await violations(page, { without }), 'text').toEqual([])
  })
}
