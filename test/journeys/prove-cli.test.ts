import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveReportSchema } from '../../src-shared/prove.ts'
import { transcriptHeaderSchema, transcriptLineSchema } from '../../src-shared/transcript.ts'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { programFile } from '../harness/programs.ts'

/** There is a cart here, but no activation service, and Apple's is not asked about practice devices. */
const nowhere = 'https://127.0.0.1:9/deviceservices'
let cart: RunningCart
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-prove-'))
  cart = await startCart({ hands: 'atOnce', scenario: { devices: [{ state: 'used', answers: { install: false } }] } })
}, 60_000)
afterAll(async () => {
  await cart?.stop()
  await rm(home, { recursive: true, force: true })
})

/** Runs the command line and types an answer whenever its question appears. */
function run(args: readonly string[], answers: readonly (readonly [RegExp, string])[]) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'fr_FR.UTF-8' }
  const world = ['--practice', '--data', join(home, 'data'), '--mux', cart.address, '--activation', nowhere]
  const child = spawn(process.execPath, [programFile('cli'), ...args, ...world], { env, cwd: home, stdio: 'pipe' })
  const out = { stdout: '', stderr: '' }
  const open = [...answers]
  const hear = (name: 'stdout' | 'stderr') => (text: string) => {
    out[name] += text
    if (open[0]?.[0].test(text) === true) child.stdin.write(`${open.shift()?.[1] ?? ''}\n`)
  }
  child.stdout.setEncoding('utf8').on('data', hear('stdout'))
  child.stderr.setEncoding('utf8').on('data', hear('stderr'))
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, ...out })),
  )
}

describe('slipway prove in a terminal', () => {
  it('asks in the language of its user, erases for the typed end of the serial number, and writes its report', async () => {
    const [device] = await cart.list()
    const { udid, serial } = device!.identity
    const report = join(home, 'report')
    const { code, stdout, stderr } = await run(
      ['prove', '--udid', udid, '--out', report, '--json'],
      [
        [/attend dans Réglages/, ''],
        [/Saisissez les quatre/, serial.slice(-4).toLowerCase()],
        [/Saisissez les quatre/, ''],
      ],
    )
    expect(stderr).toContain('Cela prend une vingtaine de minutes')
    const document = proveReportSchema.parse(JSON.parse(stdout))
    expect(document.counts.refuted).toBe(0)
    expect(code).toBe(0)
    expect((await cart.device(udid)).counts['erased']).toBe(1)
    expect(document.beliefs.find(({ id }) => id === 'act-1')).toMatchObject({
      verdict: 'untested',
      why: 'noInternet',
    })
    expect(proveReportSchema.parse(JSON.parse(await readFile(join(report, 'report.json'), 'utf8')))).toEqual(document)
    const page = await readFile(join(report, 'report.md'), 'utf8')
    expect(page).toContain('# Ce qu’un appareil a dit des hypothèses de Slipway')
    expect(page).toMatch(/^\| lock-13 \| confirmée \| .* \| InvalidHostID \| InvalidHostID \|$/m)
    for (const text of [page, stdout]) expect(text).not.toContain(serial)
  })

  it('and slipway trace leave transcripts that keep to their schema', async () => {
    const path = join(home, 'tour.jsonl')
    const { code, stdout } = await run(['trace', '--out', path, '--json'], [])
    expect(code).toBe(0)
    const { asked } = JSON.parse(stdout) as { asked: number }
    expect(asked).toBeGreaterThan(20)
    for (const file of [path, join(home, 'report', 'transcript.jsonl')]) {
      const [header, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\n')
      expect(transcriptHeaderSchema.parse(JSON.parse(header ?? ''))).toMatchObject({ practice: true })
      expect(lines.length).toBeGreaterThan(40)
      for (const line of lines) transcriptLineSchema.parse(JSON.parse(line))
    }
  })

  it('say what is wrong when the file cannot be written', async () => {
    const { code, stderr } = await run(['trace', '--out', join(home, 'nowhere', 'tour.jsonl')], [])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Erreur : .+\n/)
  })
})
