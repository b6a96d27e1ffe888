import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlistDict } from '../../electron/apple/plist/read.ts'
import { stringAt } from '../../electron/apple/plist/take.ts'
import { PushDesk } from '../../electron/graph/intune/push-desk.ts'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import type { RsaKeyPair } from '../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { readCsr } from '../../electron/pki/csr.ts'
import { benches } from './benches.ts'

const day = 86_400_000

/** Apple's portal takes a property list in base64, whose request is base64 again. */
function publicKeyOfRequest(request: string): string {
  const list = readPlistDict(Buffer.from(request, 'base64'))
  return readCsr(Buffer.from(stringAt(list, 'PushCertRequestCSR') ?? '', 'base64')).publicKeyPem
}

describe.each(benches.filter(({ mayWrite }) => mayWrite))('$name', ({ open }) => {
  let bench: Awaited<ReturnType<typeof open>>
  let push: PushDesk
  let key: RsaKeyPair
  let authority: string
  let requested: string

  beforeAll(async () => {
    ;[bench, key] = await Promise.all([open(), generateRsaKey()])
    push = new PushDesk(bench.graph)
    authority = issueCertificate({
      subject: [{ type: 'commonName', value: 'Push authority' }],
      issuer: null,
      ...key,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
    }).pem
  })
  afterAll(() => bench.stop())

  /** As Apple's portal would give it, but for who signed it. */
  function certificate(topic: string | null, days: number): Buffer {
    const { pem } = issueCertificate({
      subject: [
        ...(topic === null ? [] : [{ type: 'userId', value: topic } as const]),
        { type: 'commonName', value: 'APSP' },
      ],
      issuer: { certificatePem: authority, privateKeyPem: key.privateKeyPem },
      publicKeyPem: requested,
      notBefore: new Date(Date.now() - 400 * day),
      notAfter: new Date(Date.now() + days * day),
    })
    return Buffer.from(pem)
  }
  const codeOf = (appleId: string, file: Buffer): Promise<string> =>
    push.upload(appleId, file).then(
      () => 'taken',
      (error: { code?: string }) => error.code ?? String(error),
    )

  test('a renewal keeps topic and Apple Account; anything else is refused and changes nothing', async () => {
    requested = publicKeyOfRequest((await push.request()).request)
    const before = await push.read()
    const { appleId, topic } = { appleId: before?.appleId ?? '', topic: before?.topic ?? '' }
    expect(await codeOf(appleId, certificate('com.apple.mgmt.External.other', 365))).toBe('intune.pushTopicChanged')
    expect(await codeOf('other@contoso.example', certificate(topic, 365))).toBe('intune.pushOtherAppleId')
    expect(await codeOf(appleId, certificate(topic, -1))).toBe('intune.pushExpired')
    expect(await codeOf(appleId, certificate(null, 365))).toBe('intune.notAPushCertificate')
    expect(await codeOf(appleId, Buffer.from('no certificate'))).toBe('intune.notAPushCertificate')
    expect(await codeOf(appleId, Buffer.from(key.privateKeyPem))).toBe('intune.pushHasKey')
    expect(await push.read()).toEqual(before)
    const { certificate: after, renewed } = await push.upload(appleId.toUpperCase(), certificate(topic, 365))
    expect(renewed).toBe(true)
    expect(after.topic).toBe(topic)
    expect((after.expiresAt ?? 0) - (before?.expiresAt ?? 0)).toBeGreaterThan(300 * day)
  })
})
