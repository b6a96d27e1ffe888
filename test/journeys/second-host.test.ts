import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPage } from '../../electron/hosts/build-page.ts'
import { eventually } from '../harness/eventually.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import type { CliOutcome } from '../harness/cli.ts'

const entry = fileURLToPath(new URL('../../electron/hosts/station/main.ts', import.meta.url))

/** A station in a process of its own, and everything it has said. */
type StationProcess = { readonly child: ChildProcess; readonly said: () => string }

describe('a station and other hosts on its data directory', () => {
  let home: Awaited<ReturnType<typeof freshHome>>
  let dir: string
  const stations: StationProcess[] = []

  beforeAll(async () => {
    // A station has a page to show; a fresh checkout has not built it yet.
    expect(buildPage(() => {})).toBe(true)
    home = await freshHome()
    dir = join(home.path, 'bench')
    // Both at once: one opens the world, the other one waits for it.
    const both = [start(), start()]
    await Promise.all(both.map((station) => opened(station)))
  }, 90_000)
  afterAll(async () => {
    for (const { child } of stations) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    for (const { child } of stations)
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await home?.dispose()
  }, 60_000)

  function start(): StationProcess {
    const args = ['--practice', '--data', dir, '--devices', '2', '--time', 'instant', '--port', '0', '--no-open']
    const env = { PATH: process.env['PATH'] ?? '', HOME: home.path, TMPDIR: home.path, LANG: 'en_US.UTF-8' }
    const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const station = { child, said: () => text }
    stations.push(station)
    return station
  }
  const opened = (station: StationProcess) =>
    eventually(station.said, (text) => text.includes('Slipway is open'), 'the station', 60_000)
  const cli = (...args: string[]): Promise<CliOutcome> =>
    runCli([...args, '--practice', '--data', dir], { temporary: home.path })
  const status = async (): Promise<{ state: string; pid: number; host: string; clients: { pid: number }[] }> =>
    JSON.parse((await cli('status', '--json')).stdout) as Awaited<ReturnType<typeof status>>

  it('one of two stations that start at once does the work, the other works through it', async () => {
    const { state, pid, host, clients } = await status()
    expect({ state, host }).toEqual({ state: 'running', host: 'station' })
    const pids = stations.map(({ child }) => child.pid)
    expect(new Set([pid, ...clients.map((client) => client.pid)])).toEqual(new Set(pids))
    const second = stations.find(({ child }) => child.pid !== pid)
    expect(second?.said()).toContain('already at work in this data directory')
  })

  it('a command sees the devices of the station, and its wishes for another cable service are refused', async () => {
    const { stdout, code } = await cli('devices', '--json')
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as { devices: unknown[] }).devices.length).toBe(2)
    const refused = await cli('devices', '--mux', '127.0.0.1:1')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/was started with --mux .* not 127\.0\.0\.1:1/)
    expect(refused.stderr).not.toMatch(/ at .*:\d+:\d+/)
    expect(existsSync(join(dir, 'journal.sqlite'))).toBe(false)
  })

  it('what a command is to erase the station erases itself', async () => {
    const asked = await cli('ledger', 'forget', '--older-than', '0d')
    const count = /--confirm (\d+)/.exec(asked.stdout)?.[1] ?? ''
    // Two devices were read.
    expect(Number(count)).toBeGreaterThanOrEqual(2)
    const { code, stdout, stderr } = await cli('ledger', 'forget', '--older-than', '0d', '--confirm', count)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Erased ${count} personal fields`)
  })

  it('slipway prove is told in a sentence that it cannot have the directory', async () => {
    const { code, stderr } = await cli('prove', '--json', '--out', join(home.path, 'out'))
    expect(code).toBe(1)
    expect(stderr).toContain('already works in the data directory')
  })

  it('when the working station is killed, the other one does the work', async () => {
    const { pid } = await status()
    const [first, second] = stations.toSorted((a) => (a.child.pid === pid ? -1 : 1))
    first!.child.kill('SIGKILL')
    await eventually(second!.said, (text) => text.includes('does the work itself now'), 'the takeover', 60_000)
    expect((await status()).pid).toBe(second!.child.pid)
    expect((JSON.parse((await cli('devices', '--json')).stdout) as { devices: unknown[] }).devices.length).toBe(2)
  })

  it('a command that watches says in a sentence that the station has ended, and leaves nobody behind', async () => {
    const { pid } = await status()
    const following = cli('usb', '--watch', '--json')
    await eventually(status, ({ clients }) => clients.length > 0, 'the command at the station')
    stations.find(({ child }) => child.pid === pid)!.child.kill('SIGTERM')
    const { code, stderr } = await following
    expect(code).toBe(1)
    expect(stderr).toContain('The Slipway that did the work')
    await eventually(status, ({ state }) => state === 'none', 'nobody at work')
  })
})
