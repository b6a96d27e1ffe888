import { describe, expect, it } from 'vitest'
import { randomUuid } from '../../../../electron/lib/crypto.ts'
import { encryptEnvelope } from '../../../../electron/pki/cms-envelope.ts'
import type { PlistDict } from '../../../../electron/apple/plist/value.ts'
import { readPlistDict } from '../../../../electron/apple/plist/read.ts'
import { writePlist } from '../../../../electron/apple/plist/write.ts'
import type { PlistInput, PlistInputDict } from '../../../../electron/apple/plist/write.ts'
import { verifyChain } from '../../../../electron/pki/verify-chain.ts'
import { inUse, useBench } from './bench.ts'
import { readReport, root } from './mdm-server.ts'
import type { Answer, MdmServer, Seen } from './mdm-server.ts'
import { deviceAuthority } from './phone-rig.ts'
import type { PhoneRig } from './phone-rig.ts'
import { profile, rootPayload, rootProfile } from './profiles.ts'

const bench = useBench()

const challenge = 'c2lnbmVkLWJ5LXRoZS1zZXJ2aWNl'

function serviceFile(server: MdmServer, top: PlistInputDict = {}): Buffer {
  return writePlist({
    PayloadType: 'Profile Service',
    PayloadVersion: 1,
    PayloadIdentifier: 'org.example.service',
    PayloadUUID: randomUuid(),
    PayloadDisplayName: 'Management Profile',
    PayloadContent: {
      URL: `${server.url}/ota`,
      Challenge: challenge,
      DeviceAttributes: ['UDID', 'IMEI', 'ICCID', 'SERIAL', 'PRODUCT', 'VERSION'],
    },
    ...top,
  })
}

type Report = { readonly attributes: PlistDict; readonly byDevice: boolean }

/** Tells the phases apart by the signer, as the service must. */
function report(seen: Seen): Report {
  const { attributes, signerPem } = readReport(seen.body)
  try {
    return { attributes, byDevice: verifyChain(signerPem, { roots: [deviceAuthority.certificatePem] }) }
  } catch {
    verifyChain(signerPem, { roots: [root.certificatePem] })
    return { attributes, byDevice: false }
  }
}

async function start(trust = true): Promise<{ server: MdmServer; rig: PhoneRig; reports: Report[] }> {
  const server = await bench.serve()
  const reports: Report[] = []
  server.ota = (seen) => {
    const latest = report(seen)
    reports.push(latest)
    return server.profileAnswer(latest.byDevice ? profile([server.scepPayload()]) : server.enrollmentProfile())
  }
  const rig = bench.boot({ storage: inUse })
  if (trust) await rig.software.installProfile(rootProfile(root.certificatePem), 'silent')
  return { server, rig, reports }
}

describe('the direct route', () => {
  it('reports twice, the second time with its new identity and without the challenge, and is managed', async () => {
    const { server, rig, reports } = await start()
    expect(await rig.software.installProfile(serviceFile(server), 'cable')).toEqual({ ok: true })
    await rig.fact('enrolled')
    expect(reports.map((each) => each.byDevice)).toEqual([true, false])
    expect(Object.keys(reports[0]?.attributes ?? {})).toEqual([
      'UDID',
      'IMEI',
      'SERIAL',
      'PRODUCT',
      'VERSION',
      'CHALLENGE',
    ])
    expect(reports[0]?.attributes['CHALLENGE']).toBe(challenge)
    expect(reports[1]?.attributes['CHALLENGE']).toBeUndefined()
    expect(
      server.seen.filter((seen) => seen.path === '/ota').map((seen) => [seen.method, seen.headers['content-type']]),
    ).toEqual([
      ['POST', 'application/pkcs7-signature'],
      ['POST', 'application/pkcs7-signature'],
    ])
    const installed = await rig.fact('profileInstalled', (fact) => fact.detail['identifier'] === 'org.example.mdm')
    expect(installed.detail['origin']).toBe('enrollment')
  })

  it('does nothing before a person confirms', async () => {
    const { server, rig, reports } = await start()
    rig.hands = { kind: 'operator' }
    await rig.software.installProfile(serviceFile(server), 'cable')
    await rig.asked('installProfile')
    expect(reports).toEqual([])
    await rig.tap('installProfile')
    await rig.fact('enrolled')
  })

  it('does not trust a service whose root is not installed', async () => {
    const { server, rig, reports } = await start(false)
    await rig.software.installProfile(serviceFile(server), 'cable')
    expect((await rig.fact('profileInstallFailed')).detail['code']).toBe(23002)
    expect(reports).toEqual([])
  })

  it.each<[string, number, (server: MdmServer, byDevice: boolean) => Answer]>([
    [
      'more than one payload in phase 2',
      24002,
      (server) => server.profileAnswer(profile([server.scepPayload(), rootPayload(root.certificatePem)])),
    ],
    ['no identity in phase 2', 24002, (server) => server.profileAnswer(rootProfile(root.certificatePem))],
    [
      'another service file in phase 3',
      24003,
      (server, byDevice) => server.profileAnswer(byDevice ? profile([server.scepPayload()]) : serviceFile(server)),
    ],
    ['a refusal', 23001, () => ({ status: 403 })],
  ])('ends at %s', async (_, code, answer) => {
    const { server, rig } = await start()
    server.ota = (seen) => answer(server, report(seen).byDevice)
    await rig.software.installProfile(serviceFile(server), 'cable')
    expect((await rig.fact('profileInstallFailed')).detail['code']).toBe(code)
    expect(rig.phone.storage.mdm).toBeNull()
  })

  it('opens a final profile that is encrypted to its new identity', async () => {
    const { server, rig } = await start()
    server.ota = (seen) => {
      if (report(seen).byDevice) return server.profileAnswer(profile([server.scepPayload()]))
      const { PayloadContent: content, ...head } = readPlistDict(server.enrollmentProfile())
      const sealed = encryptEnvelope(writePlist(content as PlistInput), readReport(seen.body).signerPem, 'aes256')
      return server.profileAnswer(writePlist({ ...head, IsEncrypted: true, EncryptedPayloadContent: sealed }))
    }
    await rig.software.installProfile(serviceFile(server), 'cable')
    await rig.fact('enrolled')
  })

  it('reports once more when the file asks for a confirmation', async () => {
    const { server, rig, reports } = await start()
    await rig.software.installProfile(serviceFile(server, { ConfirmInstallation: true }), 'cable')
    await expect.poll(() => reports.map((each) => each.byDevice), { timeout: 20_000 }).toEqual([true, false, false])
  })

  it('is refused in Setup Assistant and silently, where nobody knows what devices do', async () => {
    const { server, rig } = await start()
    const refused = { ok: false, domain: 'DMCInstallationErrorDomain', code: 4020 }
    expect(await rig.software.installProfile(serviceFile(server), 'silent')).toMatchObject(refused)
    rig.phone.storage.setupDone = false
    expect(await rig.software.installProfile(serviceFile(server), 'cable')).toMatchObject(refused)
  })
})
