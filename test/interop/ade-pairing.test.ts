import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAdeWorld } from '../harness/ade-world.ts'
import type { AdeWorld } from '../harness/ade-world.ts'
import { startAppleFront } from './apple-front.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

describeWith([findGoIos(), 'idevicepair', 'openssl'], 'USB pairing of devices that enrolled by themselves', () => {
  const folder = temporaryFolder()
  let ade: AdeWorld
  let clients: CartClients
  const file = (name: string): string => join(folder, name)
  const udid = (index: number): string => ade.devices[index]?.identity.udid ?? ''
  const serial = (index: number): string => ade.devices[index]?.identity.serial ?? ''
  const pair = (index: number) => clients.run('idevicepair', '-u', udid(index), 'pair')

  beforeAll(async () => {
    ade = await startAdeWorld([{ count: 4 }])
    clients = clientsOf(ade.world.muxAddress)
    expect((await clients.runIn(folder, findGoIos(), 'prepare', 'create-cert')).code).toBe(0)
    const der = await run('openssl', ['x509', '-inform', 'DER', '-in', file('supervision-cert.der'), '-outform', 'DER'])
    const certificate = { thumbprint: 'OF-THE-BENCH', certificate: der.stdout.toString('base64') }
    const keys = ['-inkey', file('supervision-private-key.pem'), '-in', file('supervision-cert.pem')]
    await run('openssl', ['pkcs12', '-export', '-legacy', ...keys, '-passout', 'pass:a', '-out', file('sup.p12')])
    await ade.assign({ displayName: 'Disallow', iTunesPairingMode: 'disallow' }, [serial(0)])
    await ade.assign({ displayName: 'Allow', iTunesPairingMode: 'allow' }, [serial(1)])
    const byCertificate = { iTunesPairingMode: 'requiresCertificate', managementCertificates: [certificate] }
    await ade.assign({ displayName: 'By certificate', ...byCertificate }, [serial(2)])
    await ade.assign({ displayName: 'Waiting' }, [serial(3)])
    for (const index of [0, 1, 2]) {
      await ade.cart.hands(udid(index), 'atOnce', { hello: 'always' })
      await ade.cart.until(udid(index), ({ storage }) => storage.setupDone && storage.enrolled)
    }
  }, 120_000)
  afterAll(async () => ade?.stop())

  it('Disallow: idevicepair and go-ios are turned away', async () => {
    const tried = await pair(0)
    expect([tried.code, tried.output]).toEqual([1, expect.stringMatching(/error|prohibit|refused|ERROR/i)])
    expect((await clients.ios(udid(0), 'pair')).code).not.toBe(0)
    expect((await ade.cart.device(udid(0))).storage.trustedHosts).toEqual([])
  })

  it('Allow: idevicepair is trusted once the person has agreed', async () => {
    await pair(1)
    await ade.cart.until(udid(1), ({ storage, prompts }) => storage.trustedHosts.length > 0 || prompts.length === 0)
    const done = await pair(1)
    expect([done.code, done.output]).toEqual([0, expect.stringContaining('SUCCESS')])
  })

  it('Require certificate: only who holds its key is trusted, and without a tap', async () => {
    expect((await pair(2)).code).toBe(1)
    const stranger = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Stranger', '-days', '2']
    await run('openssl', [...stranger, '-keyout', file('other.key'), '-out', file('other.pem')])
    const other = ['pkcs12', '-export', '-legacy', '-inkey', file('other.key'), '-in', file('other.pem')]
    await run('openssl', [...other, '-passout', 'pass:a', '-out', file('other.p12')])
    const as = (p12: string) => clients.ios(udid(2), 'pair', `--p12file=${file(p12)}`, '--password=a')
    expect((await as('other.p12')).code).not.toBe(0)
    const paired = await as('sup.p12')
    expect(paired.code, paired.output).toBe(0)
    expect((await ade.cart.device(udid(2))).counts['paired']).toBe(1)
  })

  it('a device that Apple holds a configuration for says so when a host activates it, and is not configured by cable', async () => {
    const front = await startAppleFront(folder, ade.world.activationUrl, ade.world.rootCertificatePem)
    try {
      const known = clientsOf(ade.world.muxAddress, front.env)
      await known.ios(udid(3), 'pair')
      const activated = await known.ios(udid(3), 'activate')
      expect(activated.code, activated.output).toBe(0)
      expect((await ade.cart.device(udid(3))).storage.configurationAtApple).toBe(true)
      const cert = `--certfile=${file('supervision-cert.der')}`
      const prepared = await known.ios(udid(3), 'prepare', cert, '--orgname=Bench', '--skip-all')
      expect([prepared.code === 0, prepared.output]).toEqual([false, expect.stringContaining('33004')])
    } finally {
      await front.stop()
    }
  })
})
