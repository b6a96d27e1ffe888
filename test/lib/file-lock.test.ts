import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryFileLock } from '../../electron/lib/file-lock.ts'

let folder: string
let file: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-lock-'))
  file = join(folder, 'a.lock')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that wants the lock, and what it said. */
async function other(): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', fileURLToPath(new URL('lock-holder.ts', import.meta.url)), file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: said.toString().trim() }
}

describe('a lock on a file', () => {
  it('belongs to one process, and to nobody as soon as that one is killed', async () => {
    const { child, said } = await other()
    expect(said).toBe('held')
    // It collects its garbage all the time meanwhile.
    for (let tries = 0; tries < 10; tries += 1) {
      expect(tryFileLock(file)).toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lock = tryFileLock(file)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it('is refused to a second taker in the same process, whose trying does not let others in', async () => {
    const lock = tryFileLock(file)
    expect(tryFileLock(file)).toBeNull()
    expect((await other()).said).toBe('refused')
    lock?.release()
    expect((await other()).said).toBe('held')
  })

  it('is on the file that has the name, also when the one before was removed', () => {
    const first = tryFileLock(file)
    rmSync(file)
    const second = tryFileLock(file)
    expect(second).not.toBeNull()
    expect(tryFileLock(file)).toBeNull()
    first?.release()
    second?.release()
  })

  it.skipIf(process.platform === 'win32')('has the mode that was asked for, whatever the umask', () => {
    const before = process.umask(0o077)
    try {
      tryFileLock(file, 0o666)?.release()
    } finally {
      process.umask(before)
    }
    expect(statSync(file).mode & 0o777).toBe(0o666)
  })

  it('says in words when the folder is not there', () => {
    expect(() => tryFileLock(join(folder, 'none', 'a.lock'))).toThrow(/cannot be written/)
  })
})
