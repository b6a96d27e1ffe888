import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Cfgutil } from '../../electron/configurator/cfgutil.ts'
import type { ConfiguratorWarrant, ConsentVerb } from '../../electron/configurator/configurator-warrant.ts'
import type { SupervisionKeys } from '../../electron/configurator/identity-files.ts'
import { activate } from '../../electron/configurator/verbs/activate.ts'
import { erase } from '../../electron/configurator/verbs/erase.ts'
import { readInstalledProfiles } from '../../electron/configurator/verbs/get.ts'
import { installApp } from '../../electron/configurator/verbs/install-app.ts'
import { pair, unpair } from '../../electron/configurator/verbs/pairing.ts'
import { restart, shutDown } from '../../electron/configurator/verbs/power.ts'
import { prepareAutomated, prepareManually } from '../../electron/configurator/verbs/prepare.ts'
import { installProfile, removeProfile } from '../../electron/configurator/verbs/profiles.ts'
import { rename } from '../../electron/configurator/verbs/rename.ts'
import { restore, revive } from '../../electron/configurator/verbs/restore.ts'
import { Guard } from '../../electron/engine/guard.ts'
import { redeemConfiguratorTyped } from '../../electron/engine/guard-configurator.ts'
import { pemToDer } from '../../electron/pki/pem.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { readEcid } from '../../src-shared/ecid.ts'
import { fakeDevice } from './fake/state.ts'
import { makeFakeCfgutil } from './fake-cfgutil.ts'
import type { FakeCfgutil } from './fake-cfgutil.ts'

const never = new AbortController().signal
const { ecid: fakeEcid, udid, serialNumber: serial } = fakeDevice(0)
const ecid = readEcid(fakeEcid)!
const code = (one: string) => expect.objectContaining({ code: `configurator.${one}` })
const consent = (verb: ConsentVerb): ConfiguratorWarrant =>
  redeemConfiguratorTyped(
    new Guard(),
    { udid, serial, findMy: null, ecid: String(BigInt(ecid)) },
    verb,
    serial.slice(-4),
  )

let keys: SupervisionKeys
beforeAll(async () => {
  const identity = await createSupervisionIdentity({ organizationName: 'Practice', now: new Date('2026-01-01') })
  keys = { certificateDer: pemToDer(identity.certificatePem), privateKeyDer: pemToDer(identity.privateKeyPem) }
})

let fake: FakeCfgutil
let cfgutil: Cfgutil
beforeEach(() => {
  fake = makeFakeCfgutil([fakeDevice(0, { isPaired: true })])
  cfgutil = new Cfgutil({ path: fake.path, temporary: fake.temporary, keys })
})
afterEach(() => fake.dispose())

const manual = () => ({
  organizationName: 'Example & Co',
  hostCertificateDer: keys.certificateDer,
  allowPairing: false,
  language: 'fr',
  locale: 'fr_FR',
  skip: ['--skip-passcode', '--skip-siri'] as const,
  temporary: fake.temporary,
})

describe('preparing a device with cfgutil', () => {
  it('supervises it, and what only a supervisor may do works from then on without a tap', async () => {
    await prepareManually(cfgutil, consent('prepare'), manual(), never)
    expect(fake.device()).toMatchObject({
      prepared: 'manual',
      organizationName: 'Example & Co',
      pairingAllowed: false,
      language: 'fr',
      skipped: ['--skip-passcode', '--skip-siri'],
    })
    await unpair(cfgutil, ecid, never)
    await expect(pair(cfgutil, ecid, false, never)).rejects.toEqual(code('refused'))
    await pair(cfgutil, ecid, true, never)
    const profile = Buffer.from('<key>PayloadIdentifier</key><string>com.example.wifi</string> password: hunter2')
    const device = { ecid, asSupervisor: true, temporary: fake.temporary }
    expect(await installProfile(cfgutil, device, profile, never)).toBe('installed')
    expect(await readInstalledProfiles(cfgutil, ecid, never)).toEqual([
      { identifier: 'com.example.wifi', displayName: 'com.example.wifi' },
    ])
    await removeProfile(cfgutil, consent('remove-profile'), 'com.example.wifi', never)
    await restart(cfgutil, ecid, never)
    await shutDown(cfgutil, ecid, never)
    expect(fake.device()).toMatchObject({ profiles: [], restarts: 1, isOff: true })
  })

  it('shows no secret in its arguments, lets nobody else read its files, and leaves none', async () => {
    await prepareManually(cfgutil, consent('prepare'), manual(), never)
    const [call] = fake.calls('prepare')
    expect(call?.files.filter(({ path }) => path.startsWith(fake.temporary)).map(({ mode }) => mode)).toEqual([
      '600',
      '600',
      '600',
    ])
    const bytes = Buffer.from(keys.privateKeyDer)
    for (const spelling of [bytes.toString('base64'), bytes.toString('hex'), 'PRIVATE KEY']) {
      expect(call?.argv.join(' ')).not.toContain(spelling.slice(0, 40))
    }
    expect(readdirSync(fake.temporary)).toEqual([])
  })

  it('leaves no file either when it is stopped in the middle', async () => {
    fake.fail({ verb: 'prepare', kind: 'hang' })
    const stopping = new AbortController()
    const running = prepareManually(cfgutil, consent('prepare'), manual(), stopping.signal)
    while (fake.state().faults.length > 0) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(readdirSync(fake.temporary)).toHaveLength(2)
    stopping.abort()
    await expect(running).rejects.toEqual(code('stopped'))
    expect(readdirSync(fake.temporary)).toEqual([])
  })

  it('sends a device of Apple Business Manager into automated enrollment', async () => {
    const preparation = { language: null, locale: null, skip: ['--skip-language', '--skip-region'] as const }
    await expect(prepareAutomated(cfgutil, consent('prepare'), preparation, never)).rejects.toMatchObject({
      code: 'configurator.refused',
      details: { domain: 'MCCloudConfigErrorDomain', code: 33001 },
    })
    fake.change(({ devices }) => void (devices[0]!.assigned = true))
    await prepareAutomated(cfgutil, consent('prepare'), preparation, never)
    expect(fake.device()).toMatchObject({ prepared: 'automated', isSupervised: true })
    await expect(prepareManually(cfgutil, consent('prepare'), manual(), never)).rejects.toEqual(code('alreadyPrepared'))
  })
})

describe('erasing and restoring with cfgutil', () => {
  it('needs a consent for exactly this, once', async () => {
    const warrant = consent('erase')
    await expect(restore(cfgutil, warrant, null, never)).rejects.toEqual(code('noWarrant'))
    await erase(cfgutil, warrant, { eraseEsim: false }, never)
    await expect(erase(cfgutil, warrant, { eraseEsim: false }, never)).rejects.toEqual(code('noWarrant'))
    const madeUp = { udid, ecid, verb: 'erase', token: Symbol('erase') } as const
    await expect(erase(cfgutil, madeUp, { eraseEsim: false }, never)).rejects.toEqual(code('noWarrant'))
    expect(fake.device()).toMatchObject({ erasures: 1, eSim: true })
    expect(fake.calls('restore')).toEqual([])
    expect(fake.calls('erase')).toHaveLength(1)
  })

  it('keeps the data plan unless it is asked to take it away', async () => {
    await erase(cfgutil, consent('erase'), { eraseEsim: true }, never)
    expect(fake.device()).toMatchObject({ erasures: 1, eSim: false })
  })

  it('does not say that nothing happened when it was stopped: the device may be erased', async () => {
    fake.fail({ verb: 'erase', kind: 'hang', acts: true })
    const stopping = new AbortController()
    const running = erase(cfgutil, consent('erase'), { eraseEsim: false }, stopping.signal)
    while (fake.device().erasures === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    stopping.abort()
    await expect(running).rejects.toEqual(code('stopped'))
    expect(fake.device().erasures).toBe(1)
  })

  it('restores with a file of ours or the newest, and revives what is in recovery', async () => {
    const ipsw = join(fake.temporary, 'system.ipsw')
    writeFileSync(ipsw, '')
    fake.change(({ devices }) => void (devices[0]!.bootedState = 'Recovery'))
    await revive(cfgutil, consent('revive'), never)
    expect(fake.device()).toMatchObject({ bootedState: 'Booted', erasures: 0 })
    await restore(cfgutil, consent('restore'), ipsw, never)
    await restore(cfgutil, consent('restore'), null, never)
    expect(fake.device().erasures).toBe(2)
    expect(fake.calls('restore').map(({ argv }) => argv.includes('--ipsw'))).toEqual([true, false])
  })
})

describe('small things with cfgutil', () => {
  it('names a device, activates it and gives it an app', async () => {
    const app = join(fake.temporary, 'tool.ipa')
    writeFileSync(app, '')
    await rename(cfgutil, ecid, 'Bench 7 "left"; $(reboot)', never)
    await activate(cfgutil, ecid, never)
    await installApp(cfgutil, ecid, app, never)
    expect(fake.device()).toMatchObject({ name: 'Bench 7 "left"; $(reboot)', apps: [app] })
  })

  it.each(['--format', '-v', '', 'two\nlines'])('does not let the name %j reach cfgutil', async (name) => {
    await expect(rename(cfgutil, ecid, name, never)).rejects.toEqual(code('wordRefused'))
    expect(fake.calls()).toEqual([])
  })

  it('takes a profile that waits for a tap as arrived, not as failed', async () => {
    const device = { ecid, asSupervisor: false, temporary: fake.temporary }
    expect(await installProfile(cfgutil, device, Buffer.from('x'), never)).toBe('waitsForTap')
    fake.fail({
      verb: 'install-profile',
      kind: 'exit',
      code: 1,
      stderr:
        'cfgutil: error: 安装此描述文件需要用户在设备上交互。\n(Domain: ConfigurationUtilityKit.error Code: 625)\n',
    })
    expect(await installProfile(cfgutil, device, Buffer.from('x'), never)).toBe('waitsForTap')
  })

  it('does nothing for a supervisor that has no identity here', async () => {
    const without = new Cfgutil({ path: fake.path, temporary: fake.temporary, keys: null })
    await expect(restart(without, ecid, never)).rejects.toMatchObject({ code: 'stage.identityMissing' })
    expect(fake.calls()).toEqual([])
  })
})
