import { afterEach, describe, expect, it } from 'vitest'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { encodePairRecord } from '../../electron/apple/pair-record.ts'
import { ensurePaired, pairDevice } from '../../electron/apple/pairing.ts'
import { certificateFacts } from '../../electron/lib/crypto-keys.ts'
import { readSignedCms } from '../../electron/pki/cms-verify.ts'
import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { closePairingWorlds, escrowBag, pairingWorld } from './pairing-world.ts'
import type { PairingWorld } from './pairing-world.ts'
import { testUdid } from './scripted-mux.ts'
import type { Message } from './scripted-mux.ts'
import { testDeviceKey, testRecord } from './test-record.ts'

afterEach(closePairingWorlds)

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
    const w = await pairingWorld([pending, locked, locked, pending, trusted])
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
    const record = await pairDevice((await pairingWorld([trusted])).options)
    expect(certificateFacts(record.deviceCertificatePem).publicKeyPem.trim()).toBe(
      (await testDeviceKey()).publicKeyPem.trim(),
    )
  })

  it('goes on over a new connection when the device closes the old one', async () => {
    const w = await pairingWorld([pending, 'hang up', 'hang up', trusted])
    await pairDevice(w.options)
    expect(w.pairs).toHaveLength(4)
    expect(w.states).toEqual(['waitingForTrust'])
  })

  it('gives up on a device that closes every connection', async () => {
    const w = await pairingWorld(Array.from({ length: 20 }, () => 'hang up' as const))
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'stream.closed' })
    expect(w.pairs.length).toBeLessThan(10)
  })

  it.each([
    ['UserDeniedPairing', 'apple.lockdown.userDeniedPairing'],
    ['MCProtected', 'apple.lockdown.mcProtected'],
    ['PairingProhibitedOverThisConnection', 'apple.lockdown.pairingProhibitedOverThisConnection'],
  ])('ends with %s and saves nothing', async (error, code) => {
    const w = await pairingWorld([pending, { Error: error }])
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code })
    expect(w.saved).toEqual([])
  })

  it('stops when it is cancelled while it waits for the tap', async () => {
    const abort = new AbortController()
    const w = await pairingWorld(
      Array.from({ length: 50 }, () => pending),
      { signal: abort.signal, onState: () => abort.abort() },
    )
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'app.cancelled' })
    expect(w.saved).toEqual([])
  })

  it('does not try to pair with a device that is being restored', async () => {
    const w = await pairingWorld([trusted], { type: 'com.apple.mobile.restored' })
    await expect(pairDevice(w.options)).rejects.toMatchObject({ code: 'apple.restoreMode' })
  })
})

describe('supervised pairing', () => {
  it('answers the challenge with a signature and needs no tap', async () => {
    const identity = await supervisor()
    const w = await pairingWorld([challenged, trusted], { supervisor: identity })
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
    const w = await pairingWorld([trusted], { supervisor: await supervisor() })
    expect((await pairDevice(w.options)).escrowBag).toEqual(escrowBag)
    expect(w.pairs).toHaveLength(1)
  })

  it('saves nothing while a locked device only accepts, and waits until it is unlocked', async () => {
    const saves: number[] = []
    const w: PairingWorld = await pairingWorld([challenged, {}, challenged, {}, challenged, trusted], {
      supervisor: await supervisor(),
      clock: { now: () => Date.now(), sleep: async () => void saves.push(w.saved.length) },
    })
    await pairDevice(w.options)
    expect(w.states).toEqual(['locked'])
    expect(saves).toEqual([0, 0])
    expect(w.saved).toHaveLength(1)
  })

  it('falls back to the dialog on a device that this identity does not supervise', async () => {
    const w = await pairingWorld([pending, pending, trusted], { supervisor: await supervisor() })
    await pairDevice(w.options)
    expect(w.states).toEqual(['waitingForTrust'])
    expect(w.pairs.map((pair) => 'SupervisorCertificate' in optionsOf(pair))).toEqual([true, false, false])
  })
})

describe('an existing pairing', () => {
  const stored = async (): Promise<Uint8Array> => encodePairRecord(await testRecord())
  const session: Message = { SessionID: 'S', EnableSessionSSL: false }

  it('is used when the device honors it', async () => {
    const w = await pairingWorld([], { stored: await stored(), session: [session] })
    expect(await ensurePaired(w.options)).toEqual({ record: await testRecord(), paired: false })
    expect(w.pairs).toEqual([])
  })

  it('is deleted and made anew when the device has forgotten it', async () => {
    const w = await pairingWorld([trusted], { stored: await stored(), session: [{ Error: 'InvalidHostID' }] })
    const { record, paired } = await ensurePaired(w.options)
    expect(paired).toBe(true)
    expect(record.escrowBag).toEqual(escrowBag)
    expect(Buffer.from(w.store.get(testUdid)!)).toEqual(encodePairRecord(record))
  })

  it('is made anew when what is stored is damaged', async () => {
    const w = await pairingWorld([trusted], { stored: Buffer.from('half a rec') })
    expect((await ensurePaired(w.options)).paired).toBe(true)
  })

  it('waits, as locked, for a device that was not unlocked since it started', async () => {
    const w = await pairingWorld([], { stored: await stored(), session: [locked, locked, session] })
    expect((await ensurePaired(w.options)).paired).toBe(false)
    expect(w.states).toEqual(['locked'])
  })

  it('is kept when trouble has nothing to do with it', async () => {
    const w = await pairingWorld([], { stored: await stored(), session: [{ Error: 'InternalError' }] })
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
