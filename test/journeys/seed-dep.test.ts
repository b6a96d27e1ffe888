import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { defaultAdeSettings } from '../../src-shared/ade.ts'
import type { AdeSettings } from '../../src-shared/ade.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { intunePages } from '../harness/intune-pages.ts'
import type { IntunePages } from '../harness/intune-pages.ts'
import { clientsOf, findGoIos } from '../interop/cart-clients.ts'
import type { CartClients } from '../interop/cart-clients.ts'
import { describeWith, run, temporaryFolder } from '../interop/programs.ts'
import { codeOf } from './tenant-process.ts'

/** The seed's ten panes, by Apple's keys. */
const panes = [
  'Passcode',
  'Location',
  'Restore',
  'AppleID',
  'TOS',
  'Biometric',
  'Payment',
  'Zoom',
  'Siri',
  'Diagnostics',
]
const ada = { userName: 'ada@contoso.example', password: 'practice-1' }
const folder = temporaryFolder()
const file = (name: string): string => join(folder, name)

let bench: Bench
let intune: IntunePages
let clients: CartClients
const device = (slot: number): DeviceReport['identity'] => {
  const found = bench.devices[slot - 1]
  if (found === undefined) throw new Error(`no device in slot ${slot}`)
  return found.identity
}
const udid = (slot: number): string => device(slot).udid
const serial = (slot: number): string => device(slot).serial
const report = (slot: number) => bench.cart.device(udid(slot))

beforeAll(async () => {
  // Zoom left Setup Assistant with iOS 17, so the panes are looked at on a release that has all ten.
  const old = { state: 'fresh', os: '16', model: 'iPhone14,5' }
  bench = await startBench({
    scenario: { devices: [old, old, { state: 'fresh' }, { state: 'fresh' }, { state: 'fresh' }] },
    hands: 'operator',
  })
  intune = intunePages(bench.world)
  clients = clientsOf(bench.world.muxAddress)
}, 60_000)
afterAll(() => bench?.stop())

/** Somebody fills in a form of Apple's portal. */
async function atApple(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'key' || name === 'csv') form.append(name, new Blob([value]), `${name}.txt`)
    else form.append(name, value)
  }
  return fetch(`${bench.world.appleUrl}/portal/${path}`, { method: 'POST', body: form, redirect: 'manual' })
}

async function createProfile(displayName: string, changes: Partial<AdeSettings>): Promise<string> {
  const settings = { ...defaultAdeSettings, displayName, ...changes }
  return (await bench.app.handlers['ade.createProfile']({ token: null, settings })).profile.id
}

/** The whole way to the home screen, with whatever the person knows. */
async function walk(slot: number, answers: object = {}): Promise<DeviceReport> {
  await bench.cart.hands(udid(slot), 'atOnce', { hello: 'always', passcode: '135790', ...answers })
  return bench.cart.until(udid(slot), ({ storage }) => storage.setupDone)
}

async function panesSeen(slot: number): Promise<readonly unknown[]> {
  const facts = await bench.cart.facts(udid(slot))
  return facts.filter(({ kind }) => kind === 'pane').map(({ detail }) => detail['key'])
}

async function stateOf(slot: number): Promise<string | undefined> {
  const { devices } = await bench.app.handlers['ade.devices']({ token: null })
  return devices.find((one) => one.serial === serial(slot))?.state
}

describe('Enable enrollment of devices of the program', () => {
  it('a token request goes to Apple as a .pem, and its .p7m comes back to Intune', async () => {
    const { pem } = await bench.app.handlers['ade.requestToken']({
      token: null,
      newName: 'Contoso',
      consent: true,
      fresh: false,
    })
    const added = await atApple('servers', { name: 'Contoso', key: pem })
    const server = added.headers.get('location') ?? ''
    const p7m = await fetch(`${bench.world.appleUrl}${server}/token`, { method: 'POST' })
    const { token } = await bench.app.handlers['ade.uploadToken']({
      token: null,
      appleId: 'abm@contoso.example',
      file: Buffer.from(await p7m.arrayBuffer()).toString('base64'),
      otherAppleId: false,
    })
    expect(token.expiresAt).toBeGreaterThan(Date.now() + 300 * 24 * 3_600_000)
    await bench.tenant.act('apple/add-devices', {
      devices: [1, 2, 3, 4, 5].map((slot) => ({
        serial: serial(slot),
        ...(slot === 3 ? { orderNumber: 'ORDER-7' } : {}),
      })),
    })
  })

  it('devices are assigned to the server by serial number, by order number and by CSV file, then synchronized', async () => {
    const page = await (await fetch(`${bench.world.appleUrl}/portal/devices`)).text()
    const server = /<option value="([^"]+)">Contoso</.exec(page)?.[1] ?? ''
    await atApple('devices', { by: 'serial', serials: `${serial(1)}, ${serial(2)}`, action: 'assign', server })
    await atApple('devices', { by: 'order', order: 'ORDER-7', action: 'assign', server })
    await atApple('devices', { by: 'csv', csv: `${serial(4)}\n${serial(5)}\n`, action: 'assign', server })
    await bench.app.handlers['ade.sync']({ token: null, wait: true })
    const { devices } = await bench.app.handlers['ade.devices']({ token: null })
    expect(devices.map((one) => one.serial).toSorted()).toEqual([1, 2, 3, 4, 5].map(serial).toSorted())
    expect(devices.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'notContacted'))
  }, 60_000)
})

describe('Add an enrollment policy for corporate devices', () => {
  it('locking the enrollment profile needs the supervised mode', async () => {
    expect(await codeOf(createProfile('Locked', { supervised: false, locked: true, awaitConfiguration: false }))).toBe(
      'ade.lockNeedsSupervision',
    )
  })

  it('certificate pairing needs a certificate, and a file with one is taken', async () => {
    expect(await codeOf(createProfile('By certificate', { pairing: 'certificate' }))).toBe('ade.certificateMissing')
  })
})

describeWith([findGoIos(), 'idevicepair', 'openssl'], 'Distribute devices to users', () => {
  const pair = (slot: number) => clients.run('idevicepair', '-u', udid(slot), 'pair')

  beforeAll(async () => {
    expect((await clients.runIn(folder, findGoIos(), 'prepare', 'create-cert')).code).toBe(0)
    const keys = ['-inkey', file('supervision-private-key.pem'), '-in', file('supervision-cert.pem')]
    await run('openssl', ['pkcs12', '-export', '-legacy', ...keys, '-passout', 'pass:a', '-out', file('sup.p12')])
    const bytes = await readFile(file('supervision-cert.der'))
    const certificate = await bench.app.handlers['ade.readCertificate']({ file: bytes.toString('base64') })
    const { thumbprint, certificate: der } = certificate
    const shown = { department: 'Service desk', supportPhone: '+33 1 23 45 67 89' }
    const assign = async (profile: string, slot: number): Promise<void> => {
      const { rows } = await bench.app.handlers['ade.assign']({ token: null, profile, serials: [serial(slot)] })
      expect(rows).toEqual([{ serial: serial(slot), outcome: 'assigned' }])
    }
    await assign(await createProfile('Hidden, disallow', { hiddenPanes: panes, ...shown }), 1)
    const staff = { affinity: 'setupAssistantLegacy', locked: false, pairing: 'allow' } as const
    await assign(await createProfile('Shown, allow', staff), 2)
    const certificates = [{ thumbprint, certificate: der }]
    await assign(await createProfile('By certificate', { pairing: 'certificate', certificates }), 3)
    const free = { supervised: false, locked: false, awaitConfiguration: false, pairing: 'allow' } as const
    await assign(await createProfile('Unsupervised', free), 4)
    await bench.tenant.act('settle-program')
  }, 60_000)

  it('the department and the support phone stand on the device before it enrolls', async () => {
    await bench.cart.walkTo(udid(1), 'wifi')
    await bench.cart.joinNetwork(udid(1))
    const { shows } = await bench.cart.walkTo(udid(1), 'remoteManagement')
    expect(shows).toMatchObject({ department: 'Service desk', supportPhone: '+33 1 23 45 67 89' })
    expect(await stateOf(1)).toBe('notContacted')
  })

  it('a hidden pane is not shown, and one that is not hidden is', async () => {
    const { storage } = await walk(1)
    expect(storage).toMatchObject({ enrolled: true, supervised: true, organization: 'Contoso Practice' })
    const [hidden, shown] = [await panesSeen(1), await walk(2, { signIn: ada }).then(() => panesSeen(2))]
    for (const key of panes) expect([key, hidden.includes(key), shown.includes(key)]).toEqual([key, false, true])
  }, 60_000)

  it('prompting for user affinity asks for the credentials, and the device gets its user', async () => {
    expect((await report(2)).counts['signInAsked']).toBe(1)
    expect(await intune.managed(serial(2))).toMatchObject([
      { deviceEnrollmentType: 'appleBulkWithUser', userPrincipalName: 'ada@contoso.example' },
    ])
    expect(await intune.managed(serial(1))).toMatchObject([{ deviceEnrollmentType: 'appleBulkWithoutUser' }])
  })

  it('Disallow: nobody pairs', async () => {
    expect((await pair(1)).code).toBe(1)
    expect((await clients.ios(udid(1), 'pair')).code).not.toBe(0)
    expect((await report(1)).storage.trustedHosts).toEqual([])
  })

  it('Allow: who the user trusts pairs', async () => {
    await pair(2)
    await bench.cart.until(udid(2), ({ storage, prompts }) => storage.trustedHosts.length > 0 || prompts.length === 0)
    expect((await pair(2)).output).toContain('SUCCESS')
  })

  it('Require certificate: who holds its key pairs, without a tap; nobody else does', async () => {
    await walk(3)
    expect((await pair(3)).code).toBe(1)
    const paired = await clients.ios(udid(3), 'pair', `--p12file=${file('sup.p12')}`, '--password=a')
    expect(paired.code, paired.output).toBe(0)
    expect((await report(3)).counts['paired']).toBe(1)
  }, 60_000)

  it('instead, a custom profile brings what Apple Configurator exported, through Intune', async () => {
    const profile = `<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer><key>PayloadIdentifier</key><string>contoso.exported</string>
<key>PayloadUUID</key><string>3E5BD5B5-6E57-4A4E-8B66-0C4B3F0C7C11</string><key>PayloadDisplayName</key><string>Exported</string>
<key>PayloadContent</key><array><dict><key>PayloadType</key><string>com.apple.applicationaccess</string>
<key>PayloadVersion</key><integer>1</integer><key>PayloadIdentifier</key><string>contoso.exported.access</string>
<key>PayloadUUID</key><string>3E5BD5B5-6E57-4A4E-8B66-0C4B3F0C7C12</string><key>allowScreenShot</key><false/></dict></array>
</dict></plist>`
    await mkdir(join(bench.dataDir, 'profiles'), { recursive: true })
    await writeFile(join(bench.dataDir, 'profiles', 'exported.mobileconfig'), profile)
    const order = { vault: 'exported', displayName: 'Exported', description: null, dryRun: false }
    const { outcome } = await bench.app.handlers['intune.saveCustomProfile'](order)
    expect(outcome).toBe('created')
    const meantFor = (...targets: readonly { kind: 'allDevices' }[]) =>
      bench.app.handlers['intune.assignCustomProfile']({ profile: 'Exported', targets: [...targets] })
    await meantFor({ kind: 'allDevices' })
    const has = ({ storage }: DeviceReport) =>
      storage.profiles.some(({ identifier }) => identifier === 'contoso.exported')
    expect((await bench.cart.until(udid(1), has)).storage.profiles).toContainEqual(
      expect.objectContaining({ identifier: 'contoso.exported', origin: 'mdm' }),
    )
    await meantFor()
    await bench.cart.until(udid(1), (seen) => !has(seen))
    expect((await report(1)).storage.enrolled).toBe(true)
  }, 60_000)

  it('the user cannot take a locked management off the device; an unlocked one they can', async () => {
    const remove = async (slot: number): Promise<boolean> => {
      const { storage } = await report(slot)
      const management = storage.profiles.find(({ origin }) => origin === 'enrollment')
      return bench.cart.removeProfile(udid(slot), management?.identifier ?? '')
    }
    expect(await remove(1)).toBe(false)
    expect((await report(1)).storage.enrolled).toBe(true)
    expect(await remove(2)).toBe(true)
    expect((await report(2)).storage.enrolled).toBe(false)
  })

  it('a profile on a device is replaced, never taken away: the device keeps its own until it is un-enrolled', async () => {
    const id = await createProfile('Second', {})
    await bench.app.handlers['ade.assign']({ token: null, profile: id, serials: [serial(1)] })
    expect(await stateOf(1)).toBe('pendingReset')
    expect(await intune.managed(serial(1))).toMatchObject([{ enrollmentProfileName: 'Hidden, disallow' }])
    const { devices } = await bench.app.handlers['ade.devices']({ token: null })
    expect(devices.find((one) => one.serial === serial(1))?.profileId?.endsWith(id.split('_')[1] ?? '-')).toBe(true)
  })

  it('the supervised mode turns Activation Lock off by default, also where the profile asked for none', async () => {
    // Apple: from iOS 13 on every device of the program is supervised.
    const { storage } = await walk(4)
    expect(storage).toMatchObject({ enrolled: true, supervised: true })
    for (const slot of [1, 4]) {
      await bench.cart.hands(udid(slot), 'operator')
      await bench.cart.state(udid(slot), { findMy: true })
      await intune.act(serial(slot), 'wipe', {})
      await bench.cart.until(udid(slot), ({ counts }) => counts['erased'] === 1)
      expect((await report(slot)).activationLocked).toBe(false)
    }
  }, 60_000)

  it('a device is not contacted until somebody starts it, and enrolled once it went through Setup Assistant', async () => {
    expect(await stateOf(5)).toBe('notContacted')
    expect(await stateOf(3)).toBe('enrolled')
  })
})
