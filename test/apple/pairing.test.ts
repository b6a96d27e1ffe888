import { afterEach, describe, expect, it } from 'vitest'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { ensurePaired, pairDevice } from '../../electron/apple/pairing.ts'
import type { PairingState, PairOptions } from '../../electron/apple/pairing.ts'
import { certificateFacts, generateRsaKey, rsaPublicKeyToPkcs1Pem } from '../../electron/lib/crypto.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { readSignedCms } from '../../electron/pki/cms-verify.ts'
import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { ScriptedMux, serveFrames, testDevice, testUdid } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'
import { encodePairRecord } from '../../electron/apple/pair-record.ts'
import { testDeviceKey, testRecord } from './test-record.ts'

const open: ScriptedMux[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const escrowBag = new Uint8Array(32).fill(9)
const hostKeys = Promise.all([generateRsaKey(), generateRsaKey()])

type World = {
  readonly options: PairOptions
  /** Pair requests, in order. */
  readonly pairs: Message[]
  readonly states: PairingState[]
  readonly saved: Message[]
  readonly store: Map<string, Uint8Array>
  connections: number
}

/** A device whose answers to Pair (and StartSession) are the test's; a function may look at the request, 'hang up' closes. */
async function world(
  answers: readonly (Message | 'hang up' | ((pair: Message) => Message))[],
  more: Partial<PairOptions> & {
    readonly session?: readonly Message[]
    readonly stored?: Uint8Array
    readonly type?: string
  } = {},
): Promise<World> {
  const { session = [], stored, type = 'com.apple.mobile.lockdown', ...options } = more
  const publicKey = Buffer.from(rsaPublicKeyToPkcs1Pem((await testDeviceKey()).publicKeyPem))
  const [root, host] = await hostKeys
  const left = [...answers]
  const sessions = [...session]
  const store = new Map<string, Uint8Array>()
  if (stored !== undefined) store.set(testUdid, stored)
  const result: Omit<World, 'options'> = { pairs: [], states: [], saved: [], store, connections: 0 }
  const answer = (request: Message, hangUp: () => void): Message | null => {
    const name = String(request['Request'])
    const echo = { Request: name }
    if (name === 'QueryType') return { ...echo, Type: type }
    if (name === 'StartSession') return { ...echo, ...(sessions.shift() ?? { Error: 'InvalidHostID' }) }
    if (name === 'GetValue' && request['Key'] === 'DevicePublicKey') return { ...echo, Value: publicKey }
    if (name === 'GetValue' && request['Key'] === 'ProductVersion') return { ...echo, Value: '18.3' }
    if (name === 'GetValue') return { ...echo, Error: 'MissingValue' }
    if (name !== 'Pair') return echo
    result.pairs.push(request)
    const next = left.shift()
    if (next === 'hang up') {
      hangUp()
      return null
    }
    if (next === undefined) return { ...echo, Error: 'InternalError' }
    return { ...echo, ...(typeof next === 'function' ? next(request) : next) }
  }
  const server = await new ScriptedMux({
    reply: (request) => {
      const id = String(request['PairRecordID'])
      if (request['MessageType'] === 'ReadBUID') return { BUID: 'BUID-1' }
      if (request['MessageType'] === 'DeletePairRecord') return store.delete(id) ? 0 : 2
      if (request['MessageType'] === 'SavePairRecord') {
        result.saved.push(request)
        store.set(id, request['PairRecordData'] as Uint8Array)
      }
      if (request['MessageType'] !== 'ReadPairRecord') return 0
      const data = store.get(id)
      return data === undefined ? 2 : { PairRecordData: data }
    },
    port: (_port, socket) => {
      result.connections += 1
      void serveFrames(socket, (request) => answer(request, () => socket.destroy()))
    },
  }).listen()
  open.push(server)
  return Object.assign(result, {
    options: {
      mux: server.client(),
      device: testDevice,
      host: {
        ...createHostIdentity({ hostId: 'bc51a215-0000-4000-8000-000000000001' }),
        keys: () => Promise.resolve({ rootPrivateKeyPem: root.privateKeyPem, hostPrivateKeyPem: host.privateKeyPem }),
      },
      onState: (state: PairingState) => void result.states.push(state),
      signal: new AbortController().signal,
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
      logger: silentLogger,
      ...options,
    },
  })
}

const pending: Message = { Error: 'PairingDialogResponsePending' }
const locked: Message = { Error: 'PasswordProtected' }
const trusted: Message = { EscrowBag: escrowBag }
const challenge = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
const challenged: Message = { Error: 'MCChallengeRequired', ExtendedResponse: { PairingChallenge: challenge } }

/** Any certificate with its key serves as a supervision identity here. */
async function supervisor() {
  const record = await testRecord()
  return { certificatePem: record.rootCertificatePem, privateKeyPem: record.rootPrivateKeyPem }
}

const optionsOf = (pair: Message | undefined): Message => pair?.['PairingOptions'] as Message

describe('pairing', () => {
  it('asks patiently, always with the same certificates, until somebody taps Trust, and saves nine keys', async () => {
    const w = await world([pending, locked, locked, pending, trusted])
    const record = await pairDevice(w.options)
    expect(w.states).toEqual(['waitingForTrust', 'locked', 'waitingForTrust'])
    expect(w.pairs).toHaveLength(5)
    expect(new Set(w.pairs.map((pair) => JSON.stringify(pair['PairRecord']))).size).toBe(1)
    expect(Object.keys(w.pairs[0]!['PairRecord'] as Message).toSorted()).toEqual([
      'DeviceCertificate',
      'HostCertificate',
      'HostID',
      'RootCertificate',
      'SystemBUID',
    ])
    expect(w.pairs[0]).toMatchObject({ ProtocolVersion: '2', PairingOptions: { ExtendedPairingErrors: true } })
    expect(record).toMatchObject({ hostId: 'BC51A215-0000-4000-8000-000000000001', systemBuid: 'BUID-1' })
    expect(record.escrowBag).toEqual(escrowBag)
    expect(w.saved).toMatchObject([{ PairRecordID: testUdid, DeviceID: 7 }])
  })

  it('puts the device’s own key into the certificate it will show', async () => {
    const record = await pairDevice((await world([trusted])).options)
    expect(certificateFacts(record.deviceCertificatePem).publicKeyPem.trim()).toBe(
      (await testDeviceKey()).publicKeyPem.trim(),
    )
  })

  it('goes on over a new connection when the device closes the old one', async () => {
    const w = await world([pending, 'hang up', 'hang up', trusted])
    await pairDevice(w.options)
    expect(w.pairs).toHaveLength(4)
    expect(w.states).toEqual(['waitingForTrust'])
  })

  it('gives up on a device that closes every connection', async () => {
    const w = await world(Array.from({ length: 20 }, () => 'hang up' as const))
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'stream.closed' })
    expect(w.pairs.length).toBeLessThan(10)
  })

  it.each([
    ['UserDeniedPairing', 'apple.lockdown.userDeniedPairing'],
    ['MCProtected', 'apple.lockdown.mcProtected'],
    ['PairingProhibitedOverThisConnection', 'apple.lockdown.pairingProhibitedOverThisConnection'],
  ])('ends with %s and saves nothing', async (error, code) => {
    const w = await world([pending, { Error: error }])
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code })
    expect(w.saved).toEqual([])
  })

  it('stops when it is cancelled while it waits for the tap', async () => {
    const abort = new AbortController()
    const w = await world(
      Array.from({ length: 50 }, () => pending),
      { signal: abort.signal, onState: () => abort.abort() },
    )
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'app.cancelled' })
    expect(w.saved).toEqual([])
  })

  it('does not try to pair with a device that is being restored', async () => {
    const w = await world([trusted], { type: 'com.apple.mobile.restored' })
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'apple.restoreMode' })
  })
})

describe('supervised pairing', () => {
  it('answers the challenge with a signature and needs no tap', async () => {
    const identity = await supervisor()
    const w = await world([challenged, trusted], { supervisor: identity })
    await pairDevice(w.options)
    expect(w.states).toEqual([])
    const announced = optionsOf(w.pairs[0])['SupervisorCertificate'] as Uint8Array
    expect(Buffer.from(announced)).toEqual(certificateFacts(identity.certificatePem).der)
    const cms = readSignedCms(optionsOf(w.pairs[1])['ChallengeResponse'] as Uint8Array)
    expect(new Uint8Array(cms.content)).toEqual(challenge)
    expect(cms.certificates).toHaveLength(1)
    expect(w.pairs[1]!['PairRecord']).toEqual(w.pairs[0]!['PairRecord'])
  })

  it('takes an escrow bag given without a challenge: the device knew this host', async () => {
    const w = await world([trusted], { supervisor: await supervisor() })
    expect((await pairDevice(w.options)).escrowBag).toEqual(escrowBag)
    expect(w.pairs).toHaveLength(1)
  })

  it('saves nothing while a locked device only accepts, and waits until it is unlocked', async () => {
    const saves: number[] = []
    const w: World = await world([challenged, {}, challenged, {}, challenged, trusted], {
      supervisor: await supervisor(),
      clock: { now: () => Date.now(), sleep: async () => void saves.push(w.saved.length) },
    })
    await pairDevice(w.options)
    expect(w.states).toEqual(['locked'])
    expect(saves).toEqual([0, 0])
    expect(w.saved).toHaveLength(1)
  })

  it('falls back to the dialog on a device that this identity does not supervise', async () => {
    const w = await world([pending, pending, trusted], { supervisor: await supervisor() })
    await pairDevice(w.options)
    expect(w.states).toEqual(['waitingForTrust'])
    expect(w.pairs.map((pair) => 'SupervisorCertificate' in optionsOf(pair))).toEqual([true, false, false])
  })
})

describe('an existing pairing', () => {
  const stored = async (): Promise<Uint8Array> => encodePairRecord(await testRecord())
  const session: Message = { SessionID: 'S', EnableSessionSSL: false }

  it('is used when the device honors it', async () => {
    const w = await world([], { stored: await stored(), session: [session] })
    expect(await ensurePaired(w.options)).toEqual({ record: await testRecord(), paired: false })
    expect(w.pairs).toEqual([])
  })

  it('is deleted and made anew when the device has forgotten it', async () => {
    const w = await world([trusted], { stored: await stored(), session: [{ Error: 'InvalidHostID' }] })
    const { record, paired } = await ensurePaired(w.options)
    expect(paired).toBe(true)
    expect(record.escrowBag).toEqual(escrowBag)
    expect(Buffer.from(w.store.get(testUdid)!)).toEqual(encodePairRecord(record))
  })

  it('is made anew when what is stored is damaged', async () => {
    const w = await world([trusted], { stored: Buffer.from('half a rec') })
    expect((await ensurePaired(w.options)).paired).toBe(true)
  })

  it('waits, as locked, for a device that was not unlocked since it started', async () => {
    const w = await world([], { stored: await stored(), session: [locked, locked, session] })
    expect((await ensurePaired(w.options)).paired).toBe(false)
    expect(w.states).toEqual(['locked'])
  })

  it('is kept when trouble has nothing to do with it', async () => {
    const w = await world([], { stored: await stored(), session: [{ Error: 'InternalError' }] })
    await expect(ensurePaired(w.options)).rejects.toMatchObject({ code: 'apple.lockdown.internalError' })
    expect(w.store.has(testUdid)).toBe(true)
  })
})

describe('a host identity', () => {
  it('makes its keys once and gives its ID in upper case', async () => {
    const identity = createHostIdentity({ hostId: 'ab-cd' })
    expect(identity.hostId).toBe('AB-CD')
    const [one, two] = await Promise.all([identity.keys(), identity.keys()])
    expect(one).toBe(two)
    const { publicKeyPem } = await testDeviceKey()
    const certificates = await makePairingCertificates({ devicePublicKeyPem: publicKeyPem, now: new Date(), keys: one })
    expect(certificates.rootPrivateKeyPem).toBe(one.rootPrivateKeyPem)
  })
})
