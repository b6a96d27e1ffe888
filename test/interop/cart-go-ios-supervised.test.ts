import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { describeWith, run } from './programs.ts'

describeWith([findGoIos(), 'openssl'], 'go-ios as supervisor of a practice device', () => {
  let cart: RunningCart
  let clients: CartClients
  let folder: string
  let udid: string
  let inUse: string
  const file = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-go-ios-supervisor-'))
    cart = await startCart({
      scenario: {
        devices: [{ state: 'activated' }, { state: 'used' }],
        networks: [{ ssid: 'Ward', password: 'ward-password' }],
      },
    })
    clients = clientsOf(cart.address)
    const udids = (await cart.list()).map(({ identity }) => identity.udid)
    udid = udids[0] ?? ''
    inUse = udids[1] ?? ''
    await clients.ios(udid, 'pair')
  })

  afterAll(async () => {
    await cart?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const profiles = async (): Promise<readonly string[]> =>
    (await cart.device(udid)).storage.profiles.map(({ identifier }) => identifier)

  it('ios prepare create-cert makes an identity that a device takes as its supervisor, language and region with it', async () => {
    expect((await clients.runIn(folder, findGoIos(), 'prepare', 'create-cert')).code).toBe(0)
    const pair = ['-inkey', file('supervision-private-key.pem'), '-in', file('supervision-cert.pem')]
    const bundle = ['pkcs12', '-export', '-legacy', ...pair, '-passout', 'pass:a', '-out', file('sup.p12')]
    expect(await run('openssl', bundle)).toMatchObject({ code: 0 })
    const cert = `--certfile=${file('supervision-cert.der')}`
    const settings = ['--skip-all', '--locale=fr_CA', '--lang=fr']
    const prepared = await clients.ios(udid, 'prepare', cert, '--orgname=Échographie', ...settings)
    expect(prepared.code, prepared.output).toBe(0)
    const { storage } = await cart.device(udid)
    expect(storage).toMatchObject({ supervised: true, organization: 'Échographie', language: 'fr', locale: 'fr_CA' })
    expect(storage).toMatchObject({ configurationUrl: null, enrolled: false })
  })

  it('ios wifi lets the device join a network and takes it away again', async () => {
    await clients.ios(udid, 'wifi', '--ssid=Ward', '--password=ward-password', '--enc-type=WPA2')
    expect(await profiles()).toContain('com.apple.wifi.managed.Ward')
    await cart.until(udid, ({ storage }) => storage.network === 'Ward')
    await clients.ios(udid, 'wifi', '--ssid=Ward', '--remove')
    expect(await profiles()).not.toContain('com.apple.wifi.managed.Ward')
  })

  it('ios httpproxy needs the supervisor and installs silently', async () => {
    const before = await profiles()
    const p12 = [`--p12file=${file('sup.p12')}`, '--password=a']
    const added = await clients.ios(udid, 'httpproxy', 'proxy.example', '8080', ...p12)
    expect(added.code, added.output).toBe(0)
    const [proxy = ''] = (await profiles()).filter((identifier) => !before.includes(identifier))
    expect(proxy).toContain('Go-iOS')
    expect((await clients.ios(udid, 'httpproxy', 'remove')).code).toBe(0)
    expect(await profiles()).toEqual(before)
  })

  it('a stranger proves nothing: profile add --p12file and pair --p12file are refused', async () => {
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Stranger', '-days', '2']
    await run('openssl', [...request, '-keyout', file('other.key'), '-out', file('other.pem')])
    const bundle = ['pkcs12', '-export', '-legacy', '-inkey', file('other.key'), '-in', file('other.pem')]
    await run('openssl', [...bundle, '-passout', 'pass:a', '-out', file('other.p12')])
    await writeFile(file('empty.mobileconfig'), '<plist version="1.0"><dict/></plist>')
    const p12 = [`--p12file=${file('other.p12')}`, '--password=a']
    const before = await profiles()
    const added = await clients.ios(udid, 'profile', 'add', file('empty.mobileconfig'), ...p12)
    expect(added.code).not.toBe(0)
    expect(await profiles()).toEqual(before)
    // A device in use opens its Trust dialog instead: nobody has paired by proof.
    expect((await clients.ios(inUse, 'pair', ...p12)).code).not.toBe(0)
    expect((await cart.device(inUse)).storage.trustedHosts).toEqual([])
  })

  it('ios erase without --force asks, and without an answer nothing happens', async () => {
    expect((await clients.ios(udid, 'erase')).code).not.toBe(0)
    expect((await cart.device(udid)).counts['erased'] ?? 0).toBe(0)
  })
})
