import { fileURLToPath } from 'node:url'
import { test as base } from '@playwright/test'
import type { Station } from '../../electron/hosts/station/station.ts'
import { startStation } from '../../electron/hosts/station/station.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { ScriptedCore } from './scripted-core.ts'

export const pageDir = fileURLToPath(new URL('../../dist/page', import.meta.url))

/** A station around a scripted core, fresh for each test. A page that logs an error fails its test. */
export const test = base.extend<{ core: ScriptedCore; station: Station; quiet: void }>({
  core: async ({}, use) => {
    await use(new ScriptedCore())
  },
  station: async ({ core }, use) => {
    const station = await startStation({ app: core, port: 0, pageDir, logger: silentLogger })
    await use(station)
    await station.close()
  },
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) errors.push(message.text())
      })
      await use()
      // Expected: a station that a test takes away is unreachable or refuses for a while, and the address that none has.
      const own = errors.filter((text) => !/example\.invalid|WebSocket|ERR_CONNECTION|401|403/.test(text))
      if (own.length > 0) throw new Error(`the page complained: ${own.join('\n')}`)
    },
    { auto: true },
  ],
})

export { expect } from '@playwright/test'
