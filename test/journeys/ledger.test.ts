import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import { visit } from '../store/journal-lines.ts'

let bench: Bench
let home: Awaited<ReturnType<typeof freshHome>>
let udid: string
let before: readonly LedgerEntry[]

beforeAll(async () => {
  home = await freshHome()
  bench = await startBench({
    scenario: { devices: [{ state: 'used' }] },
    app: () => ({ operator: '=Ada Lovelace' }),
  })
  ;({ udid } = bench.devices[0]!.identity)
  await bench.startRun('bench', [udid])
  await bench.feed.untilStage(udid, 'enrolled')
  before = await entries()
}, 120_000)
afterAll(async () => {
  await bench?.stop()
  await home?.dispose()
})

async function entries(): Promise<readonly LedgerEntry[]> {
  const all = { before: null, limit: 500, device: null, since: null, until: null }
  return (await bench.app.handlers['ledger.list'](all)).entries.toReversed()
}

const kinds = (list: readonly LedgerEntry[]): readonly string[] => list.map(({ line }) => line.kind)
const ledger = (...args: readonly string[]) =>
  runCli(['ledger', ...args, '--data', bench.dataDir], { temporary: home.path })

it('one used device, staged: consent, erase with proof, configuration, prepared, enrolled, and by whom', async () => {
  expect(kinds(before)).toEqual([
    'stationStarted',
    'consentGiven',
    'runStarted',
    'eraseOrdered',
    'eraseProved',
    'configurationWritten',
    'configurationVerified',
    'prepared',
    'enrolled',
  ])
  const { serial, ecid } = bench.devices[0]!.identity
  const proved = before.find(({ line }) => line.kind === 'eraseProved')
  expect(proved?.line).toMatchObject({
    device: { udid, serial, ecid, slot: 1 },
    data: { ordered: true, activationState: 'Unactivated', cloudConfigured: false },
  })
  expect(proved?.personal['operator']?.value).toBe('=Ada Lovelace')
  expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
})

it('a restart folds the journal of a long life, adds its own line and doubles nothing', async () => {
  await bench.stopCore()
  const journal = new DatabaseSync(`${bench.dataDir}/journal.sqlite`)
  const insert = journal.prepare('INSERT INTO event (seq, udid, at, type, body) VALUES (?, ?, ?, ?, ?)')
  const old = Array.from({ length: 101 }, () => visit('old', Date.now() - 40 * 86_400_000)).flat()
  journal.exec('BEGIN')
  for (const [index, event] of old.entries())
    insert.run(index - old.length, 'old', event.at, event.type, JSON.stringify(event))
  journal.exec('COMMIT')
  bench = await bench.restartCore()
  expect(journal.prepare(`SELECT type FROM event WHERE udid = 'old'`).all()).toEqual([{ type: 'folded' }])
  journal.close()
  expect(bench.feed.view('old')).toMatchObject({ stage: 'needsAttention', facts: { serial: 'SOLD' } })
  const after = await entries()
  expect(kinds(after)).toEqual([...kinds(before), 'stationStarted'])
  expect(after.slice(0, before.length)).toEqual(before)
  expect(await bench.app.handlers['ledger.verify']({ kept: null })).toMatchObject({ ok: true, forgotten: 0 })
})

it('a recovery that was agreed to is in the ledger before the device is told', async () => {
  const serial = (await entries()).at(-2)?.line.device?.serial ?? ''
  const stream = bench.app.handlers['device.enterRecovery'](
    { udid, typedSerial: serial.slice(-4) },
    { signal: AbortSignal.timeout(60_000) },
  )
  for await (const _item of stream) continue
  expect((await entries()).at(-1)?.line).toMatchObject({ kind: 'recoveryConsent', device: { udid } })
})

it('the command line reads it beside the running station: shown, verified, exported without formulas', async () => {
  const [shown, verified, csv] = await Promise.all([
    ledger('show'),
    ledger('verify'),
    ledger('export', '--format', 'csv'),
  ])
  expect(shown.stdout).toMatch(/=Ada Lovelace +erased: read back as new/)
  expect(verified).toMatchObject({ code: 0, stderr: '' })
  const head = /^Head: (\d+:[0-9a-f]{64})$/m.exec(verified.stdout)?.[1] ?? ''
  expect(csv.stderr).toContain(head)
  expect(csv.stdout).toContain(`,'=Ada Lovelace,`)
  expect(csv.stdout).not.toContain(',=')
})

it('what is personal is erased while the station goes on: it is in no file any more, and the chain stays whole', async () => {
  const known = bench.feed.view(udid)
  const name = known?.facts?.name ?? ''
  expect(name).not.toBe('')
  const order = { olderThan: null, device: udid }
  const asked = await bench.app.handlers['ledger.forget']({ ...order, confirm: null })
  const done = await bench.app.handlers['ledger.forget']({ ...order, confirm: asked.fields })
  expect(done).toEqual({ ...asked, forgotten: true })
  const verdict = await bench.app.handlers['ledger.verify']({ kept: null })
  expect(verdict.ok).toBe(true)
  expect(verdict.forgotten).toBeLessThan(asked.fields)
  const after = await bench.feed.untilDevice(udid, ({ facts }) => facts?.name === null, 'no name')
  expect(after.stage).toBe(known?.stage)
  const files = readdirSync(bench.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const times = files.flatMap(({ parentPath, name: file }) => {
    const count = readFileSync(`${parentPath}/${file}`, 'latin1').split('=Ada Lovelace').length - 1
    return count === 0 ? [] : [{ file, count }]
  })
  // Who has just erased it.
  expect(times).toEqual([{ file: 'ledger.sqlite', count: 1 }])
  expect((await entries()).at(-1)?.personal['operator']?.value).toBe('=Ada Lovelace')
})

it('a changed line is named in one sentence, with exit code 1', async () => {
  await bench.stopCore()
  const database = new DatabaseSync(`${bench.dataDir}/ledger.sqlite`)
  database.exec(`DROP TRIGGER line_stays; UPDATE line SET line = replace(line, '"ordered":true', '"ordered":null')`)
  database.close()
  expect(await ledger('verify', '--lang', 'fr')).toEqual({
    code: 1,
    stdout: 'Le registre est rompu. La ligne 5 a été changée après avoir été écrite.\n',
    stderr: '',
  })
})
