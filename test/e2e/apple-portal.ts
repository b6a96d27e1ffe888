import { readFile } from 'node:fs/promises'
import type { BrowserContext } from '@playwright/test'
import { expect } from '@playwright/test'
import type { PracticeProcess } from './practice-process.ts'

/** What an administrator does in Apple's portal: adds the server, takes its token, gives it the second and third device. */
export async function atApple(
  window: BrowserContext,
  practice: Pick<PracticeProcess, 'appleUrl' | 'serials'>,
  keyPath: string,
): Promise<Buffer> {
  const apple = await window.newPage()
  await apple.goto(`${practice.appleUrl}/portal`)
  await apple.getByLabel('MDM server name').fill('Contoso')
  await apple.getByLabel('Public key of the server (.pem)').setInputFiles({
    name: 'contoso.pem',
    mimeType: 'application/x-pem-file',
    buffer: await readFile(keyPath),
  })
  await apple.getByRole('button', { name: 'Next' }).click()
  const download = apple.waitForEvent('download')
  await apple.getByRole('button', { name: 'Download Your Server Token' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toMatch(/\.p7m$/)
  const p7m = await readFile(await saved.path())
  await apple.goto(`${practice.appleUrl}/portal/devices`)
  await apple.getByLabel('Serial numbers, separated by commas or lines').fill(practice.serials[1] ?? '')
  await apple.getByLabel('MDM server').selectOption({ label: 'Contoso' })
  await apple.getByRole('button', { name: 'OK' }).click()
  await apple.getByRole('radio', { name: 'Upload CSV file' }).check()
  await apple
    .getByLabel('CSV file with one serial number a line')
    .setInputFiles({ name: 'devices.csv', mimeType: 'text/csv', buffer: Buffer.from(`${practice.serials[2]}\n`) })
  await apple.getByLabel('MDM server').selectOption({ label: 'Contoso' })
  await apple.getByRole('button', { name: 'OK' }).click()
  await expect(apple.getByRole('row').filter({ hasText: practice.serials[2] ?? '' })).toContainText('Contoso')
  await apple.close()
  return p7m
}
