import type { Page } from '@playwright/test'

/** A scanner that types like a keyboard: a key every 30 ms, Enter (or Tab) at the end. Real keys, through the browser. */
export async function scan(page: Page, barcode: string, end: 'Enter' | 'Tab' = 'Enter'): Promise<void> {
  const started = performance.now()
  // Not one after the other: the answer to each key would come on top of the 30 ms.
  const keys = [...Array.from(barcode), end].map(async (key, index) => {
    await new Promise((resolve) => setTimeout(resolve, started + index * 30 - performance.now()))
    await page.keyboard.press(key)
  })
  await Promise.all(keys)
}
