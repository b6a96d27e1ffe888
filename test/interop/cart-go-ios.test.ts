import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { clientsOf, findGoIos } from './cart-clients.ts'
import type { CartClients } from './cart-clients.ts'
import { describeWith } from './programs.ts'

describeWith([findGoIos(), 'idevicepair', 'openssl'], 'go-ios on a practice cart', () => {
  let cart: RunningCart
  let clients: CartClients
  let folder: string
  /** Slot 1 is at Hello and activated, slot 2 in use, slot 3 at Hello. */
  let udids: readonly string[]
  const udid = (slot: number): string => udids[slot - 1] ?? ''
  const file = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-go-ios-'))
    cart = await startCart({
      scenario: {
        devices: [
          { state: 'activated', os: '18' },
          { state: 'used', os: '17' },
          { state: 'fresh', os: '26' },
        ],
      },
    })
    clients = clientsOf(cart.address)
    udids = (await cart.list()).map(({ identity }) => identity.udid)
  })

  afterAll(async () => {
    await cart?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('ios list shows every device, by unix socket too', async () => {
    const { stdout } = await clients.run(findGoIos(), 'list')
    expect(JSON.parse(stdout.toString())).toEqual({ deviceList: udids })
    const unix = await clientsOf(`unix://${cart.unixPath}`).run(findGoIos(), 'list')
    expect(JSON.parse(unix.stdout.toString())).toEqual({ deviceList: udids })
  })

  it('ios pair is silent at Hello, and its record serves idevicepair', async () => {
    expect((await clients.ios(udid(1), 'pair')).code).toBe(0)
    expect((await cart.device(udid(1))).storage.trustedHosts).toHaveLength(1)
    expect((await clients.run('idevicepair', '-u', udid(1), 'validate')).output).toContain('SUCCESS')
    expect((await cart.device(udid(1))).counts['paired']).toBe(1)
  })

  it('ios info reads through a record that idevicepair made', async () => {
    await clients.run('idevicepair', '-u', udid(3), 'pair')
    const { stdout } = await clients.ios(udid(3), 'info')
    const info = JSON.parse(stdout.toString()) as Record<string, unknown>
    const { identity } = await cart.device(udid(3))
    expect(info).toMatchObject({
      UniqueDeviceID: udid(3),
      SerialNumber: identity.serial,
      ActivationState: 'Unactivated',
    })
    expect(String(info['ProductVersion'])).toMatch(/^26\./)
  })

  it('ios pair asks the person at a device in use, and works after the tap', async () => {
    expect((await clients.ios(udid(2), 'pair')).output).toContain('accept the PairingDialog')
    await cart.tap(udid(2), 'trust')
    expect((await clients.ios(udid(2), 'pair')).code).toBe(0)
    expect((await cart.device(udid(2))).storage.trustedHosts).toHaveLength(1)
  })

  it('ios devicename and batterycheck answer', async () => {
    expect((await clients.ios(udid(1), 'devicename')).stdout.toString()).toContain('"devicename"')
    expect((await clients.ios(udid(1), 'batterycheck')).stdout.toString()).toContain('"BatteryCurrentCapacity":80')
  })

  it('ios lang changes language and region and hears the home screen start again', async () => {
    expect((await clients.ios(udid(1), 'lang', '--setlang=fr', '--setlocale=fr_CA')).code).toBe(0)
    expect((await cart.device(udid(1))).storage).toMatchObject({ language: 'fr', locale: 'fr_CA' })
  })

  it('ios prepare refuses a device that is not activated and changes nothing', async () => {
    await makeSupervisor()
    const refused = await clients.ios(
      udid(3),
      'prepare',
      `--certfile=${file('sup.der')}`,
      '--orgname=Lab',
      '--skip-all',
    )
    expect(refused.code).not.toBe(0)
    expect((await cart.device(udid(3))).storage.supervised).toBe(false)
  })

  it('ios prepare supervises an activated device at Hello; it sends no URL, so the device does not enroll', async () => {
    const done = await clients.ios(udid(1), 'prepare', `--certfile=${file('sup.der')}`, '--orgname=Lab', '--skip-all')
    expect(done.output).toContain('"ok"')
    const { storage } = await cart.device(udid(1))
    expect(storage).toMatchObject({ supervised: true, organization: 'Lab', configurationUrl: null, enrolled: false })
    const { stdout } = await clients.ios(udid(1), 'prepare', 'cloudconfig')
    const { CloudConfiguration } = JSON.parse(stdout.toString()) as { CloudConfiguration: Record<string, unknown> }
    expect(CloudConfiguration).toMatchObject({ IsMandatory: true, IsMDMUnremovable: false, ConfigurationSource: 2 })
  })

  it('ios prepare finds a configuration that is already there the second time', async () => {
    const again = await clients.ios(
      udid(1),
      'prepare',
      `--certfile=${file('sup.der')}`,
      '--orgname=Other',
      '--skip-all',
    )
    expect(again.code).not.toBe(0)
    expect((await cart.device(udid(1))).storage.organization).toBe('Lab')
  })

  it("ios pair --p12file needs nobody's tap on a supervised device", async () => {
    await clients.run('idevicepair', '-u', udid(1), 'unpair')
    expect((await cart.device(udid(1))).storage.trustedHosts).toEqual([])
    const paired = await clients.ios(udid(1), 'pair', `--p12file=${file('sup.p12')}`, '--password=a')
    expect(paired.code).toBe(0)
    const report = await cart.device(udid(1))
    expect(report.storage.trustedHosts).toHaveLength(1)
    expect(report.facts.findLast(({ kind }) => kind === 'paired')?.detail['by']).toBe('supervisor')
  })

  it('ios profile add --p12file installs silently, list shows it, remove takes it away', async () => {
    await writeFile(file('web.mobileconfig'), webClip)
    const added = await clients.ios(
      udid(1),
      'profile',
      'add',
      file('web.mobileconfig'),
      `--p12file=${file('sup.p12')}`,
      '--password=a',
    )
    expect(added.code).toBe(0)
    expect(identifiers(await cart.device(udid(1)))).toContain('org.slipway.test.webclip')
    expect((await clients.ios(udid(1), 'profile', 'list')).stdout.toString()).toContain('org.slipway.test.webclip')
    expect((await clients.ios(udid(1), 'profile', 'remove', 'org.slipway.test.webclip')).code).toBe(0)
    expect(identifiers(await cart.device(udid(1)))).not.toContain('org.slipway.test.webclip')
  })

  it('ios profile add on a device in use waits for the person', async () => {
    await writeFile(file('web.mobileconfig'), webClip)
    expect((await clients.ios(udid(2), 'profile', 'add', file('web.mobileconfig'))).code).toBe(0)
    expect(identifiers(await cart.device(udid(2)))).toEqual([])
    await cart.tap(udid(2), 'installProfile')
    const report = await cart.until(udid(2), ({ storage }) => storage.profiles.length > 0)
    expect(identifiers(report)).toEqual(['org.slipway.test.webclip'])
  })

  it('ios reboot takes the device off the bus and back', async () => {
    const before = await cart.device(udid(2))
    expect((await clients.ios(udid(2), 'reboot')).code).toBe(0)
    const after = await cart.until(udid(2), ({ attached, counts }) => attached && counts['restarted'] === 1)
    expect(after.deviceId).toBeGreaterThan(before.deviceId ?? 0)
    expect(after.storage.trustedHosts).toEqual(before.storage.trustedHosts)
  })

  it('ios erase --force forgets every host and brings the device back to Hello, unactivated, data plan kept', async () => {
    const before = await cart.device(udid(2))
    expect((await clients.ios(udid(2), 'erase', '--force')).code).toBe(0)
    const after = await cart.until(udid(2), ({ attached, counts }) => attached && counts['erased'] === 1)
    expect(after.deviceId).toBeGreaterThan(before.deviceId ?? 0)
    expect(after.storage).toMatchObject({
      activated: false,
      setupDone: false,
      trustedHosts: [],
      profiles: [],
      cloudConfigurationKeys: null,
    })
    expect(after.dataPlan).toBe(true)
    expect((await clients.ios(udid(2), 'profile', 'list')).output).toContain('InvalidHostID')
  })

  /** An identity as go-ios makes it; its p12 reader wants the old algorithms. */
  async function makeSupervisor(): Promise<void> {
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Lab', '-days', '30']
    expect(await clients.run('openssl', ...request, '-keyout', file('sup.key'), '-out', file('sup.pem'))).toMatchObject(
      { code: 0 },
    )
    await clients.run('openssl', 'x509', '-in', file('sup.pem'), '-outform', 'DER', '-out', file('sup.der'))
    const bundle = [
      'pkcs12',
      '-export',
      '-legacy',
      '-inkey',
      file('sup.key'),
      '-in',
      file('sup.pem'),
      '-passout',
      'pass:a',
    ]
    expect(await clients.run('openssl', ...bundle, '-out', file('sup.p12'))).toMatchObject({ code: 0 })
    expect((await readFile(file('sup.der'))).length).toBeGreaterThan(0)
  }
})

function identifiers({
  storage,
}: {
  readonly storage: { readonly profiles: readonly { readonly identifier: string }[] }
}): readonly string[] {
  return storage.profiles.map(({ identifier }) => identifier)
}

const webClip = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.webClip.managed</string>
<key>PayloadIdentifier</key><string>org.slipway.test.webclip.1</string>
<key>PayloadUUID</key><string>5B0F4A5E-6B1B-4B7A-9C53-3D0D7C2B9A01</string>
<key>PayloadVersion</key><integer>1</integer>
<key>Label</key><string>Help</string><key>URL</key><string>https://help.example</string><key>IsRemovable</key><true/>
</dict></array>
<key>PayloadDisplayName</key><string>Help</string>
<key>PayloadIdentifier</key><string>org.slipway.test.webclip</string>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadUUID</key><string>5B0F4A5E-6B1B-4B7A-9C53-3D0D7C2B9A02</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></plist>
`
