import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { foldJournal } from '../../electron/engine/journal-fold.ts'
import { next } from '../../electron/engine/machine.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { Logger } from '../../electron/lib/logger.ts'
import { foldOldLines } from '../../electron/parts/fold-journal.ts'
import { JournalFile } from '../../electron/store/journal.ts'
import { JournalRewrite } from '../../electron/store/journal-rewrite.ts'
import { readLines, visit, writeLines } from './journal-lines.ts'

const udids = Array.from({ length: 40 }, (_, index) => `d${index}`)
const visits = 5
const count = udids.length * visits * 10
const everything = { told: Infinity, foldBefore: Infinity, dropBefore: 0 }
let folder: string
let model: string
let path: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-rewrite-'))
  model = join(folder, 'model.sqlite')
  // Written at once, and only here: each line would wait for the disk.
  writeLines(model, [])
  const database = new DatabaseSync(model)
  const insert = database.prepare('INSERT INTO event (udid, at, type, body) VALUES (?, ?, ?, ?)')
  database.exec('BEGIN')
  for (let round = 0; round < visits; round += 1)
    for (const udid of udids)
      for (const event of visit(udid, 1_000 + round * 100))
        insert.run(udid, event.at, event.type, JSON.stringify(event))
  database.exec('COMMIT')
  database.close()
})
beforeEach(() => {
  for (const name of readdirSync(folder)) if (name.startsWith('journal')) rmSync(join(folder, name))
  path = join(folder, 'journal.sqlite')
  copyFileSync(model, path)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fold(): void {
  const rewrite = new JournalRewrite(path)
  const { folds, proved } = foldJournal(rewrite.rows(), everything)
  rewrite.fold(folds, proved)
  rewrite.shrink()
  rewrite.close()
}

function states(file = path): ReadonlyMap<string, DeviceState> {
  const found = new Map<string, DeviceState>()
  for (const { udid, event } of readLines(file).lines)
    found.set(udid, next(found.get(udid) ?? unknownDevice(udid), event).state)
  return found
}

describe('a journal that is folded on the disk', () => {
  it('has one line for each device, tells the same, and is shorter as a file', () => {
    const before = states()
    fold()
    expect(readLines(path).lines).toHaveLength(udids.length)
    expect(states()).toEqual(before)
    expect(statSync(path).size).toBeLessThan(statSync(model).size / 2)
  })

  it('goes on counting where it was, also when its last lines were folded', () => {
    fold()
    const journal = new JournalFile(path)
    expect(journal.append('d0', { type: 'detached', at: 9_000 })).toBe(count + 1)
    journal.close()
  })

  it('keeps what the folded lines have proved', () => {
    const blueprint = states().get('d0')!.run!.blueprint
    const rewrite = new JournalRewrite(path)
    rewrite.fold(foldJournal(rewrite.rows(), everything).folds, new Map([['digest', blueprint]]))
    rewrite.close()
    expect(readLines(path).proved).toEqual([blueprint])
  })

  it('with a line that nobody here can read is not folded', () => {
    const database = new DatabaseSync(path)
    database.exec(`INSERT INTO event (udid, at, type, body) VALUES ('d0', 1, 'morrow', '{"type":"morrow","at":1}')`)
    database.close()
    const warnings: unknown[] = []
    const logger = { ...silentLogger, warn: (fields: unknown) => warnings.push(fields) } as unknown as Logger
    foldOldLines({ path, told: Infinity, now: 1_000 * 86_400_000, logger })
    expect(warnings).toMatchObject([{ error: { code: 'app.journalNewer' } }])
    const rewrite = new JournalRewrite(path)
    expect(rewrite.countOlder(count + 1, Infinity)).toBe(count + 1)
    rewrite.close()
  })
})

const program = fileURLToPath(new URL('mortal-rewrite.ts', import.meta.url))

describe('a process that dies while it folds', () => {
  it.each([0, 40])('after %i new lines leaves the journal as it was', (dieAfter) => {
    const { signal } = spawnSync(process.execPath, [program, path, String(dieAfter)], { stdio: 'ignore' })
    expect(signal).toBe('SIGKILL')
    expect(readLines(path)).toEqual(readLines(model))
  })

  it('at whatever moment leaves the old lines or the new ones, and the same devices', async () => {
    const found: number[] = []
    const from = performance.now()
    fold()
    const whole = performance.now() - from
    for (const part of [0, 0.1, 0.5]) {
      copyFileSync(model, path)
      await killAfter(whole * part)
      const { lines } = readLines(path)
      expect([count, udids.length]).toContain(lines.length)
      expect(states()).toEqual(states(model))
      found.push(lines.length)
    }
    console.log(`killed while folding: ${found.join(', ')} lines left`)
  })
})

async function killAfter(ms: number): Promise<void> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  setTimeout(() => child.kill('SIGKILL'), ms)
  await ended
}
