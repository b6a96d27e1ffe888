import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { madeUpIpa } from './made-up-ipa.ts'
import { describeWith } from './programs.ts'

describeWith([findGoIos(), 'ideviceinstaller'], 'go-ios moves files and apps of a practice device', () => {
  let cart: RunningCart
  let clients: CartClients
  let folder: string
  let udid: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-go-ios-files-'))
    cart = await startCart({ scenario: { devices: [{ state: 'activated' }] } })
    clients = clientsOf(cart.address)
    udid = (await cart.list())[0]?.identity.udid ?? ''
    await clients.ios(udid, 'pair')
  })

  afterAll(async () => {
    await cart?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('ios fsync makes a folder, pushes a file, pulls the same bytes back and removes it', async () => {
    const [sent, back] = [join(folder, 'sent'), join(folder, 'back', 'note')]
    await writeFile(sent, Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251)))
    const onDevice = '/Downloads/Bench/note'
    expect((await clients.ios(udid, 'fsync', 'mkdir', '--path=/Downloads/Bench')).code).toBe(0)
    expect((await clients.ios(udid, 'fsync', 'push', `--srcPath=${sent}`, `--dstPath=${onDevice}`)).code).toBe(0)
    expect((await clients.ios(udid, 'fsync', 'tree', '--path=/Downloads')).output).toContain('note')
    expect(
      (await clients.ios(udid, 'fsync', 'pull', `--srcPath=${onDevice}`, `--dstPath=${join(folder, 'back')}`)).code,
    ).toBe(0)
    expect(await readFile(back)).toEqual(await readFile(sent))
    expect((await clients.ios(udid, 'fsync', 'rm', `--path=${onDevice}`)).code).toBe(0)
    expect((await clients.ios(udid, 'fsync', 'tree', '--path=/Downloads')).output).not.toContain('note')
  })

  it('ios install brings an app that ideviceinstaller lists; uninstall takes it away', async () => {
    const ipa = join(folder, 'made-up.ipa')
    await writeFile(ipa, madeUpIpa('org.slipway.by-go-ios'))
    const installed = await clients.ios(udid, 'install', `--path=${ipa}`)
    expect(installed.code, installed.output).toBe(0)
    const [app = ''] = (await cart.device(udid)).storage.apps
    expect((await clients.ios(udid, 'apps', '--list')).output).toContain(app)
    expect((await clients.run('ideviceinstaller', '-u', udid, '-l')).output).toContain(app)
    expect((await clients.ios(udid, 'uninstall', app)).code).toBe(0)
    expect((await cart.device(udid)).storage.apps).toEqual([])
  })

  it('ios apps --system lists what came with the device', async () => {
    expect((await clients.ios(udid, 'apps', '--system', '--list')).output).toContain('com.apple.Preferences')
  })
})
