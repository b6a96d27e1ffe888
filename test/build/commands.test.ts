import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandOf } from '../interop/command-count.ts'

type Counts = { readonly failed: number; readonly skipped: number; readonly closing: readonly string[] }
type CountCommands = (reportFile: string, counts: Counts) => Counts

const none = { passed: 0, failed: 0, skipped: 0, failures: [], notes: [], closing: [] }
let folder: string
let countCommands: CountCommands

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-commands-'))
  const module = (await import(new URL('../../build/testing/commands.mjs', import.meta.url).href)) as {
    readonly countCommands: CountCommands
  }
  countCommands = module.countCommands
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function counted(
  tests: readonly { status: string; commands: readonly string[] }[],
  skipped = 0,
): Promise<Counts> {
  const assertionResults = tests.map(({ status, commands }) => ({ status, meta: { commands } }))
  const report = join(folder, 'report.json')
  await writeFile(report, JSON.stringify({ testResults: [{ assertionResults }] }))
  return countCommands(report, { ...none, skipped })
}

const many = (codeBase: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${codeBase}: command ${index}`)

describe("counting other people's commands", () => {
  it('passes with thirty of three, each counted once', async () => {
    const commands = [...many('a', 10), ...many('b', 10), ...many('c', 10), ...many('a', 10)]
    const { failed, closing } = await counted([{ status: 'passed', commands }])
    expect({ failed, closing }).toEqual({ failed: 0, closing: ['commands run: a 10, b 10, c 10, together 30'] })
  })

  it('fails with twenty-nine, with two code bases, and with none at all', async () => {
    const three = [...many('a', 10), ...many('b', 10), ...many('c', 9)]
    expect((await counted([{ status: 'passed', commands: three }])).failed).toBe(1)
    expect((await counted([{ status: 'passed', commands: [...many('a', 30), ...many('b', 30)] }])).failed).toBe(1)
    expect(countCommands(join(folder, 'absent.json'), { ...none }).failed).toBe(1)
  })

  it('does not count what a failed test ran', async () => {
    const commands = [...many('a', 20), ...many('b', 20), ...many('c', 20)]
    expect((await counted([{ status: 'failed', commands }])).closing).toEqual(['commands run: together 0'])
  })

  it('leaves it at the skipped tests where programs are missing', async () => {
    expect((await counted([], 5)).failed).toBe(0)
  })
})

describe('the name of a command', () => {
  it.each([
    ['ios', ['profile', 'add', 'some/file', '--p12file=x', '--password=a', '--udid=1'], 'profile add --p12file'],
    ['ios', ['pair', '--udid=1'], 'pair'],
    ['ios', ['lockdown', 'get', 'ProductVersion', '--udid=1'], 'lockdown get'],
    ['idevicepair', ['-u', 'UDID', 'pair'], 'idevicepair pair'],
    ['idevicename', ['-u', 'UDID', 'Bench'], 'idevicename NEW'],
    ['idevicename', ['-u', 'UDID'], 'idevicename'],
    ['ideviceinfo', ['-u', 'UDID', '-k', 'ProductVersion'], 'ideviceinfo'],
  ])('of %s %j is %s', (program, args, name) => {
    expect(commandOf(program, args)?.name).toBe(name)
  })

  it('is none for programs that talk to no device', () => {
    expect(commandOf('openssl', ['version'])).toBeNull()
  })
})
