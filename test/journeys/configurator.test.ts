import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configuratorChecks, configuratorReport } from '../../src-shared/configurator-view.ts'
import { fakeDevice } from '../configurator/fake/state.ts'
import { makeFakeCfgutil } from '../configurator/fake-cfgutil.ts'
import type { FakeCfgutil } from '../configurator/fake-cfgutil.ts'
import { programFile } from '../harness/programs.ts'

let fake: FakeCfgutil
let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-configurator-'))
  fake = makeFakeCfgutil([fakeDevice(0)])
})
afterAll(async () => {
  fake?.dispose()
  await rm(home, { recursive: true, force: true })
})

type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the real command line; each time a consent is asked for, types the next answer. */
function run(args: readonly string[], answers: readonly string[] = [], world = practiceWorld()): Promise<Outcome> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: fake.temporary, LANG: 'en_US.UTF-8' }
  const child = spawn(process.execPath, [programFile('cli'), ...args, ...world], { env, cwd: home, stdio: 'pipe' })
  const out = { stdout: '', stderr: '' }
  const open = [...answers]
  let questions = 0
  const hear = (name: 'stdout' | 'stderr') => (text: string) => {
    out[name] += text
    const asked = (out.stdout + out.stderr).split('Type the last four').length - 1
    for (; questions < asked; questions++) child.stdin.write(`${open.shift() ?? ''}\n`)
  }
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', hear(name))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...out })))
}

const practiceWorld = (): string[] => ['--practice', '--data', join(home, 'data'), '--cfgutil', fake.path]
const end = fakeDevice(0).serialNumber.slice(-4)

describe('Apple’s cfgutil on the command line', () => {
  it('is for the Mac only, and one sentence says so', async () => {
    const { code, stdout, stderr } = await run(['configurator', 'status'], [], ['--data', join(home, 'real')])
    if (process.platform === 'darwin') return expect(stderr + stdout).toContain('cfgutil')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^Error: Apple’s cfgutil exists for the Mac only\.\nWhat to do: [^\n]+\n$/)
  })

  it('is never used by a practice world unless a stand-in is named', async () => {
    const { code, stderr } = await run(['configurator', 'list'], [], ['--practice', '--data', join(home, 'data')])
    expect(code).toBe(1)
    expect(stderr).toContain('real devices on the cables')
  })

  it('is off before its trial: it lists, and does nothing else', async () => {
    const list = await run(['configurator', 'list', '--json'])
    expect(JSON.parse(list.stdout)).toMatchObject({ verified: false, devices: [{ ecid: fakeDevice(0).ecid }] })
    const { code, stderr } = await run(['configurator', 'erase', '--confirm', end])
    expect(code).toBe(1)
    expect(stderr).toContain('cfgutil 2.20 is not verified here')
    expect(fake.device().erasures).toBe(0)
  })

  it('is not erased with, and not verified, when the person types something else', async () => {
    const { code, stdout } = await run(['prove', '--backend', 'configurator', '--json'], ['WRONG'])
    expect(code).toBe(1)
    const report = configuratorReport.parse(JSON.parse(stdout))
    expect(report.passed).toBe(false)
    expect(report.checks.find(({ check }) => check === 'erase')).toMatchObject({ verdict: 'untested', why: 'declined' })
    expect(fake.device().erasures).toBe(0)
  })

  it('counts as verified once every check is confirmed, with one erase', async () => {
    const { code, stdout, stderr } = await run(['prove', '--backend', 'configurator', '--json'], [end, end, end])
    const report = configuratorReport.parse(JSON.parse(stdout))
    expect(report.checks).toEqual(
      configuratorChecks.map((check) => ({ check, verdict: 'confirmed', why: null, seen: null })),
    )
    expect([code, report.passed]).toEqual([0, true])
    expect(stderr).toContain('cfgutil 2.20 is verified here and on')
    expect(fake.device()).toMatchObject({ erasures: 1, prepared: 'manual', isPaired: true })
    const status = await run(['configurator', 'status', '--json'])
    expect(JSON.parse(status.stdout)).toMatchObject({ verified: true, state: 'verified' })
  })

  it('then erases and prepares for the typed end of the serial number', async () => {
    const declined = await run(['configurator', 'erase'])
    expect([declined.code, fake.device().erasures]).toEqual([1, 1])
    const mistyped = await run(['configurator', 'erase', '--confirm', 'XXXX'])
    expect([mistyped.code, fake.device().erasures]).toEqual([1, 1])
    const erased = await run(['configurator', 'erase', '--confirm', end])
    expect([erased.code, fake.device().erasures]).toEqual([0, 2])
    expect((await run(['configurator', 'pair'])).code).toBe(0)
    const prepared = await run(['configurator', 'prepare', '--confirm', end, '--skip-all', '--language', 'fr'])
    expect([prepared.code, prepared.stdout]).toEqual([0, 'Prepared.\n'])
    expect(fake.device()).toMatchObject({ isSupervised: true, skipped: ['--skip-all'], language: 'fr' })
  })

  it('says what cfgutil refuses in our words, by its number', async () => {
    const { code, stderr } = await run(['configurator', 'prepare', '--confirm', end])
    expect(code).toBe(1)
    expect(stderr).toContain('The device is prepared already.')
  })

  it('restores a device in recovery for the typed end of its ECID', async () => {
    fake.change(({ devices }) => Object.assign(devices[0]!, { bootedState: 'Recovery', isPaired: false }))
    const { ecid } = fakeDevice(0)
    const { code } = await run(['configurator', 'restore', '--confirm', ecid.slice(-4)])
    expect([code, fake.device().erasures]).toEqual([0, 3])
  })

  it('is unverified again with another version', async () => {
    fake.change((state) => void (state.versionText = '2.21'))
    const status = await run(['configurator', 'status'])
    expect(status.stdout).toContain('it is not the cfgutil that passed')
    const { code } = await run(['configurator', 'pair'])
    expect(code).toBe(1)
  })

  it('left no file, and no secret in any list of arguments', async () => {
    expect((await readdir(fake.temporary)).filter((name) => name.startsWith('slipway-cfgutil-'))).toEqual([])
    expect(fake.calls('prepare').length).toBeGreaterThan(2)
    const words = fake.calls().flatMap(({ argv }) => argv)
    expect(words.join(' ')).not.toMatch(/PRIVATE KEY|nobody-listens-here/)
    expect(Math.max(...words.map((word) => word.length))).toBeLessThan(200)
  })
})
