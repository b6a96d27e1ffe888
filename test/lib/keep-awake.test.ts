import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepAwakeCommand, keepAwakeWith } from '../../electron/lib/keep-awake.ts'
import { eventually } from '../harness/eventually.ts'
import { createRecorder } from '../harness/recorder.ts'

let folder: string
let log: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-awake-'))
  log = join(folder, 'log')
  program = join(folder, 'inhibit')
  // As systemd-inhibit does: writes down that it began, runs what it is given, and ends with it.
  await writeFile(program, `#!/bin/sh\necho "began $*" >> ${log}\ncat > /dev/null\necho ended >> ${log}\n`)
  await chmod(program, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const lines = async (): Promise<readonly string[]> => (await readFile(log, 'utf8').catch(() => '')).split('\n')

describe('keeping the computer awake', () => {
  it('runs one program from begin to end, and another one the next time', async () => {
    const { logger, lines: said } = createRecorder()
    const awake = keepAwakeWith({ command: program, args: ['--what=sleep'] }, logger)
    awake.begin()
    awake.begin()
    await eventually(lines, (now) => now.length > 1, 'one program')
    expect(await lines()).toEqual(['began --what=sleep', ''])
    awake.end()
    awake.end()
    awake.begin()
    await eventually(lines, (now) => now.filter((line) => line.startsWith('began')).length === 2, 'two programs')
    awake.end()
    expect(said).toEqual([])
  })

  it('says once that it cannot, and goes on', async () => {
    const { logger, lines: said } = createRecorder()
    const awake = keepAwakeWith({ command: join(folder, 'missing'), args: [] }, logger)
    for (let times = 0; times < 2; times += 1) {
      awake.begin()
      await eventually(
        () => said,
        (now) => now.length === 1,
        'one warning',
      )
      awake.end()
    }
    keepAwakeWith({ command: 'false', args: [] }, logger).begin()
    await eventually(
      () => said.map(({ level }) => level).join(' '),
      (now) => now === 'warn warn',
      'two warnings',
    )
    keepAwakeWith(null, logger).begin()
    expect(said).toHaveLength(3)
  })

  it('knows a program for each of the three systems', () => {
    expect(keepAwakeCommand('darwin', 7)).toEqual({ command: 'caffeinate', args: ['-i', '-w', '7'] })
    expect(keepAwakeCommand('linux', 7)?.args).toContain('--what=sleep:idle')
    expect(keepAwakeCommand('win32', 7)?.args.at(-1)).toContain('SetThreadExecutionState')
    expect(keepAwakeCommand('aix', 7)).toBeNull()
  })
})
