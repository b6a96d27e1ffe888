import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { addBlueprintCommand } from '../../electron/hosts/cli/blueprint-command.ts'
import { addDeadlinesCommand } from '../../electron/hosts/cli/deadlines-command.ts'
import { addErrorsCommand } from '../../electron/hosts/cli/errors-command.ts'
import { addPanesCommand } from '../../electron/hosts/cli/panes-command.ts'
import { asAppError } from '../../src-shared/errors.ts'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import { freshHome, runCli } from '../harness/cli.ts'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-lookup-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** The four commands in this process; what main.ts does with an error is done here as well. */
async function slipway(...args: string[]) {
  const language = args.includes('fr') ? 'fr' : 'en'
  const host = { version: '0', translator: createTranslator(language), verbose: false } as const
  const program = new Command('slipway').option('--lang <language>')
  for (const add of [addBlueprintCommand, addDeadlinesCommand, addErrorsCommand, addPanesCommand]) add(program, host)
  let stdout = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text)
    return true
  })
  try {
    await program.parseAsync(['node', 'slipway', ...args])
    return { code: Number(process.exitCode ?? 0), stdout, stderr: '' }
  } catch (thrown) {
    const { sentence, remedy } = host.translator.error(asAppError(thrown))
    return { code: 1, stdout, stderr: `Error: ${sentence}\nWhat to do: ${remedy}` }
  } finally {
    write.mockRestore()
    process.exitCode = undefined
  }
}

async function inTurn<T extends readonly (() => Promise<unknown>)[]>(
  runs: readonly [...T],
): Promise<{ [Key in keyof T]: Awaited<ReturnType<T[Key]>> }> {
  const outcomes: unknown[] = []
  for (const run of runs) outcomes.push(await run())
  return outcomes as { [Key in keyof T]: Awaited<ReturnType<T[Key]>> }
}

const json = (text: string): Readonly<Record<string, unknown>> => JSON.parse(text) as Record<string, unknown>

describe('slipway errors', () => {
  test('explains a code in English and French', async () => {
    const [english, french] = await inTurn([
      () => slipway('errors', 'explain', '0x80EC'),
      () => slipway('errors', 'explain', '0x80EC', '--lang', 'fr'),
    ])
    expect(english.stdout).toContain('belongs to Automated Device Enrollment')
    expect(english.stdout).toContain('MCCloudConfigErrorDomain 33004 (0x80EC)')
    expect(french.stdout).toContain('relève de l’inscription automatisée')
    expect(french.stdout).toContain('Que faire : ')
  })

  test('takes a negative number for a number, and prints JSON', async () => {
    const { code, stdout } = await slipway('errors', 'explain', '-402653158', '--json')
    expect(code).toBe(0)
    expect(json(stdout)).toMatchObject({ known: true, errors: [{ id: 'locked', retry: 'afterFix' }] })
  })

  test('lists them by domain', async () => {
    const { stdout } = await slipway('errors', 'list', '--domain', 'mberrordomain')
    expect(stdout.trim().split('\n')).toHaveLength(5)
  })
})

describe('slipway panes', () => {
  test('lists the panes of a version, and checks keys', async () => {
    const [list, check] = await inTurn([
      () => slipway('panes', '--os', '18.1', '--json'),
      () => slipway('panes', '--check', 'tos', 'Passcode'),
    ])
    const keys = (json(list.stdout)['panes'] as { key: string }[]).map(({ key }) => key)
    expect(keys).toContain('CameraButton')
    expect(keys).not.toContain('WebContentFiltering')
    expect(check).toMatchObject({ code: 0, stdout: 'tos: capitals count. Write TOS.\n' })
  })

  test('refuses a version and a platform it cannot read', async () => {
    const outcomes = await inTurn([
      () => slipway('panes', '--os', 'new'),
      () => slipway('panes', '--platform', 'watchos'),
    ])
    for (const { code, stderr } of outcomes) {
      expect(code).toBe(1)
      expect(stderr).toMatch(/^Error: .*\nWhat to do: /)
    }
  })
})

describe('slipway deadlines', () => {
  test('says when something lapses', async () => {
    const { stdout } = await slipway('deadlines', 'scepChallenge', '--from', '2020-01-01T00:00:00Z', '--json')
    expect(json(stdout)).toMatchObject({ dueAt: '2020-01-01T00:15:00.000Z', state: 'past' })
  })

  test('refuses what is no instant', async () => {
    const { code, stderr } = await slipway('deadlines', 'adeToken', '--from', '2020-13-45T00:00')
    expect(code).toBe(1)
    expect(stderr).toContain('is no time')
  })
})

describe('slipway blueprint', () => {
  test('shows one as a document that it then finds sound, and finds what is wrong with another', async () => {
    const shown = await slipway('blueprint', 'show', 'direct', '--json')
    const [good, bad, mad] = ['good.json', 'bad.json', 'mad.json'].map((name) => join(home, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(good, shown.stdout)
    await writeFile(bad, shown.stdout.replace('"never"', '"always"'))
    await writeFile(mad, 'secret words')
    const [fine, wrong, unread, diff] = await inTurn([
      () => slipway('blueprint', 'check', good),
      () => slipway('blueprint', 'check', good, bad),
      () => slipway('blueprint', 'check', mad),
      () => slipway('blueprint', 'diff', 'direct', 'setup-assistant-user', '--json'),
    ])
    expect(fine).toMatchObject({ code: 0, stdout: `${good}: a sound blueprint.\n` })
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toContain('erase: the direct route never erases; write never.')
    expect(unread.code).toBe(1)
    expect(unread.stderr).toContain('not JSON')
    expect(unread.stderr).not.toContain('secret words')
    expect(json(diff.stdout)['same']).toBe(false)
  })

  test('shows every field in words, in French too', async () => {
    const { stdout } = await slipway('blueprint', 'show', 'setup-assistant-bench', '--lang', 'fr')
    expect(stdout).toContain('Effacement')
    expect(stdout).toContain('Termes et Conditions (TOS)')
    expect(stdout).not.toMatch(/enrollmentProfile|ifNeeded/)
  })
})

test('the program has these commands', async () => {
  const temporary = await freshHome()
  try {
    const { code, stdout } = await runCli(['errors', 'explain', '14002', '--json'], { temporary: temporary.path })
    expect(code).toBe(0)
    expect(json(stdout)).toMatchObject({ errors: [{ id: 'alreadyConfigured' }] })
  } finally {
    await temporary.dispose()
  }
})
