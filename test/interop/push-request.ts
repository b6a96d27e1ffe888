import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pushPortal } from '../harness/push-portal.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const python = '/usr/bin/python3'

/** Takes the file apart by Python's plistlib, and writes what is inside. */
const takeApart = `
import sys, base64, plistlib
folder, file = sys.argv[1:3]
found = plistlib.loads(base64.b64decode(open(file).read()))
open(folder + '/csr.der', 'wb').write(base64.b64decode(found['PushCertRequestCSR']))
open(folder + '/signature', 'wb').write(base64.b64decode(found['PushCertSignature']))
open(folder + '/chain.pem', 'w').write(found['PushCertCertificateChain'])
print(sorted(found))
`
/** Puts one together by plistlib, signed by whoever holds the key. */
const putTogether = `
import sys, base64, plistlib
csr, signature, chain = [open(name, 'rb').read() for name in sys.argv[1:4]]
print(base64.b64encode(plistlib.dumps({'PushCertRequestCSR': base64.b64encode(csr).decode(), 'PushCertCertificateChain': chain.decode(), 'PushCertSignature': base64.b64encode(signature).decode()})).decode())
`

/** What openssl and Python make of practice Intune's request, and what the practice portal makes of theirs. */
export function describePushRequest(tenant: () => TestTenant): void {
  describeWith(['openssl', python], 'the request for a push certificate', () => {
    const folder = temporaryFolder()
    const path = (name: string) => join(folder, name)
    const openssl = async (...args: readonly string[]) => (await run('openssl', args)).output
    it('is of the form that Apple’s portal takes, signed by the vendor; the certificate is for its key', async () => {
      const csrPath =
        '/v1.0/deviceManagement/applePushNotificationCertificate/downloadApplePushNotificationCertificateSigningRequest()'
      const request = String((await tenant().ask('GET', csrPath)).json['value'])
      writeFileSync(path('IntuneCSR.csr'), request)
      const { output } = await run(python, ['-c', takeApart, folder, path('IntuneCSR.csr')])
      expect(output.trim()).toBe("['PushCertCertificateChain', 'PushCertRequestCSR', 'PushCertSignature']")
      expect(await openssl('req', '-inform', 'DER', '-in', path('csr.der'), '-verify', '-noout')).toMatch(/verify OK/)
      writeFileSync(path('vendor.pem'), await openssl('x509', '-in', path('chain.pem'), '-pubkey', '-noout'))
      const given = ['-verify', path('vendor.pem'), '-signature', path('signature'), path('csr.der')]
      expect(await openssl('dgst', '-sha256', ...given)).toMatch(/Verified OK/)
      const { pem } = await pushPortal(tenant().announcement.appleUrl).upload(request)
      writeFileSync(path('push.pem'), pem ?? '')
      const facts = await openssl(
        'x509',
        '-in',
        path('push.pem'),
        '-noout',
        '-subject',
        '-pubkey',
        '-ext',
        'extendedKeyUsage',
      )
      expect(facts).toMatch(/UID = com\.apple\.mgmt\.External\./)
      expect(facts).toMatch(/TLS Web Client Authentication/)
      expect(facts).toContain(
        (await openssl('req', '-inform', 'DER', '-in', path('csr.der'), '-pubkey', '-noout')).trim(),
      )
    })

    it('is refused without a vendor, from another vendor, or with a signature over something else', async () => {
      const portal = pushPortal(tenant().announcement.appleUrl)
      const says = async (file: string) => (await portal.upload(file)).says
      expect(await says(await openssl('req', '-inform', 'DER', '-in', path('csr.der')))).toMatch(
        /not signed by a vendor/,
      )
      expect(await says('no file of anybody')).toMatch(/no signing request/)
      const subject = ['-subj', '/CN=Another vendor', '-days', '2']
      await openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        path('other.key'),
        '-out',
        path('other.pem'),
        ...subject,
      )
      await openssl('dgst', '-sha256', '-sign', path('other.key'), '-out', path('other.sig'), path('csr.der'))
      const made = async (signature: string, chain: string) =>
        (await run(python, ['-c', putTogether, path('csr.der'), path(signature), path(chain)])).output.trim()
      expect(await says(await made('other.sig', 'other.pem'))).toMatch(/none of this Apple/)
      expect(await says(await made('other.sig', 'chain.pem'))).toMatch(/does not fit/)
      expect(await says(await made('signature', 'chain.pem'))).toMatch(/is made/)
    })
  })
}
