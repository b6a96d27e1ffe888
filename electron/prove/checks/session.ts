import { AppError } from '../../../src-shared/errors.ts'
import { connectService, openSession } from '../../apple/device-link.ts'
import type { PairRecord } from '../../apple/pair-record.ts'
import { batteryDetails, diagnosticsRelayName } from '../../apple/services/diagnostics-relay.ts'
import { makePairingCertificates } from '../../pki/pairing-certificates.ts'
import { pemToDer } from '../../pki/pem.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge } from '../observation.ts'
import type { Observation } from '../observation.ts'

/** Sessions: with the record as usbmuxd keeps it, whose certificates count, and what becomes of a started service. */
export const session: Check = {
  id: 'session',
  beliefs: ['lock-1', 'lock-2', 'lock-6', 'lock-7', 'lock-8', 'lock-12'],
  needs: ['paired'],
  run: async (bench) => {
    bench.record = null
    const record = await bench.pairRecord()
    return [
      ...(await ordinary(bench, record)),
      judge(
        'lock-7',
        'StartSession, TLS as RootCertificate, GetValue SerialNumber',
        'a value',
        await tryAs(bench, asRoot(record)),
      ),
      await stranger(bench, record),
      await startedService(bench, record),
    ]
  },
}

async function ordinary(bench: ProofBench, record: PairRecord): Promise<readonly Observation[]> {
  const lockdown = await openSession(bench.hands.mux, await bench.device(), record, bench.call)
  try {
    const serial = await answerOf(() => lockdown.getValue({ key: 'SerialNumber' }, bench.call), 'a value')
    const shown = lockdown.peerCertificateDer
    const own = shown !== null && pemToDer(record.deviceCertificatePem).equals(shown)
    const missing = [
      record.escrowBag === null ? 'EscrowBag' : '',
      record.wifiMacAddress === null ? 'WiFiMACAddress' : '',
    ]
    return [
      judge('lock-1', 'StartSession, TLS as HostCertificate, GetValue SerialNumber', 'a value', serial.shown),
      judge(
        'lock-2',
        'ReadPairRecord, StartSession',
        'nine keys',
        missing.some(Boolean) ? `without ${missing.filter(Boolean).join(', ')}` : 'nine keys',
      ),
      judge(
        'lock-6',
        'TLS',
        'DeviceCertificate',
        own ? 'DeviceCertificate' : shown === null ? 'no certificate' : 'another certificate',
      ),
    ]
  } finally {
    lockdown.close()
  }
}

function asRoot(record: PairRecord): PairRecord {
  return { ...record, hostCertificatePem: record.rootCertificatePem, hostPrivateKeyPem: record.rootPrivateKeyPem }
}

async function stranger(bench: ProofBench, record: PairRecord): Promise<Observation> {
  const devicePublicKey = await bench.asStranger((lockdown) =>
    lockdown.getValue({ key: 'DevicePublicKey' }, bench.call),
  )
  const other = await makePairingCertificates({
    devicePublicKeyPem: Buffer.from(devicePublicKey instanceof Uint8Array ? devicePublicKey : []).toString('latin1'),
    now: new Date(bench.hands.clock.now()),
  })
  const { hostCertificatePem, hostPrivateKeyPem } = other
  const seen = await tryAs(bench, { ...record, hostCertificatePem, hostPrivateKeyPem })
  return judge(
    'lock-8',
    'StartSession, TLS as another host, GetValue SerialNumber',
    'no value',
    seen,
    seen !== 'a value',
  )
}

/** What comes of a session with that client certificate. A connection that ends is an answer here. */
async function tryAs(bench: ProofBench, record: PairRecord): Promise<string> {
  try {
    const lockdown = await openSession(bench.hands.mux, await bench.device(), record, bench.call)
    try {
      return (await answerOf(() => lockdown.getValue({ key: 'SerialNumber' }, bench.call), 'a value')).shown
    } finally {
      lockdown.close()
    }
  } catch (error) {
    if (!(error instanceof AppError) || !['tls.handshake', 'stream.closed'].includes(error.code)) throw error
    return error.code === 'stream.closed' ? 'the connection ended' : `TLS: ${String(error.details['reason'])}`
  }
}

async function startedService(bench: ProofBench, record: PairRecord): Promise<Observation> {
  const { mux } = bench.hands
  const device = await bench.device()
  const lockdown = await openSession(mux, device, record, bench.call)
  const name = diagnosticsRelayName
  const started = await lockdown.startService(name, bench.call)
  await lockdown.stopSession(bench.call)
  lockdown.close()
  const service = await connectService(mux, device, record, { name, ...started, ...bench.call })
  const answer = await answerOf(() => batteryDetails(service, bench.call), 'an answer')
  service.close()
  const second = await mux.connect(device, started.port, bench.call).then(
    (stream) => {
      stream.destroy()
      return 'a second connection'
    },
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'apple.portRefused') return 'no second connection'
      throw error
    },
  )
  return judge(
    'lock-12',
    `StartService ${name}, StopSession, Connect, Connect`,
    'an answer, no second connection',
    `${answer.shown}, ${second}`,
  )
}
