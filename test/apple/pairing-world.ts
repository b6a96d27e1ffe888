import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import type { PairingState, PairOptions } from '../../electron/apple/pairing.ts'
import { generateRsaKey, rsaPublicKeyToPkcs1Pem } from '../../electron/lib/crypto-keys.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { ScriptedMux, serveFrames, testDevice, testUdid, textOf } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'
import { testDeviceKey } from './test-record.ts'

const open: ScriptedMux[] = []
/** For `afterEach`. */
export async function closePairingWorlds(): Promise<void> {
  for (const server of open.splice(0)) await server.close()
}

export const escrowBag = new Uint8Array(32).fill(9)
const hostKeys = Promise.all([generateRsaKey(), generateRsaKey()])

export type PairingWorld = {
  readonly options: PairOptions
  /** Pair requests, in order. */
  readonly pairs: Message[]
  readonly states: PairingState[]
  readonly saved: Message[]
  readonly store: Map<string, Uint8Array>
  connections: number
}

/** A device whose answers to Pair (and StartSession) are the test's; a function may look at the request, 'hang up' closes. */
export async function pairingWorld(
  answers: readonly (Message | 'hang up' | ((pair: Message) => Message))[],
  more: Partial<PairOptions> & {
    readonly session?: readonly Message[]
    readonly stored?: Uint8Array
    readonly type?: string
  } = {},
): Promise<PairingWorld> {
  const { session = [], stored, type = 'com.apple.mobile.lockdown', ...options } = more
  const publicKey = Buffer.from(rsaPublicKeyToPkcs1Pem((await testDeviceKey()).publicKeyPem))
  const [root, host] = await hostKeys
  const left = [...answers]
  const sessions = [...session]
  const store = new Map<string, Uint8Array>()
  if (stored !== undefined) store.set(testUdid, stored)
  const result: Omit<PairingWorld, 'options'> = { pairs: [], states: [], saved: [], store, connections: 0 }
  const answer = (request: Message, hangUp: () => void): Message | null => {
    const name = textOf(request, 'Request')
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
      const id = textOf(request, 'PairRecordID')
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
