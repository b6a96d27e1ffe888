import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addReturnCommand } from '../../electron/hosts/cli/return-command.ts'
import { cliHere } from '../harness/cli-here.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { sha256 } from '../../electron/lib/crypto.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { erasureCertificate } from '../../src-shared/returns.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'

let bench: Bench
let plain: DeviceReport
let locked: DeviceReport
let several: readonly DeviceReport[]

beforeAll(async () => {
  bench = await startBench({ scenario: { devices: Array.from({ length: 4 }, () => ({ state: 'fresh' as const })) } })
  ;[plain, locked] = bench.devices as [DeviceReport, DeviceReport]
  several = bench.devices.slice(2)
  const udids = bench.devices.map(({ identity }) => identity.udid)
  await bench.startRun('bench', udids)
  for (const udid of udids) await bench.feed.untilStage(udid, 'enrolled')
  for (const { identity } of bench.devices) await codeInIntune(identity.serial)
}, 120_000)
afterAll(() => bench?.stop())

/** What Intune keeps with the newest record of a serial number, once it has asked the device for it. */
async function codeInIntune(serial: string): Promise<string> {
  for (;;) {
    const { records } = await bench.app.handlers['intune.records']({ serials: [serial] })
    const path = `deviceManagement/managedDevices/${records[0]?.recordId}?$select=id,activationLockBypassCode`
    const answer = await fetch(`${bench.world.graphBaseUrl}/v1.0/${path}`, {
      headers: { authorization: `Bearer ${bench.world.graphToken}` },
    })
    const { activationLockBypassCode: code } = (await answer.json()) as { activationLockBypassCode: string | null }
    if (code !== null) return code
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function startReturn(udids: readonly string[]): Promise<void> {
  await bench.app.handlers['runs.start']({
    udids: [...udids],
    blueprintId: blueprintIds.return,
    consent: { udids: [...udids], typedCount: udids.length },
    waivePilot: true,
  })
}

async function recordsOf(serial: string): Promise<number> {
  return (await bench.app.handlers['intune.records']({ serials: [serial] })).records.length
}

async function ledgerOf(udid: string) {
  const query = { before: null, limit: 100, device: udid, since: null, until: null }
  return (await bench.app.handlers['ledger.list'](query)).entries.toReversed()
}

describe('a device that comes back', () => {
  it('shows what will happen to it, in Apple’s order', async () => {
    const { plans } = await bench.app.handlers['runs.preview']({
      udids: [plain.identity.udid],
      blueprintId: blueprintIds.return,
    })
    expect(plans[0]?.problems).toEqual([])
    expect(plans[0]?.steps.filter(({ skip }) => !skip).map(({ name }) => name)).toEqual([
      'power',
      'bypassCode',
      'retire',
      'erase',
      'pair',
      'activate',
      'record',
      'certificate',
    ])
  })

  it('is retired, erased once, gone from Intune, and has its certificate', async () => {
    const { udid, serial } = plain.identity
    const code = await codeInIntune(serial)
    await startReturn([udid])
    const view = await bench.feed.untilStage(udid, 'prepared')
    expect(view.run?.steps.map(({ name, outcome, reason }) => [name, outcome, reason])).toMatchObject([
      ['identify', 'done', expect.anything()],
      ['power', 'done', expect.anything()],
      ['bypassCode', 'done', 'bypassCode.kept'],
      ['retire', 'done', expect.stringMatching(/^retire\.(gone|done)$/)],
      ['erase', 'done', expect.anything()],
      ['pair', 'done', expect.anything()],
      ['activate', 'done', expect.anything()],
      ['record', 'done', expect.stringMatching(/^record\.(done|nothingLeft)$/)],
      ['certificate', 'done', expect.anything()],
      ['label', 'skipped', expect.anything()],
      ['shutDown', 'skipped', expect.anything()],
    ])
    const truth = await bench.cart.device(udid)
    expect(truth.counts['erased']).toBe(1)
    expect(truth.storage).toMatchObject({ enrolled: false, setupDone: false, activated: true })
    expect(await recordsOf(serial)).toBe(0)
    const kept = await bench.app.handlers['returns.bypassCode']({ serial })
    expect(kept.codes).toMatchObject([{ code, source: 'intune' }])
  })

  it('certifies what the ledger says, and the ledger knows the certificate', async () => {
    const { udid, serial } = plain.identity
    const { certificates } = await bench.app.handlers['returns.certificates']({ serial })
    const [one] = certificates
    expect(certificates).toHaveLength(1)
    if (one === undefined) return
    const { certificate } = one
    expect(certificate).toMatchObject({
      practice: true,
      device: { serial, udid },
      before: { setupDone: true, cloudConfigured: true },
      after: { activationState: 'Unactivated', setupDone: false, cloudConfigured: false },
      activatedAfter: true,
      bypassCodeKept: true,
      outcome: 'ready',
    })
    const entries = await ledgerOf(udid)
    for (const line of certificate.ledger.lines)
      expect(entries.find(({ line: { seq } }) => seq === line.seq)).toMatchObject({
        hash: line.hash,
        line: { kind: line.kind },
      })
    expect(certificate.ledger.lines.map(({ kind }) => kind)).toEqual([
      'consentGiven',
      'runStarted',
      'eraseOrdered',
      'eraseProved',
    ])
    const verdict = await bench.app.handlers['ledger.verify']({ kept: certificate.ledger.head })
    expect(verdict.ok).toBe(true)
    const issued = entries.find(({ line }) => line.kind === 'certificateIssued')
    expect(issued?.line.data).toMatchObject({ sha256: one.sha256, runId: certificate.id })
    const folder = join(bench.dataDir, 'certificates')
    const names = await readdir(folder)
    expect(names.filter((name) => name.startsWith(serial)).toSorted()).toEqual([
      expect.stringMatching(/\.en\.html$/),
      expect.stringMatching(/\.fr\.html$/),
      expect.stringMatching(/\.json$/),
    ])
    const json = await readFile(
      join(
        folder,
        names.find((name) => name.endsWith('.json'))!,
      ),
      'utf8',
    )
    expect(sha256(json).toString('hex')).toBe(one.sha256)
    expect(erasureCertificate.parse(JSON.parse(json))).toEqual(certificate)
    const page = await readFile(
      join(
        folder,
        names.find((name) => name.endsWith('.fr.html'))!,
      ),
      'utf8',
    )
    expect(page).toContain('Certificat d’effacement')
    expect(page).toContain('EXERCICE')
    expect(page).toContain(serial)
    expect(page).not.toContain('returns:')
  })

  it('never has its bypass code in ledger or log, and every look at it in the ledger', async () => {
    const { udid, serial } = plain.identity
    const { codes } = await bench.app.handlers['returns.bypassCode']({ serial })
    const entries = await ledgerOf(udid)
    expect(entries.filter(({ line }) => line.kind === 'bypassCodeKept')).toHaveLength(1)
    expect(entries.filter(({ line }) => line.kind === 'bypassCodeShown').length).toBeGreaterThanOrEqual(2)
    expect(JSON.stringify(entries)).not.toContain(codes[0]?.code)
    expect(JSON.stringify(bench.log.lines)).not.toContain(codes[0]?.code)
  })

  it('with Find My on asks for its bypass code after the erase, and is let go with it', async () => {
    const { udid, serial } = locked.identity
    await bench.cart.state(udid, { findMy: true, activationLockAllowed: true })
    await bench.cart.hands(udid, 'atOnce', { hello: 'always' })
    await startReturn([udid])
    const waiting = await bench.feed.untilDevice(udid, ({ tap }) => tap === 'activationLock', 'asks for the code')
    expect(waiting.stage).toBe('waitingForTap')
    expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
    const [kept] = (await bench.app.handlers['returns.bypassCode']({ serial })).codes
    await bench.cart.type(udid, 'activationLock', { userName: '', password: kept?.code ?? '' })
    const view = await bench.feed.untilStage(udid, 'prepared')
    expect(view.error).toBeNull()
    expect(await bench.cart.device(udid)).toMatchObject({ activationLocked: false, storage: { activated: true } })
  })
})

describe('what a person has Intune do by serial number', () => {
  it('happens to nobody when what they typed does not fit', async () => {
    const serials = several.map(({ identity }) => identity.serial)
    const order = { verb: 'retire', keepEsimDataPlan: true } as const
    const ask = (some: readonly string[], typed: string) =>
      bench.app.handlers['intune.order']({ ...order, serials: [...some], typed })
    await expect(ask(serials, '3')).rejects.toMatchObject({ code: 'outbox.consentCount' })
    await expect(ask(serials.slice(0, 1), '1')).rejects.toMatchObject({ code: 'outbox.consentSerial' })
    await expect(ask([...serials, 'NOTTHERE0001'], '3')).rejects.toMatchObject({ code: 'outbox.noRecord' })
    expect(
      (await bench.app.handlers['outbox.list']({})).entries.filter(
        ({ kind, serial }) => kind === 'retire' && serials.includes(serial),
      ),
    ).toEqual([])
  })

  it('happens once to each when it fits, and consent and effect are in the ledger', async () => {
    const serials = several.map(({ identity }) => identity.serial)
    const { ids } = await bench.app.handlers['intune.order']({
      verb: 'retire',
      serials,
      typed: '2',
      keepEsimDataPlan: true,
    })
    expect(ids).toHaveLength(2)
    await bench.app.handlers['outbox.run']({})
    for (const { identity } of several) {
      await bench.cart.until(identity.udid, ({ storage }) => !storage.enrolled)
      const entries = await ledgerOf(identity.udid)
      const mine = entries.filter(({ line }) => line.kind === 'tenantConsent' || line.kind === 'tenantActed')
      expect(mine.map(({ line }) => [line.kind, line.data['verb'], line.data['state'] ?? null])).toEqual([
        ['tenantConsent', 'retire', null],
        ['tenantActed', 'retire', 'done'],
      ])
    }
  })
})

describe('slipway return', () => {
  it('shows codes and certificates in words, after the core that made them has ended', async () => {
    await bench.stopCore()
    const root = join(bench.dir, 'root.pem')
    await writeFile(root, bench.world.rootCertificatePem)
    vi.stubEnv('SLIPWAY_GRAPH_TOKEN', bench.world.graphToken)
    const where = ['--practice', '--data', bench.dataDir, '--graph', bench.world.graphBaseUrl, '--ca', root]
    const slipway = (words: readonly string[], language?: 'fr') =>
      cliHere([addReturnCommand], ['return', ...words, ...where, '--mux', bench.world.muxAddress], language)
    const { serial } = plain.identity
    const said = await slipway(['code', serial])
    expect(said.stderr).toBe('')
    expect(said.stdout).toMatch(/^\S+.*\n.+\n$/)
    expect((await slipway(['code', serial], 'fr')).stdout).toMatch(/Intune/)
    expect((await slipway(['certificates', serial])).stdout).toMatch(/\.json\nSHA-256: [0-9a-f]{64}/)
    const unknown = await slipway(['certificates', 'TESTNOBODY01'], 'fr')
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/pas de certificat d’effacement/)])
    vi.unstubAllEnvs()
  })
})
