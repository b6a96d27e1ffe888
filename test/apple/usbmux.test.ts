import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { attached, muxFrame, ScriptedMux, testDevice, testUdid, textOf } from './scripted-mux.ts'
import type { MuxScript } from './scripted-mux.ts'
import { testRecord } from './test-record.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function mux(script: MuxScript): Promise<ScriptedMux> {
  const server = await new ScriptedMux(script).listen()
  open.push(server)
  return server
}

/** A server that answers any first bytes with these, in these pieces, and then ends or stays silent. */
async function rawServer(pieces: readonly Uint8Array[], end: boolean): Promise<Usbmux> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece)
      if (end) socket.end()
    })
  })
  const sockets = new Set<{ destroy: () => void }>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
  const address = { kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port } as const
  return new Usbmux({ address, logger: silentLogger })
}

describe('usbmux client', () => {
  it('lists devices, with the hyphen put into a bare 24-digit UDID, and skips entries that make no sense', async () => {
    const server = await mux({
      reply: () => ({
        DeviceList: [
          attached(7),
          attached(8, '0000811000112233445566AA', 'Network'),
          { DeviceID: 9 },
          'x',
          attached(10, '../../etc'),
        ],
      }),
    })
    expect(await server.client().listDevices()).toEqual([
      testDevice,
      expect.objectContaining({ deviceId: 8, udid: '00008110-00112233445566AA', connection: 'network' }),
    ])
    expect(server.requests[0]).toMatchObject({ MessageType: 'ListDevices', ProgName: 'slipway', kLibUSBMuxVersion: 3 })
    expect(server.headers[0]!.subarray(4, 12).toString('hex')).toBe('0100000008000000')
  })

  it('sends the port of Connect in network order and hands over the bytes that follow the result', async () => {
    const server = await mux({ port: (port, socket) => void socket.write(`port ${port}`) })
    const stream = await server.client().connect(testDevice, 62078)
    const data = await new Promise<Buffer>((resolve) => stream.once('data', resolve))
    stream.destroy()
    expect(server.requests[0]).toMatchObject({ MessageType: 'Connect', DeviceID: 7, PortNumber: 32498 })
    expect(data.toString()).toBe('port 62078')
  })

  it.each([
    [2, 'apple.deviceGone'],
    [3, 'apple.portRefused'],
    [6, 'apple.mux.refused'],
  ])('explains a Connect answered with result %i as %s', async (result, code) => {
    const server = await mux({ reply: () => result })
    await expect(server.client().connect(testDevice, 1)).rejects.toMatchObject({ code })
  })

  it('reads, saves and deletes pair records, and finds none where none is', async () => {
    const record = await testRecord()
    const stored = new Map<string, Uint8Array>()
    const server = await mux({
      reply: (request) => {
        const id = textOf(request, 'PairRecordID')
        if (request['MessageType'] === 'SavePairRecord') stored.set(id, request['PairRecordData'] as Uint8Array)
        if (request['MessageType'] === 'DeletePairRecord') return stored.delete(id) ? 0 : 2
        if (request['MessageType'] !== 'ReadPairRecord') return 0
        const data = stored.get(id)
        return data === undefined ? 2 : { PairRecordData: data }
      },
    })
    const client = server.client()
    expect(await client.readPairRecord(testUdid)).toBeNull()
    await client.savePairRecord(testUdid, record, 7)
    expect(await client.readPairRecord(testUdid)).toEqual(record)
    await client.deletePairRecord(testUdid)
    await client.deletePairRecord(testUdid)
    expect(await client.readPairRecord(testUdid)).toBeNull()
    expect(server.requests.find((request) => request['MessageType'] === 'SavePairRecord')).toMatchObject({
      DeviceID: 7,
    })
  })

  it('says that nobody answers at an address, and where', async () => {
    const server = await mux({})
    const client = server.client()
    const { port } = server
    await server.close()
    open.length = 0
    await expect(client.listDevices()).rejects.toMatchObject({
      code: 'apple.mux.unreachable',
      details: { address: `127.0.0.1:${port}`, cause: 'ECONNREFUSED' },
    })
  })

  it('says what to install when the usual socket of the system is missing', async () => {
    const client = new Usbmux({ address: { kind: 'unix', path: '/var/run/usbmuxd' }, logger: silentLogger })
    const outcome = await client.listDevices().catch((error: unknown) => error)
    // A machine may have a usbmuxd running; then there is nothing to explain.
    if (outcome instanceof AppError) expect(outcome.code).toMatch(/^apple\.mux\.(missingOn|notPermitted)/)
    else expect(Array.isArray(outcome)).toBe(true)
  })

  it('stops waiting when it is cancelled', async () => {
    const client = await rawServer([], false)
    const abort = new AbortController()
    const pending = client.listDevices({ signal: abort.signal })
    abort.abort()
    await expect(pending).rejects.toMatchObject({ code: 'app.cancelled' })
  })

  it('passes over an event that overtakes a reply', async () => {
    const client = await rawServer([muxFrame(attached(3), 0), muxFrame({ BUID: 'AAAA' }, 1)], true)
    expect(await client.readBuid()).toBe('AAAA')
  })

  it('reads a reply however it is cut into pieces', async () => {
    const bytes = muxFrame({ DeviceList: [attached(7)] }, 1)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
        const client = await rawServer(pieces, true)
        expect(await client.listDevices()).toEqual([testDevice])
      }),
      { numRuns: 30 },
    )
  })

  it('turns any garbage into a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (garbage, withHeader) => {
        const header = Buffer.alloc(16)
        for (const [index, word] of [16 + garbage.length, 1, 8, 1].entries()) header.writeUInt32LE(word, index * 4)
        const client = await rawServer(withHeader ? [header, garbage] : [garbage], true)
        await expect(client.listDevices()).rejects.toMatchObject({ code: 'apple.mux.malformed' })
      }),
      { numRuns: 60 },
    )
  })

  it('refuses to buffer what a header announces beyond the limit', async () => {
    const client = await rawServer([Buffer.from('ffffff7f010000000800000001000000', 'hex')], false)
    await expect(client.listDevices()).rejects.toMatchObject({ code: 'apple.mux.malformed' })
  })

  it('follows what is attached until it is told to stop', async () => {
    const server = await mux({
      listener: (send) => {
        send(attached(7))
        send({ MessageType: 'Paired', DeviceID: 7 })
        send({ MessageType: 'SomethingNew' })
        send({ MessageType: 'Detached', DeviceID: 7 })
      },
    })
    const abort = new AbortController()
    const kinds: string[] = []
    for await (const event of server.client().listen({ signal: abort.signal })) {
      kinds.push(event.kind)
      if (event.kind === 'detached') abort.abort()
    }
    expect(kinds).toEqual(['attached', 'paired', 'detached'])
  })
})
