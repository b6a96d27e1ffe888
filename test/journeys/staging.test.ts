import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blueprintIds, defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import type { Phone, PhoneFact } from '../../electron/practice/cart/phone.ts'
import { earlyPanes, hasPane, latePanes } from '../../electron/practice/cart/software/panes.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import type { ObservedEntry } from '../harness/tenant-hand.ts'

/** Kinds of facts, in order, without those that say nothing about order. */
function kinds(facts: readonly PhoneFact[]): string[] {
  return facts.map(({ kind, detail }) => {
    const about = detail['key'] ?? detail['identifier']
    return typeof about === 'string' ? `${kind} ${about.replace(/\.[0-9a-f-]{36}$/, '')}` : kind
  })
}

function expectInOrder(seen: readonly string[], wanted: readonly string[]): void {
  const places = wanted.map((one) => seen.indexOf(one))
  expect(Object.fromEntries(wanted.map((one, index) => [one, (places[index] ?? -1) >= 0]))).toEqual(
    Object.fromEntries(wanted.map((one) => [one, true])),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
}

describe('a cart of four: two new devices, two in use', () => {
  let bench: Bench
  let fresh: DeviceReport
  let used: DeviceReport
  let user: DeviceReport
  let direct: DeviceReport
  let observed: readonly ObservedEntry[]
  const udids = () => [fresh, used, direct].map(({ identity }) => identity.udid)

  beforeAll(async () => {
    bench = await startBench({
      scenario: { devices: [{ state: 'fresh' }, { state: 'used' }, { state: 'fresh' }, { state: 'used' }] },
      // Another language than the devices have: one that is there already is not set again.
      blueprints: (usual) =>
        usual.map((one) =>
          one.route === 'direct' || one.kind === 'return' ? one : { ...one, language: 'fr', locale: 'fr_CA' },
        ),
    })
    ;[fresh, used, user, direct] = bench.devices as [DeviceReport, DeviceReport, DeviceReport, DeviceReport]
    await bench.cart.hands(user.identity.udid, 'never')
    await bench.startRun('bench', [fresh.identity.udid, used.identity.udid])
    await bench.startRun('user', [user.identity.udid])
    await bench.startRun('direct', [direct.identity.udid])
    await bench.feed.until(
      (views) => udids().every((udid) => views.some((view) => view.udid === udid && view.stage === 'enrolled')),
      'three devices enrolled',
    )
    await bench.feed.untilStage(user.identity.udid, 'awaitingUser')
    // The tenant's first questions to a device come in the polls after it enrolled.
    for (const udid of udids()) await bench.cart.until(udid, ({ counts }) => (counts['command'] ?? 0) >= 3)
    observed = await bench.tenant.observed()
    const now = (await bench.cart.list()).toSorted((a, b) => a.slot - b.slot)
    ;[fresh, used, user, direct] = now as [DeviceReport, DeviceReport, DeviceReport, DeviceReport]
  }, 120_000)
  afterAll(() => bench?.stop())

  it('meets the device in Apple’s order: erase, pair, activate, profiles, name, language, one configuration, enrollment', async () => {
    expectInOrder(kinds(await bench.cart.facts(used.identity.udid)), [
      'erased',
      'activated',
      'profileInstalled practice.slipway.trust',
      'profileInstalled app.slipway.wifi',
      'valueSet DeviceName',
      'valueSet Locale',
      'valueSet Language',
      'cloudConfigurationStored',
      'hello',
      'enrollmentRequested',
      'scepIssued',
      'mdmAuthenticated',
      'tokenUpdate',
      'enrolled',
      'setupDone',
    ])
  })

  it('erases the used device exactly once, keeps its data plan, and erases no other', () => {
    expect([fresh, used, user, direct].map(({ counts }) => counts['erased'] ?? 0)).toEqual([0, 1, 0, 0])
    expect(used.facts.find(({ kind }) => kind === 'erased')?.detail).toEqual({ preserveDataPlan: true })
    expect(used.dataPlan).toBe(true)
  })

  it('writes the cloud configuration once, with what it must carry and without what would end it early', () => {
    for (const device of [fresh, used]) {
      expect(device.counts['cloudConfigurationStored']).toBe(1)
      const keys = device.storage.cloudConfigurationKeys ?? []
      expect(keys).toEqual(
        expect.arrayContaining([
          'AllowPairing',
          'ConfigurationURL',
          'IsSupervised',
          'OrganizationMagic',
          'OrganizationName',
          'SkipSetup',
          'SupervisorHostCertificates',
        ]),
      )
    }
    const waiting = user.storage.cloudConfigurationKeys ?? []
    for (const key of ['CloudConfigurationUIComplete', 'ConfigurationWasApplied', 'AwaitDeviceConfigured'])
      expect(waiting).not.toContain(key)
  })

  it('leaves name, language, Wi-Fi and supervision really on the device', () => {
    for (const device of [fresh, used]) {
      expect(device.storage).toMatchObject({
        deviceName: device.identity.serial,
        language: 'fr',
        locale: 'fr_CA',
        network: 'Slipway Practice',
        supervised: true,
        organization: 'Contoso Practice',
        enrolled: true,
        setupDone: true,
      })
      const origins = device.storage.profiles.map(({ origin }) => origin)
      expect(origins.filter((origin) => origin === 'enrollment')).toHaveLength(1)
    }
  })

  it('shows on the device exactly the panes that were not skipped', async () => {
    const skipped = defaultBlueprints(null).find(({ id }) => id === blueprintIds.bench)?.skipSetup ?? []
    for (const device of [fresh, used]) {
      const shown = (await bench.cart.facts(device.identity.udid))
        .filter(({ kind }) => kind === 'pane')
        .map(({ detail }) => detail['key'])
      const phone = { identity: device.identity, storage: { appleAccount: null } } as unknown as Phone
      const wanted = [...earlyPanes, ...latePanes]
        .filter((pane) => hasPane(phone, pane) && !skipped.includes(pane.key))
        .map(({ key }) => key)
      expect(shown.filter((key) => key !== 'WiFi')).toEqual(wanted)
    }
  })

  it('is called enrolled only after a TokenUpdate with the certificate that SCEP gave to that device', async () => {
    const truths = await bench.tenant.enrollments()
    for (const device of [fresh, used, direct]) {
      const { serial, udid } = device.identity
      const said = observed.filter((entry) => entry.serial === serial && entry.channel === 'mdm')
      const order = said.filter(({ outcome }) => outcome === 'ok').map(({ what }) => what)
      expect(order.slice(0, 2)).toEqual(['Authenticate', 'TokenUpdate'])
      const issued = device.facts.filter(({ kind }) => kind === 'scepIssued').map(({ detail }) => detail['sha256'])
      const truth = truths.find((one) => one.udid === udid)
      expect(truth?.state).toBe('active')
      expect(issued).toContain(truth?.certificateSha256)
      const tokenAt = said.find(({ what }) => what === 'TokenUpdate')?.at ?? Infinity
      expect(bench.feed.view(udid)?.run?.endedAt).toBeGreaterThanOrEqual(tokenAt)
    }
  })

  it('answers the commands of the polls that follow', async () => {
    for (const truth of await bench.tenant.enrollments()) {
      expect(truth.commands.map(({ requestType }) => requestType).slice(0, 3)).toEqual([
        'DeviceInformation',
        'ProfileList',
        'SecurityInfo',
      ])
      expect(new Set(truth.commands.map(({ state }) => state))).toEqual(new Set(['acknowledged']))
    }
  })

  it('tells Intune each serial number before the device may ask for an enrollment', () => {
    const imported = observed.findIndex(({ what }) => what.endsWith('/importAppleDeviceIdentityList'))
    const assigned = observed.findIndex(({ what }) => what.endsWith('/updateDeviceProfileAssignment'))
    const asked = observed.findIndex(({ channel, what }) => channel === 'enrollment' && what.includes('Device'))
    expect([imported, assigned, asked].every((place) => place >= 0)).toBe(true)
    expect(imported).toBeLessThan(assigned)
    expect(assigned).toBeLessThan(asked)
  })

  it('goes the direct way without erase, supervision or configuration, through both phases of the Profile Service', () => {
    expect(direct.storage).toMatchObject({ supervised: false, enrolled: true, setupDone: true, configurationUrl: null })
    expect(direct.counts['cloudConfigurationStored']).toBeUndefined()
    expectInOrder(
      direct.facts.map(({ kind, detail }) =>
        kind === 'profileServiceReported' ? `${kind} ${String(detail['phase'])}` : kind,
      ),
      [
        'profileServiceReported 2',
        'scepIssued',
        'profileServiceReported 3',
        'mdmAuthenticated',
        'tokenUpdate',
        'enrolled',
      ],
    )
    expect(bench.feed.stages(direct.identity.udid)).toContain('waitingForTap')
  })

  it('says awaiting user of a prepared device that nobody has touched, and that it is safe to unplug', async () => {
    const view = bench.feed.view(user.identity.udid)
    expect(view).toMatchObject({ stage: 'awaitingUser', safeToUnplug: true, tap: 'setupAssistant' })
    expect(view?.run?.endedAt).toBeNull()
    expect(user.storage).toMatchObject({ enrolled: false, setupDone: false, supervised: true })
    expect(user.counts['hello'] ?? 0).toBe(0)
  })

  it('keeps following it unplugged and through a new start of Slipway, until the person has walked through', async () => {
    const { udid, serial } = user.identity
    await bench.cart.unplug(udid)
    await bench.feed.untilDevice(udid, (view) => view.presence === 'unplugged', 'unplugged')
    bench = await bench.restartCore()
    await bench.feed.untilStage(udid, 'awaitingUser')
    await bench.feed.untilDevice(udid, (view) => view.intuneState === 'notContacted', 'Not contacted')
    expect((await bench.tenant.enrollments()).map((truth) => truth.serial)).not.toContain(serial)
    await bench.cart.hands(udid, 'atOnce')
    const view = await bench.feed.untilStage(udid, 'enrolled')
    expect(view).toMatchObject({ presence: 'unplugged', intuneState: 'enrolled', error: null })
    expect((await bench.cart.device(udid)).counts['erased'] ?? 0).toBe(0)
    expect((await bench.tenant.enrollments()).map((truth) => truth.serial)).toContain(serial)
  })
})
