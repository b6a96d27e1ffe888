import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { graphTokenVariable } from '../../electron/hosts/connection.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'
import { programFile } from '../harness/programs.ts'

describe('a core that is killed while it tells Intune', () => {
  let bench: Bench
  let killed: ReturnType<typeof spawn> | null = null
  const writes = async (): Promise<readonly string[]> =>
    (await bench.tenant.observed())
      .filter(({ what, outcome }) => /^POST.*(importAppleDevice|Assignment)/.test(what) && outcome.startsWith('2'))
      .map(({ what }) => (what.includes('import') ? 'import' : 'assign'))

  beforeAll(async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'fresh' }, { state: 'fresh' }] } })
  }, 60_000)
  afterAll(async () => {
    killed?.kill('SIGKILL')
    await bench?.stop()
  })

  it('leaves an outbox from which the next one goes on, and Intune is told everything in order', async () => {
    const [first, second] = bench.devices.map(({ identity }) => identity)
    await bench.startRun('bench', [first!.udid])
    await bench.feed.untilStage(first!.udid, 'enrolled')
    await bench.tenant.act('fail', { listener: 'graph', status: 503, count: 100_000, retryAfter: 400 })
    await bench.cart.hands(second!.udid, 'operator')
    await bench.startRun('bench', [second!.udid])
    await bench.feed.untilStage(second!.udid, 'awaitingEnrollment')
    await bench.stopCore()
    await bench.tenant.act('stop-failing')

    const ca = join(bench.dir, 'root.pem')
    await writeFile(ca, bench.world.rootCertificatePem)
    const { muxAddress, graphBaseUrl, graphToken, activationUrl } = bench.world
    const place = ['--data', bench.dataDir, '--practice', '--mux', muxAddress, '--ca', ca]
    const services = ['--graph', graphBaseUrl, '--activation', activationUrl]
    const env = { ...process.env, [graphTokenVariable]: graphToken }
    killed = spawn(process.execPath, [programFile('cli'), 'outbox', 'run', ...place, ...services], {
      env,
      stdio: 'ignore',
    })
    const gone = new Promise((resolve) => killed?.once('exit', (_code, signal) => resolve(signal)))
    await eventually(writes, (seen) => seen.length >= 3, 'the import of the second device')
    killed.kill('SIGKILL')
    expect(['SIGKILL', null]).toContain(await gone)

    const next = await bench.restartCore()
    bench = next
    const entries = async () => (await next.app.handlers['outbox.list']({})).entries
    await eventually(
      entries,
      (seen) => seen.length >= 4 && seen.every((one) => one.state === 'done'),
      'everything told',
    )
    const told = await writes()
    expect(told.filter((one) => one === 'import')).toHaveLength(2)
    expect(told.slice(0, 3)).toEqual(['import', 'assign', 'import'])
    await next.cart.hands(second!.udid, 'atOnce')
    await next.feed.untilStage(second!.udid, 'enrolled')
  }, 120_000)
})
