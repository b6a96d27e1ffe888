import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Interface } from 'node:readline'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'

type Practice = {
  readonly url: string
  readonly serials: readonly string[]
  readonly say: (line: string) => Promise<void>
}

let child: ChildProcess
let lines: Interface
let practice: Practice

test.beforeAll(async () => {
  const script = fileURLToPath(new URL('practice-station.ts', import.meta.url))
  child = spawn(process.execPath, [script, '2'], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (child.stdout === null || child.stdin === null) throw new Error('no pipes')
  const { stdin } = child
  lines = createInterface({ input: child.stdout })
  const [first] = (await once(lines, 'line')) as [string]
  const { url, devices } = JSON.parse(first) as { url: string; devices: readonly { serial: string }[] }
  practice = {
    url,
    serials: devices.map(({ serial }) => serial),
    say: async (line) => {
      const answered = once(lines, 'line')
      stdin.write(`${line}\n`)
      await answered
    },
  }
})

test.afterAll(async () => {
  const gone = once(child, 'exit')
  child.stdin?.end()
  await gone
})

test('a device is plugged in, staged and reaches Enrolled, before the eyes of the operator', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(practice.url)
  await expect(page.getByTitle('Virtual devices and a practice tenant')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Plug in an iPhone or iPad' })).toBeVisible()

  await practice.say('plug 0')
  const slot = page.getByRole('gridcell', { name: /^Slot 1 / })
  await expect(slot).toHaveAccessibleName(/Ready/)

  await page.getByRole('button', { name: 'Select all ready' }).click()
  await page.getByRole('button', { name: 'Stage 1 device…' }).click()
  const start = page.getByRole('button', {
    name: /^(Start staging|Erase 1 and stage) 1 device$|^Erase 1 and stage 1 device$/,
  })
  await expect(start).toBeVisible()
  const consent = page.getByRole('textbox', { name: /type how many/ })
  if (await consent.isVisible()) await consent.fill('1')
  await start.click()

  await expect(slot).toHaveAccessibleName(/Enrolled/, { timeout: 90_000 })
  // Before pairing a device does not tell its serial; now it is there, large enough to compare with the sticker.
  await expect(slot).toContainText(practice.serials[0]?.slice(-4) ?? 'no serial')
  await slot.click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('region', { name: 'Facts' })).toContainText(/In Intune\s*Enrolled/)
  await expect(panel.getByRole('region', { name: 'Facts' })).toContainText(/Supervised\s*Yes/)
  await expect(page.getByRole('region', { name: 'Last batch' })).toContainText('1 of 1 finished')

  await page.reload()
  await expect(slot).toHaveAccessibleName(/Enrolled/)
})
