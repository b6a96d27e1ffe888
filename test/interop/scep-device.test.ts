import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { PlistInputDict } from '../../electron/apple/plist/write.ts'
import { sha256 } from '../../electron/lib/crypto.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { pemToDer } from '../../electron/pki/certificate.ts'
import { useBench } from '../practice/cart/software/bench.ts'
import { payload, profile } from '../practice/cart/software/profiles.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const folder = temporaryFolder()
const depot = join(folder, 'depot')
const bench = useBench()
let server: ChildProcess
let url = ''

/** A SCEP authority written by other people must issue a certificate to a practice device. */
describeWith(['scepserver', 'openssl'], 'a practice device and another SCEP server', () => {
  beforeAll(async () => {
    expect((await run('scepserver', ['ca', '-init', '-keySize', '2048', '-depot', depot], folder)).code).toBe(0)
    const port = await freePort()
    server = spawn('scepserver', ['-depot', depot, '-port', String(port), '-challenge', 'open sesame'], {
      cwd: folder,
      stdio: 'ignore',
    })
    url = `http://127.0.0.1:${port}/scep`
    const answers = async (): Promise<void> => {
      const { status } = await httpRequest({ method: 'GET', url: `${url}?operation=GetCACaps` })
      expect(status).toBe(200)
    }
    await vi.waitFor(answers, { timeout: 20_000 })
  })

  afterAll(async () => {
    if (server.exitCode !== null) return
    server.kill()
    await once(server, 'exit')
  })

  const install = (more: PlistInputDict): Promise<unknown> => {
    const rig = bench.boot({ storage: { network: { ssid: 'Bench' } } })
    const scep = payload('com.apple.security.scep', {
      PayloadContent: {
        URL: url,
        Challenge: 'open sesame',
        Keysize: 2048,
        Subject: [[['O', 'Example']], [['CN', rig.phone.identity.serial]]],
        ...more,
      },
    })
    return rig.software
      .installProfile(profile([scep]), 'cable')
      .then((outcome) => ({ outcome, serial: rig.phone.identity.serial }))
  }

  it('agree on a certificate, which OpenSSL finds good', async () => {
    const outcome = await install({ CAFingerprint: sha256(pemToDer(readFileSync(join(depot, 'ca.pem'), 'utf8'))) })
    expect(outcome).toMatchObject({ outcome: { ok: true } })
    const issued = readdirSync(depot).filter((name) => name.startsWith('TEST') && name.endsWith('.pem'))
    expect(issued).toHaveLength(1)
    const verified = await run('openssl', ['verify', '-CAfile', join(depot, 'ca.pem'), join(depot, issued[0] ?? '')])
    expect(verified.output).toContain(': OK')
    expect(existsSync(join(depot, 'index.txt'))).toBe(true)
  })

  it('agree that a wrong challenge gets none', async () => {
    expect(await install({ Challenge: 'guess' })).toMatchObject({
      outcome: { ok: false, domain: 'MCSCEPErrorDomain', code: 22013, text: expect.stringContaining('not permitted') },
    })
  })

  it('agree that another authority is meant', async () => {
    expect(await install({ CAFingerprint: sha256('somebody else') })).toMatchObject({
      outcome: { ok: false, code: 22002 },
    })
  })
})

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  listener.close()
  await once(listener, 'close')
  return port
}
