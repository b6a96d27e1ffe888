import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readNote, writeNote } from '../../../electron/hosts/local/engine-note.ts'
import type { EngineNote } from '../../../electron/hosts/local/engine-note.ts'
import { joinEngine } from '../../../electron/hosts/local/join-engine.ts'
import { localAddresses } from '../../../electron/hosts/local/place.ts'
import { reachEngine } from '../../../electron/hosts/local/reach-engine.ts'
import { serveLocal } from '../../../electron/hosts/local/serve-local.ts'
import type { LocalService } from '../../../electron/hosts/local/serve-local.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import { streamLink } from '../../../electron/lib/stream-link.ts'
import { fakeHandlers } from '../fake-app.ts'

const limits = { frameBytes: 1_000_000, waitingBytes: 1_000_000, frameMs: 5_000 }
const settings = {
  mode: 'practice',
  mux: '127.0.0.1:1',
  graph: 'https://graph.example',
  activation: 'https://a.example',
} as const
const caller = { host: 'cli', version: '1.2.3' } as const
const wishes = { mode: 'practice' } as const

let dataDir: string
let service: LocalService
let note: EngineNote
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'slipway-local-'))
  service = await serve(dataDir)
  note = readNote(dataDir)!
})
afterEach(async () => {
  await service.close(0)
  rmSync(dataDir, { recursive: true, force: true })
})

function serve(path: string): Promise<LocalService> {
  const handlers = fakeHandlers()
  return serveLocal({ dataDir: path, handlers, host: 'station', version: '1.2.3', settings, logger: silentLogger })
}

/** Connects as anybody may and says these bytes; resolves when the engine has hung up. */
function stranger(say: (socket: Socket) => void): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection(note.address ?? '')
    socket.once('connect', () => say(socket))
    socket.on('error', () => {}).on('close', () => resolve())
    socket.resume()
  })
}

describe('the engine of a data directory, for other hosts on it', () => {
  it('answers calls and streams as if it were in the same process', async () => {
    const joined = (await joinEngine(note, caller, wishes, dataDir))!
    expect(joined.engine).toMatchObject({ host: 'station', pid: process.pid })
    expect(await joined.handlers['station.info']({})).toHaveProperty('version')
    const { signal } = new AbortController()
    for await (const changes of joined.handlers['devices.feed']({}, { signal })) {
      expect(changes).toHaveProperty('devices')
      break
    }
    await joined.close()
    await joined.ended
  })

  it('says who is there, also to a host of another version, and does not count who only asks', async () => {
    const joined = (await joinEngine(note, caller, wishes, dataDir))!
    const reached = await reachEngine(note, { host: 'cli', version: '9', wish: 'status' })
    expect(reached?.said).toMatchObject({ version: '1.2.3', clients: [{ host: 'cli', pid: process.pid }] })
    await joined.close()
  })

  it('is refused in one sentence by another version, another setting, another world, and for a trace', async () => {
    const ask = (more: object, as: { readonly host: 'cli'; readonly version: string } = caller) =>
      joinEngine(note, as, { ...wishes, ...more }, dataDir)
    await expect(ask({}, { host: 'cli', version: '1.2.4' })).rejects.toMatchObject({ code: 'local.otherVersion' })
    await expect(ask({ mux: 'other' })).rejects.toMatchObject({ code: 'local.otherSetting' })
    await expect(ask({ mode: 'real' })).rejects.toMatchObject({ code: 'app.practiceRealMix' })
    await expect(ask({ trace: '/x' })).rejects.toMatchObject({ code: 'local.noTrace' })
    const same = await ask({ mux: settings.mux, graph: settings.graph })
    await same?.close()
  })

  it('tells its hosts in a sentence when it ends', async () => {
    const joined = (await joinEngine(note, caller, wishes, dataDir))!
    await service.close(0)
    await joined.ended
    await expect(joined.handlers['station.info']({})).rejects.toMatchObject({ code: 'local.engineEnded' })
    expect(readNote(dataDir)).toBeNull()
    service = await serve(dataDir)
  })

  it.for([
    ['garbage', (socket: Socket): void => void socket.write('GET / HTTP/1.1\r\n\r\n')],
    ['a greeting that is too long', (socket: Socket): void => void socket.write(Buffer.from([0, 1, 0, 0, 65]))],
    ['a greeting without a proof', (socket: Socket): void => streamLink(socket, limits).send('{}')],
    [
      'a wrong proof',
      (socket: Socket): void => {
        const greeting = { nonce: 'a'.repeat(64), proof: 'b'.repeat(64), wish: 'work', ...caller, pid: 1 }
        streamLink(socket, limits).send(JSON.stringify(greeting))
      },
    ],
    [
      'a call instead of a greeting',
      (socket: Socket): void =>
        streamLink(socket, limits).send('{"kind":"ask","id":1,"name":"station.info","input":{}}'),
    ],
  ] as const)('hangs up on %s, and serves on', async ([, say]) => {
    await stranger(say)
    const joined = (await joinEngine(note, caller, wishes, dataDir))!
    expect(await joined.handlers['station.info']({})).toHaveProperty('mode')
    await joined.close()
  })

  it('hangs up on whoever says nothing for five seconds', { timeout: 15_000 }, async () => {
    await stranger(() => {})
  })

  it('is not mistaken for anybody else who listens where an old note points', async () => {
    const impostor = createServer((socket) => {
      const link = streamLink(socket, limits)
      link.onMessage(() => link.send(JSON.stringify({ outcome: 'welcome', proof: 'c'.repeat(64) })))
      link.send(JSON.stringify({ slipway: 1, nonce: 'd'.repeat(64) }))
    })
    const address = join(dataDir, 'impostor.sock')
    await new Promise<void>((resolve) => impostor.listen(address, resolve))
    expect(await reachEngine({ ...note, address }, { ...caller, wish: 'work' })).toBeNull()
    impostor.close()
  })

  it('is not there when the note is of a process that died, or is no note', async () => {
    expect(await reachEngine({ ...note, address: join(dataDir, 'gone.sock') }, { ...caller, wish: 'work' })).toBeNull()
    expect(await reachEngine({ ...note, token: 'e'.repeat(64) }, { ...caller, wish: 'work' })).toBeNull()
    writeNote(dataDir, note)
    writeFileSync(join(dataDir, 'engine.json'), `${readFileSync(join(dataDir, 'engine.json'), 'utf8')}}`)
    expect(readNote(dataDir)).toBeNull()
    writeFileSync(join(dataDir, 'engine.json'), JSON.stringify({ ...note, token: '../../x' }))
    expect(readNote(dataDir)).toBeNull()
  })

  it.skipIf(process.platform === 'win32')('lets nobody else even connect or read the note', () => {
    expect(statSync(note.address!).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'engine.json')).mode & 0o777).toBe(0o600)
  })

  it.skipIf(process.platform === 'win32')(
    'finds a private place where a name in the directory would be too long',
    async () => {
      const long = join(dataDir, 'x'.repeat(100))
      mkdirSync(long)
      const other = await serve(long)
      const found = readNote(long)!
      expect(found.address?.startsWith(long)).toBe(false)
      expect(statSync(join(found.address!, '..')).mode & 0o777).toBe(0o700)
      await (await joinEngine(found, caller, wishes, long))!.close()
      await other.close(0)
    },
  )
})

describe('where an engine listens', () => {
  const user = { uid: 501, temporary: '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T' }
  it('is in the data directory on macOS and Linux, with shorter places beside it', () => {
    const found = localAddresses('/srv/a/Library/Application Support/Slipway', 'darwin', {}, user)
    expect(found[0]).toBe('/srv/a/Library/Application Support/Slipway/engine.sock')
    expect(found.slice(1).every((path) => Buffer.byteLength(path) <= 103)).toBe(true)
    expect(found.length).toBe(3)
  })

  it('counts bytes, not letters, and keeps directories apart', () => {
    const [long, other] = ['/srv/é'.padEnd(60, 'é'), '/srv/e'.padEnd(92, 'e')].map((path) =>
      localAddresses(path, 'linux', { XDG_RUNTIME_DIR: '/run/user/501' }, { uid: 501, temporary: '/tmp' }),
    )
    expect(long?.[0]).toMatch(/^\/run\/user\/501\/slipway\/[0-9a-f]{24}\.sock$/)
    expect(other?.[0]).not.toBe(long?.[0])
  })

  it('is a pipe of a name that nobody guesses on Windows', () => {
    const [one] = localAddresses('C:\\Users\\a', 'win32', {}, user)
    const [two] = localAddresses('C:\\Users\\a', 'win32', {}, user)
    expect(one).toMatch(/^\\\\\.\\pipe\\slipway-[0-9a-f]{48}$/)
    expect(two).not.toBe(one)
  })
})
