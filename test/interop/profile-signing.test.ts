import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlistDict } from '../../electron/apple/plist/read.ts'
import { buildProfile } from '../../electron/profiles/mobileconfig.ts'
import { rootCertificatePayloads } from '../../electron/profiles/root-certificates.ts'
import { signProfile } from '../../electron/profiles/sign.ts'
import { wifiPayload } from '../../electron/profiles/wifi.ts'
import { createSigningIdentity } from '../profiles/signing-identity.ts'

const run = promisify(execFile)

async function has(program: string, ask = '--version'): Promise<boolean> {
  const found = await run(program, [ask]).then(
    () => true,
    () => false,
  )
  if (!found) process.stderr.write(`${program} is not installed: its judgement of our signatures is skipped\n`)
  return found
}
const [openssl, certtool, plistutil] = await Promise.all([has('openssl', 'version'), has('certtool'), has('plistutil')])
// In CI a missing judge is a failure, not a skip.
const skipUnless = (found: boolean) => test.skipIf(!found && process.env['CI'] !== 'true')

let directory: string
let profile: Buffer
const path = (name: string) => join(directory, name)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slipway-signing-'))
  const identity = await createSigningIdentity()
  const wifi = wifiPayload({ ssid: 'Atelier é & <1>', encryption: 'WPA2', hidden: false, password: 'correct horse' })
  profile = buildProfile({
    identifier: 'com.example.staging',
    displayName: 'Préparation',
    payloads: [wifi, ...rootCertificatePayloads([identity.rootPem])],
  })
  const signed = signProfile(profile, identity)
  const changed = Buffer.from(signed)
  const at = changed.indexOf('Atelier')
  changed[at] = changed[at]! ^ 1
  await Promise.all([
    writeFile(path('root.pem'), identity.rootPem),
    writeFile(path('plain.mobileconfig'), profile),
    writeFile(path('signed.mobileconfig'), signed),
    writeFile(path('changed.mobileconfig'), changed),
  ])
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('a profile we signed', () => {
  const opensslVerify = (name: string) => [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    path(name),
    '-CAfile',
    path('root.pem'),
    '-purpose',
    'any',
    '-out',
    path('content'),
  ]
  skipUnless(openssl)('is verified by openssl up to the root, and the content is ours', async () => {
    await run('openssl', opensslVerify('signed.mobileconfig'))
    expect((await readFile(path('content'))).equals(profile)).toBe(true)
  })

  skipUnless(openssl)('is refused by openssl once a byte was changed', async () => {
    await expect(run('openssl', opensslVerify('changed.mobileconfig'))).rejects.toThrow(/erif/)
  })

  const certtoolVerify = (name: string) => [
    '--p7-verify',
    '--inder',
    `--infile=${path(name)}`,
    `--load-ca-certificate=${path('root.pem')}`,
    '--p7-show-data',
    `--outfile=${path('shown')}`,
  ]
  skipUnless(certtool)('is verified by GnuTLS, the stricter one', async () => {
    const { stdout, stderr } = await run('certtool', certtoolVerify('signed.mobileconfig'))
    expect(`${stdout}${stderr}${await readFile(path('shown'), 'utf8')}`).toContain('Signature status: ok')
  })

  skipUnless(certtool)('is refused by GnuTLS once a byte was changed', async () => {
    await expect(run('certtool', certtoolVerify('changed.mobileconfig'))).rejects.toThrow()
  })
})

skipUnless(plistutil)('the profile inside is read by libplist', async () => {
  // Through its own binary form: JSON has no place for a certificate's bytes.
  await run('plistutil', ['-i', path('plain.mobileconfig'), '-f', 'bin', '-o', path('plain.bin')])
  expect(readPlistDict(await readFile(path('plain.bin')))).toEqual(readPlistDict(profile))
  const { stdout } = await run('plistutil', ['-i', path('plain.mobileconfig'), '-f', 'xml', '-o', '-'])
  expect(stdout).toContain('<string>Atelier é &amp; &lt;1&gt;</string>')
})
