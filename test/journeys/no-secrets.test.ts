import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenCacheName } from '../../electron/graph/auth/account-memory.ts'
import { openSecretBox } from '../../electron/store/secret-box.ts'
import { openStore } from '../../electron/store/store.ts'
import { administrator, enterAs, goBack } from '../harness/account-bench.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import type { CliOutcome } from '../harness/cli.ts'
import { PageVisitor } from '../harness/page-visitor.ts'

/** Longer than any by chance, and in no scenario file: found anywhere, it leaked. */
const wifiPassword = 'practice-wifi'

/** Every file below a directory, as text that keeps each byte. */
function filesBelow(directory: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path).toString('latin1') }))
}

/** A secret as it is, and in the clothes it might wear. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    Buffer.from(secret, 'utf16le').toString('latin1'),
  ]
}

function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  return [...secrets.flatMap(formsOf), 'PRIVATE KEY'].filter((secret) => text.includes(secret))
}

describe('after devices were staged, by cable and directly, and somebody signed in', () => {
  let bench: Bench
  let secrets: readonly string[]
  /** What windows were told of the sign-in. */
  const told: unknown[] = []
  const commandLines: string[] = []
  beforeAll(async () => {
    let openUrl = async (_url: string): Promise<void> => {}
    bench = await startBench({
      scenario: { devices: [{ state: 'used' }, { state: 'used' }] },
      app: () => ({ openUrl: async (url) => openUrl(url).then(() => true) }),
    })
    secrets = [bench.world.graphToken, wifiPassword]
    const { handlers } = bench.app
    openUrl = async (url) => {
      commandLines.push(url)
      const visitor = new PageVisitor([bench.world.rootCertificatePem])
      await visitor.open(url)
      await enterAs(visitor, administrator)
      await goBack(visitor)
    }
    for await (const item of handlers['account.signIn']({ way: 'browser' }, { signal: new AbortController().signal }))
      told.push(item)
    told.push(await handlers['account.status']({}), await handlers['account.test']({}))
    told.push(await handlers['intune.profiles']({}))
    secrets = [...secrets, administrator.password, ...(await tokensOf(bench))]
    const [cable, direct] = bench.devices.map(({ identity }) => identity.udid) as [string, string]
    await bench.startRun('bench', [cable])
    await bench.startRun('direct', [direct])
    // Trouble is logged with more words than success.
    await bench.tenant.act('fail', { listener: 'graph', status: 503, count: 1, retryAfter: 0 })
    for (const udid of [cable, direct]) await bench.feed.untilStage(udid, 'enrolled')
  }, 60_000)
  afterAll(() => bench?.stop())

  it('the secrets were really in use', async () => {
    expect(bench.options.wifi?.password).toBe(wifiPassword)
    expect((await bench.cart.list()).map(({ storage }) => storage.network)).toEqual(Array(2).fill('Slipway Practice'))
    expect(secrets.every((secret) => secret.length > 8)).toBe(true)
    // Token of the world, Wi-Fi, password; then access, refresh and ID token at least.
    expect(secrets.length).toBeGreaterThanOrEqual(6)
    expect(told).toContainEqual(expect.objectContaining({ kind: 'done' }))
    expect(JSON.stringify(told)).toContain('"source":"account"')
  })

  it('no line of the log holds one, at the most talkative level, whatever is blacked out later', () => {
    expect(bench.log.lines.length).toBeGreaterThan(50)
    const talk = bench.log.lines.map((line) =>
      inspect(line, { depth: 10, maxStringLength: null, maxArrayLength: null }),
    )
    expect(talk.filter((line) => leaksIn(line, secrets).length > 0)).toEqual([])
  })

  it('no file of the data directory holds one in clear, while it runs or after', async () => {
    for (const moment of ['running', 'closed']) {
      if (moment === 'closed') await bench.stopCore()
      const files = filesBelow(bench.dataDir)
      expect(files.length).toBeGreaterThan(3)
      expect(files.filter(({ text }) => leaksIn(text, secrets).length > 0).map(({ path }) => path)).toEqual([])
    }
  })

  it('what is shown to a window holds none, nor does the address that a browser is started with', () => {
    expect(leaksIn(JSON.stringify(bench.feed.history), secrets)).toEqual([])
    expect(leaksIn(JSON.stringify(told), secrets)).toEqual([])
    expect(commandLines).toHaveLength(1)
    expect(leaksIn(commandLines.join(), secrets)).toEqual([])
    // The request itself is a key for whoever reads the list of processes in time.
    expect(commandLines.join()).not.toMatch(/code_challenge|state=|nonce=/)
  })
})

/** Access, refresh and ID tokens that Microsoft's library keeps, out of the sealed store. */
async function tokensOf(bench: Bench): Promise<readonly string[]> {
  const box = await openSecretBox({ kind: 'keyFile', path: join(bench.dataDir, 'secrets.key') })
  const store = await openStore(join(bench.dataDir, 'slipway.sqlite'), box)
  const cache = JSON.parse((await store.secret(tokenCacheName)) ?? '{}') as Record<string, Record<string, object>>
  await store.close()
  const kinds = ['AccessToken', 'RefreshToken', 'IdToken'].map((kind) => Object.values(cache[kind] ?? {}))
  expect(kinds.map((entries) => entries.length)).toEqual([1, 1, 1])
  return kinds.flat().map((entry) => (entry as { secret: string }).secret)
}

describe('slipway practice run --verbose', () => {
  let home: Awaited<ReturnType<typeof freshHome>>
  let outcome: CliOutcome
  const commandLines = new Set<string>()
  const data = () => join(home.path, 'data')

  beforeAll(async () => {
    home = await freshHome()
    outcome = await runCli(['practice', 'run', '--verbose', '--json', '--devices', '2', '--data', data()], {
      temporary: home.path,
      onText: (_text, pid) => {
        for (const line of familyOf(pid)) commandLines.add(line)
      },
    })
  }, 60_000)
  afterAll(() => home.dispose())

  it('logs, reports and stores no secret', () => {
    expect(outcome.code).toBe(0)
    expect(outcome.stderr).toContain('"name":"core"')
    expect(leaksIn(outcome.stdout + outcome.stderr, [wifiPassword])).toEqual([])
    expect(outcome.stderr).not.toMatch(/Bearer |eyJ[\w-]{10,}\./)
    for (const part of ['core', 'report'])
      for (const { path, text } of filesBelow(join(data(), part)))
        expect({ path, leaks: leaksIn(text, [wifiPassword]) }).toEqual({ path, leaks: [] })
  })

  it('shows none in the list of processes, which everybody on the computer can read', ({ skip }) => {
    if (!existsSync('/proc/self/cmdline')) return skip()
    const lines = [...commandLines]
    expect(lines.some((line) => /practice[/-]cart/.test(line))).toBe(true)
    expect(lines.some((line) => /practice[/-]tenant/.test(line))).toBe(true)
    expect(lines.filter((line) => leaksIn(line, [wifiPassword]).length > 0 || /token|secret|eyJ/i.test(line))).toEqual(
      [],
    )
  })
})

/** Command lines of a process and its children. */
function familyOf(pid: number): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return []
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return ''
    }
  }
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)
  return [read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '), ...children.flatMap(familyOf)].filter(
    (line) => line !== '',
  )
}
