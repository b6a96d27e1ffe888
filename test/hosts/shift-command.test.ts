import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { fail } from '../../electron/hosts/cli/fail.ts'
import { addShiftCommand } from '../../electron/hosts/cli/shift-command.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'

let data: string
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-shift-'))
})
afterAll(() => rm(data, { recursive: true, force: true }))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.exitCode = undefined
})

/** `slipway shift …` in this process, as main does it. */
async function shift(args: readonly string[], pin: string | null, language: Language = 'en') {
  const said = { out: '', err: '' }
  vi.stubEnv('SLIPWAY_PIN', pin ?? undefined)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += String(text)
    return true
  })
  vi.spyOn(console, 'log').mockImplementation((text) => void (said.out += `${text}\n`))
  vi.spyOn(console, 'error').mockImplementation((text) => void (said.err += `${text}\n`))
  const host = { version: '0', translator: createTranslator(language), verbose: false }
  const program = new Command('slipway')
  addShiftCommand(program, host)
  await program
    .parseAsync(['node', 'slipway', 'shift', ...args, '--data', data])
    .catch((thrown: unknown) => fail(thrown, host.translator, false))
  const code = Number(process.exitCode ?? 0)
  vi.restoreAllMocks()
  process.exitCode = undefined
  return { code, ...said }
}

test('a wrong PIN is one clear sentence with what to do, and exit code 1', async () => {
  expect((await shift(['add', 'Anne'], '2468')).code).toBe(0)
  const english = await shift(['on', 'Anne'], '1111')
  expect(english.code).toBe(1)
  expect(english.out).toBe('')
  expect(english.err.split('\n')).toEqual([
    'Error: This PIN or badge is not the right one.',
    'What to do: Check your name and try again. Each further wrong try makes the next one wait longer.',
    '',
  ])
  // What was typed is in neither.
  expect(english.err).not.toContain('1111')
  const french = await shift(['on', 'anne'], '0000', 'fr')
  expect(french.code).toBe(1)
  expect(french.err).toContain('Ce code ou ce badge n’est pas le bon.')
}, 30_000)

test('no PIN at all counts as no try, and the right one signs on', async () => {
  const nothing = await shift(['on', 'Anne'], '')
  expect(nothing.code).toBe(1)
  expect(nothing.err).toContain('No PIN and no badge was given.')
  expect(nothing.err).toContain('SLIPWAY_PIN')
  const right = await shift(['on', 'Anne'], '2468')
  expect(right.code).toBe(0)
  expect(right.out).toContain('Anne is signed on')
}, 30_000)
