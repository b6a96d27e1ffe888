import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createConnection } from 'node:net'
import { AppError, isErrorCode } from '../../src-shared/errors.ts'
import { Lockdown } from '../../electron/apple/lockdown.ts'
import { lockdownError } from '../../electron/apple/lockdown-errors.ts'
import { tlsAccept } from '../../electron/lib/tls.ts'
import { certificateFacts } from '../../electron/lib/crypto-keys.ts'
import { frame, serveFrames } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'
import { testDeviceKey, testRecord } from './test-record.ts'

const cleanUp: (() => void)[] = []
afterEach(() => {
  for (const undo of cleanUp.splice(0)) undo()
})

/** A connection whose other end is `serve`. */
async function connectTo(serve: (socket: Socket) => void): Promise<Lockdown> {
  const server = createServer((socket) => {
    cleanUp.push(() => socket.destroy())
    socket.on('error', () => {})
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const socket = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
  cleanUp.push(
    () => socket.destroy(),
    () => server.close(),
  )
  return new Lockdown(socket)
}

const answering = (answer: (request: Message) => Message | Buffer | null): Promise<Lockdown> =>
  connectTo((socket) => void serveFrames(socket, answer))

/** Every error string of lockdownd that clients know. */
const errorStrings = (
  'InvalidResponse MissingKey MissingValue GetProhibited SetProhibited RemoveProhibited ImmutableValue ' +
  'PasswordProtected UserDeniedPairing PairingDialogResponsePending MissingHostID InvalidHostID SessionActive ' +
  'SessionInactive MissingSessionID InvalidSessionID MissingService InvalidService ServiceLimit MissingPairRecord ' +
  'SavePairRecordFailed InvalidPairRecord InvalidActivationRecord MissingActivationRecord ServiceProhibited ' +
  'EscrowLocked PairingProhibitedOverThisConnection FMiPProtected MCProtected MCChallengeRequired InvalidConnection ' +
  'DeviceLocked UnsupportedWatchKey MalformedCommand InternalError'
).split(' ')

describe('lockdown', () => {
  it('asks with label, name, domain and key, and returns the value', async () => {
    const requests: Message[] = []
    const lockdown = await answering((request) => {
      requests.push(request)
      return { Request: 'GetValue', Key: 'Language', Value: 'fr' }
    })
    expect(await lockdown.getValue({ domain: 'com.apple.international', key: 'Language' })).toBe('fr')
    expect(requests).toEqual([
      { Label: 'slipway', Request: 'GetValue', Domain: 'com.apple.international', Key: 'Language' },
    ])
  })

  it('sets and removes values', async () => {
    const requests: Message[] = []
    const lockdown = await answering((request) => {
      requests.push(request)
      return { Request: request['Request']!, Result: 'Success' }
    })
    await lockdown.setValue({ key: 'DeviceName' }, 'Ward 3 — é')
    await lockdown.removeValue({ key: 'TimeZone' })
    expect(requests.map(({ Label: _label, ...rest }) => rest)).toEqual([
      { Request: 'SetValue', Key: 'DeviceName', Value: 'Ward 3 — é' },
      { Request: 'RemoveValue', Key: 'TimeZone' },
    ])
  })

  it('keeps requests in line: each waits for the answer before it', async () => {
    const lockdown = await answering((request) => ({ Request: 'GetValue', Value: request['Key']! }))
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`)
    expect(await Promise.all(keys.map((key) => lockdown.getValue({ key })))).toEqual(keys)
  })

  it.each(errorStrings)('turns the error %s into a code of its own', async (error) => {
    const lockdown = await answering((request) => ({ Request: request['Request']!, Error: error }))
    const thrown = await lockdown.getValue({ key: 'X' }).catch((caught: unknown) => caught)
    expect(thrown).toBeInstanceOf(AppError)
    const { code } = thrown as AppError
    expect(code.replace('apple.lockdown.', '').toLowerCase()).toBe(error.toLowerCase())
    expect(isErrorCode(code)).toBe(true)
  })

  it('keeps an error it does not know, and lets no device choose one of our own codes', () => {
    for (const error of ['BrandNew', 'Other', 'WrongReply', '__proto__', '']) {
      expect(lockdownError(error, 'GetValue')).toMatchObject({ code: 'apple.lockdown.other', details: { error } })
    }
  })

  it('refuses a reply to another request, and lets nobody use the connection afterwards', async () => {
    const lockdown = await answering(() => ({ Request: 'QueryType', Type: 'x' }))
    await expect(lockdown.getValue({ key: 'X' })).rejects.toMatchObject({ code: 'apple.lockdown.wrongReply' })
    await expect(lockdown.getValue({ key: 'X' })).rejects.toMatchObject({ code: 'stream.closed' })
  })

  it('takes ValidatePair as the echo of Unpair, as some firmware sends it', async () => {
    const lockdown = await answering(() => ({ Request: 'ValidatePair' }))
    await expect(lockdown.request('Unpair')).resolves.toBeDefined()
  })

  it('goes on in TLS with the host certificate, and stops the session inside it', async () => {
    const record = await testRecord()
    const deviceKey = (await testDeviceKey()).privateKeyPem
    let shown: Buffer | null = null
    const inside: Message[] = []
    const lockdown = await connectTo((socket) => {
      void serveFrames(socket, () => {
        const reply = frame({ Request: 'StartSession', SessionID: 'S-1', EnableSessionSSL: true })
        socket.write(reply)
        socket.removeAllListeners('data')
        socket.pause()
        void tlsAccept(socket, {
          certPem: record.deviceCertificatePem,
          keyPem: deviceKey,
          requestClientCertificate: true,
        }).then((tls) => {
          shown = tls.peerCertificateDer
          return serveFrames(tls.socket, (request) => {
            inside.push(request)
            return request['Request'] === 'StartService'
              ? { Request: 'StartService', Service: 'x', Port: 49203, EnableServiceSSL: true }
              : { Request: request['Request']! }
          })
        })
        return null
      })
    })
    await lockdown.startSession(record)
    expect(lockdown.inSession).toBe(true)
    expect(await lockdown.startService('x', { escrowBag: Uint8Array.of(1, 2) })).toEqual({ port: 49203, ssl: true })
    await lockdown.stopSession()
    expect(inside).toMatchObject([
      { Request: 'StartService', Service: 'x' },
      { Request: 'StopSession', SessionID: 'S-1' },
    ])
    expect(shown).toEqual(certificateFacts(record.hostCertificatePem).der)
  })

  it('starts no service at a port that cannot be one', async () => {
    for (const Port of [0, 65536, 'x']) {
      const lockdown = await answering(() => ({ Request: 'StartService', Port }))
      await expect(lockdown.startService('x')).rejects.toMatchObject({ code: 'apple.lockdown.wrongReply' })
    }
  })

  it('says that the device did not answer in time, and closes', async () => {
    const lockdown = await answering(() => null)
    await expect(lockdown.queryType({ timeoutMs: 20 })).rejects.toMatchObject({ code: 'app.timeout' })
    expect(lockdown.closed).toBe(true)
  })

  it('can be cancelled', async () => {
    const lockdown = await answering(() => null)
    const abort = new AbortController()
    const pending = lockdown.queryType({ signal: abort.signal })
    setImmediate(() => abort.abort())
    await expect(pending).rejects.toMatchObject({ code: 'app.cancelled' })
    await expect(lockdown.queryType({ signal: abort.signal })).rejects.toMatchObject({ code: 'app.cancelled' })
  })

  it('notices a device that goes away in the middle of an answer', async () => {
    const lockdown = await connectTo((socket) => socket.end(frame({ Request: 'QueryType' }).subarray(0, 30)))
    await expect(lockdown.queryType()).rejects.toMatchObject({ code: 'stream.closed' })
  })

  it('reads an answer however it is cut, and after another in one piece', async () => {
    const reply = Buffer.concat([
      frame({ Request: 'QueryType', Type: 'a' }),
      frame({ Request: 'QueryType', Type: 'b' }),
    ])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: reply.length }), async (cut) => {
        const lockdown = await connectTo((socket) => {
          socket.write(reply.subarray(0, cut))
          setImmediate(() => socket.write(reply.subarray(cut)))
        })
        expect([await lockdown.queryType(), await lockdown.queryType()]).toEqual(['a', 'b'])
      }),
      { numRuns: 25 },
    )
  })

  it('turns any garbage into a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.boolean(), async (garbage, sized) => {
        const size = Buffer.alloc(4)
        size.writeUInt32BE(garbage.length)
        const lockdown = await connectTo((socket) => socket.end(sized ? Buffer.concat([size, garbage]) : garbage))
        const thrown = await lockdown.queryType().catch((caught: unknown) => caught)
        expect(thrown).toBeInstanceOf(AppError)
        expect((thrown as AppError).code).toMatch(/^(stream\.|plist\.|frame\.)/)
      }),
      { numRuns: 60 },
    )
  })
})
