import { parse } from 'plist'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { activateDevice } from '../../electron/apple/activation.ts'
import type { ActivateOptions } from '../../electron/apple/activation.ts'
import type { HttpRequest, HttpResponse } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { ScriptedMux, serveFrames, testDevice } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'
import { testRecord } from './test-record.ts'

const open: ScriptedMux[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const handshakeAnswer = Buffer.from('<plist>handshake</plist>')
const activationRecord = Buffer.from('<plist>record</plist>')

/** A device that is active once it got a record, and Apple's two answers. */
async function world(
  answer: (request: HttpRequest) => Partial<HttpResponse> | Promise<Partial<HttpResponse>>,
  start: { readonly state?: string; readonly stubborn?: boolean } = {},
) {
  let state = start.state ?? 'Unactivated'
  const commands: Message[] = []
  const lockdown: Message[] = []
  const requests: HttpRequest[] = []
  const serveLockdown = (request: Message): Message => {
    const echo = { Request: request['Request']! }
    if (request['Request'] === 'StartSession') return { ...echo, SessionID: 'S', EnableSessionSSL: false }
    if (request['Request'] === 'GetValue') return { ...echo, Value: '18.3' }
    if (request['Request'] === 'StartService') return { ...echo, Service: request['Service']!, Port: 50001 }
    if (request['Request'] === 'SetValue') lockdown.push(request)
    return echo
  }
  const serveActivation = (request: Message): Message => {
    commands.push(request)
    switch (request['Command']) {
      case 'GetActivationStateRequest':
        return { Value: state }
      case 'CreateTunnel1SessionInfoRequest':
        return { Value: { HandshakeRequestMessage: Uint8Array.of(1), CollectionBlob: Uint8Array.of(2) } }
      case 'CreateTunnel1ActivationInfoRequest':
        return { Value: { ActivationInfoXML: Buffer.from('a&b=c'), Number: 5 } }
      default:
        if (start.stubborn === true) return { Error: 'Activation record is for another device' }
        state = 'Activated'
        return {}
    }
  }
  const server = await new ScriptedMux({
    port: (port, socket) => void serveFrames(socket, port === 62078 ? serveLockdown : serveActivation),
  }).listen()
  open.push(server)
  const options: ActivateOptions = {
    mux: server.client(),
    device: testDevice,
    record: await testRecord(),
    endpoint: 'https://albert.example/deviceservices/',
    logger: silentLogger,
    http: async (request) => {
      requests.push(request)
      return { status: 200, headers: {}, body: Buffer.alloc(0), finalUrl: request.url, ...(await answer(request)) }
    },
  }
  return { options, commands, requests, lockdown }
}

const apple = (request: HttpRequest): Partial<HttpResponse> =>
  request.url.endsWith('drmHandshake')
    ? { body: handshakeAnswer }
    : { body: activationRecord, headers: { 'content-type': 'text/xml', arsig: 'signature' } }

describe('activation', () => {
  it('carries four messages between the device and Apple, and acknowledges', async () => {
    const { options, commands, requests, lockdown } = await world(apple)
    expect(await activateDevice(options)).toBe(true)
    expect(requests.map((request) => request.url)).toEqual([
      'https://albert.example/deviceservices/drmHandshake',
      'https://albert.example/deviceservices/deviceActivation',
    ])
    expect(parse(Buffer.from(requests[0]!.body!).toString())).toMatchObject({ CollectionBlob: Uint8Array.of(2) })
    expect(requests[0]!.headers).toMatchObject({ 'Content-Type': 'application/x-apple-plist' })
    expect(requests.every((request) => request.httpsOnly)).toBe(true)
    const form = new URLSearchParams(String(requests[1]!.body))
    expect([...form.keys()]).toEqual(['activation-info'])
    expect(parse(form.get('activation-info')!)).toMatchObject({ Number: 5 })
    expect(commands[2]).toMatchObject({
      Command: 'CreateTunnel1ActivationInfoRequest',
      Value: new Uint8Array(handshakeAnswer),
    })
    expect(commands[3]).toMatchObject({
      Command: 'HandleActivationInfoWithSessionRequest',
      Value: new Uint8Array(activationRecord),
      ActivationResponseHeaders: { 'Content-Type': 'text/xml', Arsig: 'signature' },
    })
    expect(lockdown).toMatchObject([{ Key: 'ActivationStateAcknowledged', Value: true }])
  })

  it('leaves a device alone that is active', async () => {
    const { options, requests } = await world(apple, { state: 'FactoryActivated' })
    expect(await activateDevice(options)).toBe(false)
    expect(requests).toEqual([])
  })

  it('calls Apple’s wish for a sign-in Activation Lock', async () => {
    const { options, commands } = await world((request) =>
      request.url.endsWith('drmHandshake')
        ? {}
        : { headers: { 'content-type': 'application/x-buddyml; charset=UTF-8' } },
    )
    await expect(activateDevice(options)).rejects.toMatchObject({ code: 'apple.activation.locked' })
    expect(commands.some((message) => message['Command'] === 'HandleActivationInfoWithSessionRequest')).toBe(false)
  })

  it('says that the internet is missing, and which host', async () => {
    const { options } = await world(() =>
      Promise.reject(new AppError('http.unreachable', { host: 'x', cause: 'ENOTFOUND' })),
    )
    await expect(activateDevice(options)).rejects.toMatchObject({
      code: 'apple.activation.needsInternet',
      details: { host: 'albert.example', cause: 'ENOTFOUND' },
    })
  })

  it('does not take an untrusted certificate for a missing network', async () => {
    const { options } = await world(() => Promise.reject(new AppError('http.untrusted', { host: 'x', reason: 'y' })))
    await expect(activateDevice(options)).rejects.toMatchObject({ code: 'http.untrusted' })
  })

  it('repeats Apple’s own words, without their markup', async () => {
    const body = Buffer.from('<html><style>p{}</style><p>Device <b>not</b>\n found</p></html>')
    const { options } = await world(() => ({ status: 403, body }))
    await expect(activateDevice(options)).rejects.toMatchObject({
      code: 'apple.activation.refused',
      details: { status: 403, text: 'Device not found' },
    })
  })

  it('repeats the device’s words when it refuses the record', async () => {
    const { options } = await world(apple, { stubborn: true })
    await expect(activateDevice(options)).rejects.toMatchObject({
      code: 'apple.activation.deviceRefused',
      details: { text: 'Activation record is for another device' },
    })
  })
})
