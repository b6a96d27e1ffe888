import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { freshHome, runCli } from '../harness/cli.ts'
import type { CliOutcome } from '../harness/cli.ts'

const step = z.strictObject({
  name: z.string().min(1),
  outcome: z.enum(['done', 'skipped', 'failed']),
  durationMs: z.number().min(0),
})
const document = z.strictObject({
  ok: z.boolean(),
  durationMs: z.number().positive(),
  devices: z.array(
    z.strictObject({
      slot: z.number().int().min(1),
      serial: z.string().min(1),
      route: z.enum(['setupAssistant', 'direct']),
      intuneState: z.string(),
      durationMs: z.number().positive(),
      error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
      steps: z.array(step).min(1),
    }),
  ),
})

let home: Awaited<ReturnType<typeof freshHome>>
const run = (...args: string[]) => runCli(args, { temporary: home.path })
beforeAll(async () => {
  home = await freshHome()
})
afterAll(() => home.dispose())

describe('slipway practice run, as somebody on a fresh machine types it', () => {
  let outcome: CliOutcome
  let result: z.infer<typeof document>
  beforeAll(async () => {
    outcome = await runCli(['practice', 'run', '--json'], { temporary: home.path, fromSources: true })
    result = document.parse(JSON.parse(outcome.stdout))
  }, 120_000)

  it('exits with 0 and prints nothing but one JSON document on standard output', () => {
    expect(outcome.code).toBe(0)
    expect(result.ok).toBe(true)
    expect(outcome.stdout.trimEnd()).toMatch(/^\{[\s\S]*\}$/)
  })

  it('enrolls eight devices, seven through Setup Assistant and one directly', () => {
    expect(result.devices).toHaveLength(8)
    expect(result.devices.map(({ route }) => route).toSorted()).toEqual(['direct', ...Array(7).fill('setupAssistant')])
    expect(new Set(result.devices.map(({ intuneState }) => intuneState))).toEqual(new Set(['enrolled']))
    expect(result.devices.map(({ error }) => error)).toEqual(Array(8).fill(null))
  })

  it('names every slot and serial number once', () => {
    expect(result.devices.map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(result.devices.map(({ serial }) => serial)).size).toBe(8)
  })

  it('says for each step whether it was done or left out, and how long what was done took', () => {
    for (const device of result.devices) {
      expect(device.steps.map(({ name }) => name)).toEqual([...new Set(device.steps.map(({ name }) => name))])
      expect(device.steps[0]).toMatchObject({ name: 'identify', outcome: 'done' })
      expect(device.steps.at(-1)).toMatchObject({ name: 'enroll', outcome: 'done' })
      expect(device.steps.every(({ outcome: how }) => how !== 'failed')).toBe(true)
      for (const { outcome: how, durationMs } of device.steps) if (how === 'skipped') expect(durationMs).toBe(0)
      const worked = device.steps.reduce((sum, { durationMs }) => sum + durationMs, 0)
      expect(worked).toBeGreaterThan(0)
    }
  })

  it('erases the three used devices and never the one that goes directly', () => {
    const erased = result.devices.filter(({ steps }) =>
      steps.some(({ name, outcome: how }) => name === 'erase' && how === 'done'),
    )
    expect(erased).toHaveLength(3)
    expect(erased.every(({ route }) => route === 'setupAssistant')).toBe(true)
  })

  it('hands two devices over prepared and unplugged, and says whose hands act', () => {
    expect(outcome.stderr.match(/safe to unplug: unplugged/g)).toHaveLength(2)
    expect(outcome.stderr).toContain('hands act at once')
  })

  it('leaves a report behind, and nothing else of its temporary world', async () => {
    const path = /^Report: (.+)$/m.exec(outcome.stderr)?.[1] ?? ''
    expect(document.parse(JSON.parse(await readFile(join(path, 'report.json'), 'utf8')))).toEqual(result)
    const lines = (await readFile(join(path, 'steps.csv'), 'utf8')).trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + result.devices.reduce((sum, { steps }) => sum + steps.length, 0))
    expect(await readdir(join(path, '..'))).toEqual(['report'])
  })
})

describe('slipway practice run with other wishes', () => {
  it('uses a data directory again, whatever devices an earlier run there had', async () => {
    const data = join(home.path, 'kept')
    const first = await run('practice', 'run', '--json', '--devices', '2', '--data', data)
    expect(first.code).toBe(0)
    const second = await run('practice', 'run', '--json', '--devices', '1', '--data', data)
    expect(second.code).toBe(0)
    const [before, after] = [first, second].map(({ stdout }) => document.parse(JSON.parse(stdout)))
    expect(before?.devices).toHaveLength(2)
    expect(after?.devices.map(({ serial }) => serial)).toEqual([before?.devices[0]?.serial])
  })

  it('prints a table and plain lines when nobody watches a terminal', async () => {
    const { code, stdout, stderr } = await run('practice', 'run', '--devices', '1')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Slot +Name +Serial +Model +Route +Steps +Duration +Intune$/m)
    expect(stdout).not.toContain('\u001B')
  })

  it.each(['0', '129', 'eight', ''])('refuses --devices %j in one sentence', async (devices) => {
    const { code, stdout, stderr } = await run('practice', 'run', '--json', `--devices=${devices}`)
    expect(code).not.toBe(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^Error: .*--devices.*1.*128.*\n(What to do: .+\n)?$/)
  })

  it.each([
    ['an unknown option', ['practice', 'run', '--colour', 'red']],
    ['an unknown command', ['practise']],
    ['an option without its value', ['practice', 'run', '--data']],
  ])('refuses %s in one sentence', async (_what, args) => {
    const { code, stderr } = await run(...args)
    expect(code).not.toBe(0)
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2)
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('shows a stack trace only when asked to', async () => {
    const quiet = await run('practice', 'run', '--devices', '0')
    const verbose = await run('practice', 'run', '--devices', '0', '--verbose')
    expect(quiet.stderr).not.toMatch(/^\s+at /m)
    expect(verbose.stderr).toMatch(/^\s+at /m)
    expect([quiet.code, verbose.code]).toEqual([1, 1])
  })
})
