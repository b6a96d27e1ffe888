import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateFacts } from '../../electron/lib/crypto-keys.ts'
import { verifyChain } from '../../electron/pki/verify-chain.ts'
import { startTestTenant } from '../harness/tenant.ts'
import type { TestTenant } from '../harness/tenant.ts'

const run = promisify(execFile)

let tenant: TestTenant
let directory: string
beforeAll(async () => {
  tenant = await startTestTenant()
  directory = await mkdtemp(join(tmpdir(), 'slipway-scep-'))
})
afterAll(async () => {
  await tenant.dispose()
  await rm(directory, { recursive: true, force: true })
})

async function challenge(): Promise<{ readonly challenge: string; readonly url: string }> {
  const answer = await tenant.control('POST', '/scep-challenge')
  return { challenge: String(answer['challenge']), url: String(answer['url']) }
}

/** Issued by the tenant's authority, whoever asked. */
function expectIssued(pem: string): void {
  expect(verifyChain(pem, { roots: [tenant.tenant.world.deviceCa.certificatePem] })).toBe(true)
}

/** In a directory of its own: beside the key it keeps a request, and would send an old one again. */
async function scepclient(name: string, password: string, url: string): Promise<string> {
  const cwd = await mkdtemp(join(directory, 'run-'))
  const args = ['-server-url', url, '-private-key', join(cwd, 'key'), '-certificate', join(cwd, 'pem')]
  await run('scepclient', [...args, '-challenge', password, '-cn', name], { cwd, timeout: 60_000 })
  return readFile(join(cwd, 'pem'), 'utf8')
}

/** The client's own words for the refusal it read. */
const refusal = { stdout: expect.stringContaining('failInfo: badRequest (2)') as string }

describe.skipIf(!existsSync('/usr/bin/scepclient'))("Debian's scepclient", () => {
  it('gets a certificate from the practice authority', async () => {
    const { challenge: password, url } = await challenge()
    const pem = await scepclient('first', password, url)
    expectIssued(pem)
    expect(certificateFacts(pem).subject).toContain('CN=first')
  })

  it('gets no second certificate for the same challenge, and none for a wrong one', async () => {
    const { challenge: password, url } = await challenge()
    await scepclient('second', password, url)
    await expect(scepclient('third', password, url)).rejects.toMatchObject(refusal)
    await expect(scepclient('fourth', 'wrong', url)).rejects.toMatchObject(refusal)
    const counts = (await tenant.control('GET', '/observed'))['counts'] as Record<string, number>
    expect(counts['scep PKIOperation refused: the challenge is unknown, used or expired']).toBe(2)
  })

  it('comes too late after fifteen minutes', async () => {
    const { challenge: password, url } = await challenge()
    await tenant.control('POST', '/advance-clock', { ms: 15 * 60_000 + 1 })
    await expect(scepclient('late', password, url)).rejects.toMatchObject(refusal)
  })
})

/** With a C library that has nothing in common with Go's or ours. It stops without a plugin that fetches. */
describe.skipIf(!existsSync('/usr/bin/pki'))("strongSwan's pki --scep", () => {
  it('gets a certificate with triple DES and SHA-256', async () => {
    const { challenge: password, url } = await challenge()
    const paths = { ca: join(directory, 'ca.pem'), key: join(directory, 'strongswan.key') }
    await run('openssl', ['genrsa', '-traditional', '-out', paths.key, '2048'])
    await run('pki', ['--scepca', '--url', url, '--caout', paths.ca, '--outform', 'pem', '--force'])
    const args = ['--scep', '--url', url, '--in', paths.key, '--dn', 'C=CH, CN=strongswan', '--password', password]
    const { stdout } = await run('pki', [
      ...args,
      '--cacert-enc',
      paths.ca,
      '--cacert-sig',
      paths.ca,
      '--cipher',
      'des3',
      '--digest',
      'sha256',
      '--outform',
      'pem',
    ])
    expectIssued(stdout)
  })
})
