import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { killRoutes } from '../faults/kill-routes.ts'
import { liveAndDie, openKillWorld, truthOf } from '../faults/kill-world.ts'
import type { KillRoute, KillWorld } from '../faults/kill-world.ts'
import { describeWith } from './programs.ts'

// strace is the witness: what the process asked of the system, in the order in which it asked.

const route: KillRoute = {
  ...killRoutes['Setup Assistant, ends at the bench'],
  devices: ['used'],
  erased: [1],
  stored: [1],
}
const calls = 'trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg'

const isOrder = (line: string): boolean => line.includes('journal.sqlite-wal') && line.includes('eraseOrdered')
const isSync = (line: string): boolean => /f(data)?sync\(\d+<[^>]*journal\.sqlite-wal>/.test(line)
/** What leaves the computer: the cart is on a TCP socket. */
const isSent = (line: string): boolean => /(write|writev|sendto|sendmsg)\(\d+<(TCP|socket)/.test(line)
const isNextLine = (line: string): boolean => line.includes('journal.sqlite-wal') && /pwrite64/.test(line)

describeWith(['strace'], 'an erase, as strace sees it', () => {
  let world: KillWorld
  let trace: readonly string[] = []

  beforeAll(async () => {
    world = await openKillWorld(route, 1)
    const dataDir = await world.newDataDir()
    const file = join(dataDir, 'calls.txt')
    const group = world.group(0)
    await world.plug(group)
    const strace = ['strace', '-f', '--seccomp-bpf', '-yy', '-s', '8192', '-e', calls, '-o', file]
    const said = await liveAndDie(world.life(route, group, dataDir, []), strace)
    expect('end' in said && said.end.views.map(({ stage }) => stage)).toEqual(['enrolled'])
    expect((await truthOf(world, group))[0]?.counts['erased']).toBe(1)
    trace = (await readFile(file, 'utf8')).split('\n')
  }, 120_000)
  afterAll(() => world?.close())

  it('is ordered in the journal, and the journal is on the disk before anything is sent', () => {
    const ordered = trace.findIndex(isOrder)
    const wait = trace.slice(ordered).findIndex(isSync)
    expect({ ordered: ordered > 0, synced: wait > 0 }).toEqual({ ordered: true, synced: true })
    expect(trace[ordered + wait]).toMatch(/= 0$/)
    expect(trace.slice(ordered, ordered + wait).filter(isSent)).toEqual([])
  })

  it('is sent after that, and before the journal is told anything else', () => {
    const synced = trace.findIndex((line, index) => isSync(line) && index > trace.findIndex(isOrder))
    const next = synced + trace.slice(synced).findIndex(isNextLine)
    expect(trace.slice(synced, next).filter(isSent).length).toBeGreaterThan(0)
    expect(trace.slice(next).join('\n')).toContain('stepDone')
  })
})
