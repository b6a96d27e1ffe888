import { describe, expect, it } from 'vitest'
import type { PlistInputDict } from '../../../../electron/apple/plist/write.ts'
import { sha256 } from '../../../../electron/lib/crypto.ts'
import { pemToDer } from '../../../../electron/pki/certificate.ts'
import { useBench } from './bench.ts'
import { root } from './mdm-server.ts'
import type { MdmServer } from './mdm-server.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'
import { profile, rootPayload } from './profiles.ts'

const bench = useBench()
const { serve } = bench

function boot(options: RigOptions = {}): PhoneRig {
  return bench.boot({ hands: { kind: 'operator' }, ...options })
}

describe('getting an identity by SCEP', () => {
  const install = async (
    server: MdmServer,
    content: PlistInputDict = {},
  ): Promise<{ rig: PhoneRig; outcome: unknown }> => {
    const rig = boot({ storage: { network: { ssid: 'Bench' } } })
    const scep = server.scepPayload()
    const inner = { ...(scep['PayloadContent'] as PlistInputDict), ...content }
    const bytes = profile([rootPayload(root.certificatePem), { ...scep, PayloadContent: inner }])
    return { rig, outcome: await rig.software.installProfile(bytes, 'cable') }
  }

  it('brings a certificate of the authority for the key it made', async () => {
    const { rig, outcome } = await install(await serve())
    expect(outcome).toEqual({ ok: true })
    expect((await rig.fact('scepIssued')).detail['subject']).toContain('CN=device')
  })

  it('asks again while the authority says "pending", with the pauses of the profile', async () => {
    const server = await serve()
    server.pendingPolls = 2
    const { rig, outcome } = await install(server, { RetryDelay: 7 })
    expect(outcome).toEqual({ ok: true })
    expect(rig.pauses.filter((ms) => ms === 7000)).toHaveLength(2)
  })

  it('gives up when it stays pending', async () => {
    const server = await serve()
    server.pendingPolls = 9
    expect((await install(server, { Retries: 1 })).outcome).toMatchObject({ domain: 'MCSCEPErrorDomain', code: 22013 })
  })

  it('fails with a wrong challenge', async () => {
    const server = await serve()
    const { rig, outcome } = await install(server, { Challenge: 'guess' })
    expect(outcome).toMatchObject({ domain: 'MCSCEPErrorDomain', code: 22013 })
    expect(rig.phone.storage.profiles).toEqual([])
  })

  it('fails with an authority that knows only old algorithms', async () => {
    const server = await serve()
    server.caps = 'POSTPKIOperation\nSHA-1\n'
    expect((await install(server)).outcome).toMatchObject({ domain: 'MCSCEPErrorDomain', code: 22006 })
  })

  it('speaks SHA-1 and 3DES with an authority that knows nothing better', async () => {
    const server = await serve()
    server.caps = 'POSTPKIOperation\nSHA-1\nDES3\n'
    expect((await install(server)).outcome).toEqual({ ok: true })
  })

  it('takes only the authority whose fingerprint the profile names', async () => {
    const server = await serve()
    const right = sha256(pemToDer(root.certificatePem))
    expect((await install(server, { CAFingerprint: right })).outcome).toEqual({ ok: true })
    expect((await install(server, { CAFingerprint: sha256('other') })).outcome).toMatchObject({ code: 22002 })
  })

  it('fails without a network', async () => {
    const server = await serve()
    const rig = boot()
    const outcome = await rig.software.installProfile(profile([server.scepPayload()]), 'cable')
    expect(outcome).toMatchObject({ domain: 'DMCHTTPTransactionErrorDomain', code: 23001 })
  })
})
