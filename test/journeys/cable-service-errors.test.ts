import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../electron/app.ts'
import type { App } from '../../electron/app.ts'
import { startBench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'
import { startMuxRelay } from '../harness/mux-relay.ts'
import type { MuxRelay } from '../harness/mux-relay.ts'
import { createRecorder } from '../harness/recorder.ts'
import { expectReadable } from '../harness/words.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

const cableError = async (app: App) => (await app.handlers['station.info']({})).cableError

describe('a device service that goes away in the middle of a batch', () => {
  it('is said once, and every device goes on by itself when it is back', async () => {
    let relay!: MuxRelay
    const bench = await startBench({
      scenario: { devices: [{ state: 'used' }, { state: 'fresh' }, { state: 'used' }, { state: 'used' }] },
      app: async (world) => {
        relay = await startMuxRelay(world.muxAddress)
        return { muxAddress: relay.address }
      },
    })
    cleanUp.push(() => relay.down(), bench.stop)
    const [first, second, third, idle] = bench.devices.map(({ identity }) => identity.udid) as [
      string,
      string,
      string,
      string,
    ]
    const gone = new Promise<void>((resolve, reject) => {
      let isDown = false
      bench.log.onLine(({ fields }) => {
        if (isDown || fields['event'] !== 'stepStarted' || fields['step'] !== 'wifi') return
        isDown = true
        relay.down().then(resolve, reject)
      })
    })
    await bench.startRun('bench', [first, second, third])
    await gone
    const trouble = await eventually(
      () => cableError(bench.app),
      (error) => error !== undefined,
      'the service is missing',
    )
    expectReadable(trouble!)
    await bench.feed.until(
      (views) => views.every(({ presence }) => presence !== 'attached'),
      'nothing is taken to be attached',
    )
    await relay.up()
    for (const udid of [first, second, third]) await bench.feed.untilStage(udid, 'enrolled')
    await bench.feed.untilStage(idle, 'ready')
    expect(await cableError(bench.app)).toBeUndefined()
    const truth = (await bench.cart.list()).toSorted((a, b) => a.slot - b.slot)
    expect(truth.map(({ counts }) => counts['erased'] ?? 0)).toEqual([1, 0, 1, 0])
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('something at the device service’s address that is no usbmuxd', () => {
  /** A server that treats every connection like this. */
  async function serve(handle: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>()
    const server: Server = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      handle(socket)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    cleanUp.push(async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    })
    const address = server.address()
    return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  }

  async function startCore(muxAddress: string) {
    const dataDir = await mkdtemp(join(tmpdir(), 'slipway-core-'))
    const recorder = createRecorder()
    const app = await createApp({
      dataDir,
      mode: 'real',
      version: '0.0.0',
      language: 'en',
      muxAddress,
      graph: { baseUrl: 'http://127.0.0.1:9', getToken: async () => 'none' },
      activationUrl: 'http://127.0.0.1:9',
      additionalCaPems: [],
      passphrase: null,
      organizationName: 'Contoso',
      wifi: null,
      logger: recorder.logger,
    })
    cleanUp.push(async () => {
      await app.close()
      await rm(dataDir, { recursive: true, force: true })
    })
    return { app, recorder }
  }

  const frame = (length: number, body: string, version = 1, type = 8): Buffer => {
    const header = Buffer.alloc(16)
    header.writeUInt32LE(length, 0)
    header.writeUInt32LE(version, 4)
    header.writeUInt32LE(type, 8)
    header.writeUInt32LE(1, 12)
    return Buffer.concat([header, Buffer.from(body)])
  }
  const answers: readonly (readonly [string, (socket: Socket) => void])[] = [
    ['a web server', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
    ['a frame of four gigabytes', (socket) => socket.write(frame(0xff_ff_ff_ff, '<plist'))],
    ['a frame shorter than its own header', (socket) => socket.write(frame(3, ''))],
    ['a property list that ends in the middle', (socket) => socket.write(frame(16 + 12, '<plist><dict'))],
    [
      'a property list that is no dictionary',
      (socket) => {
        const body = '<?xml version="1.0"?><plist version="1.0"><array/></plist>'
        socket.write(frame(16 + body.length, body))
      },
    ],
    ['an end of the connection at once', (socket) => socket.destroy()],
  ]

  it.each(answers)('%s: one sentence says so, nothing crashes, and Slipway closes at once', async (_what, handle) => {
    const { app, recorder } = await startCore(await serve(handle))
    const error = await eventually(
      () => cableError(app),
      (found) => found !== undefined,
      'the trouble is named',
    )
    expectReadable(error!)
    expect(error?.code).not.toBe('app.unexpected')
    expect(recorder.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('nothing at all: the sentence says what to install or to start', async () => {
    const { app } = await startCore('127.0.0.1:9')
    const error = await eventually(
      () => cableError(app),
      (found) => found !== undefined,
      'the trouble is named',
    )
    expectReadable(error!)
    expect(error?.code).toMatch(/^apple\.mux\./)
  })
})
