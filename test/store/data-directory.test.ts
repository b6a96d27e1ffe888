import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDataDirectory } from '../../electron/store/data-directory.ts'
import type { Mode } from '../../electron/store/data-directory.ts'
import { JournalFile } from '../../electron/store/journal.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slipway-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function use(path: string, mode: Mode): void {
  openDataDirectory(path, mode).close()
}

describe('practice and real', () => {
  test('never share a directory, nor one within the other’s', () => {
    use(join(home, 'a'), 'real')
    expect(() => use(join(home, 'a'), 'practice')).toThrow(/practice/)
    expect(() => use(join(home, 'a', 'core'), 'practice')).toThrow(/practice/)
    use(join(home, 'b', 'core'), 'practice')
    expect(() => use(join(home, 'b'), 'real')).toThrow(/practice/)
    use(join(home, 'b', 'core'), 'practice')
    use(join(home, 'a'), 'real')
  })
})

test('a directory is one process’s, who is named to every other one; once given back it is anybody’s', () => {
  const first = openDataDirectory(home, 'real')
  const inUse = { code: 'app.dataDirectoryInUse', details: { path: home, pid: String(process.pid) } }
  expect(() => openDataDirectory(home, 'real')).toThrow(expect.objectContaining(inUse))
  first.close()
  // Refused for its mode it is held by nobody.
  expect(() => openDataDirectory(home, 'practice')).toThrow(/practice/)
  openDataDirectory(home, 'real').close()
})

test.skipIf(process.platform === 'win32')('files in a folder that others may read are their owner’s alone', () => {
  const open = join(home, 'open')
  mkdirSync(open, { mode: 0o755 })
  const directory = openDataDirectory(open, 'real')
  const journal = new JournalFile(directory.file('journal.sqlite'))
  journal.append('x', { type: 'detached', at: 1 })
  for (const name of ['engine.lock', 'engine.pid', 'mode', 'journal.sqlite', 'journal.sqlite-wal', 'slipway.sqlite'])
    expect([name, statSync(directory.file(name)).mode & 0o777]).toEqual([name, 0o600])
  journal.close()
  directory.close()
})
