import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { freshHome, runCli } from '../harness/cli.ts'

const document = z.object({
  ok: z.boolean(),
  devices: z.array(z.object({ intuneState: z.string(), error: z.object({ code: z.string() }).nullable() })),
})

let home: Awaited<ReturnType<typeof freshHome>>
const run = (...args: string[]) => runCli(['practice', 'run', ...args], { temporary: home.path })
beforeAll(async () => {
  home = await freshHome()
})
afterAll(() => home.dispose())

describe('slipway practice run --scenario', () => {
  it('stages a cart whose daemon is restarted twice meanwhile: every device ends enrolled', async () => {
    const outcome = await run('--scenario', 'daemon-restart', '--json')
    const { ok, devices } = document.parse(JSON.parse(outcome.stdout))
    expect(devices).toEqual(Array.from({ length: 4 }, () => ({ intuneState: 'enrolled', error: null })))
    expect([ok, outcome.code]).toEqual([true, 0])
  }, 120_000)

  it('says in a sentence that there is no such scenario', async () => {
    const outcome = await run('--scenario', 'second-day')
    expect(outcome.code).not.toBe(0)
    expect(outcome.stderr).toContain('second-day')
    expect(outcome.stderr).not.toMatch(/^\s+at /m)
  }, 60_000)
})
