import { planDevice } from '../../electron/engine/planner.ts'
import type { BenchFacts } from '../../electron/engine/bench-facts.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { defaultBlueprints } from '../../src-shared/default-blueprints.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { Plan, SerialFacts } from '../../src-shared/plan.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'
import { bench, direct, fresh, setupAssistant, used } from './fixtures.ts'

const cellular = { imei: '350000000000006' }

/** Devices as benches meet them. */
export const devices: Readonly<Record<string, DeviceFacts>> = {
  'new, never paired': {
    ...fresh,
    cloudConfigured: null,
    setupDone: null,
    supervised: null,
    findMy: null,
    batteryPercent: null,
    batteryCharging: null,
  },
  'new iPad': fresh,
  'new iPhone': { ...fresh, ...cellular },
  'in use': used,
  'in use, Find My on': { ...used, findMy: true },
  'half staged': { ...fresh, activationState: 'Activated', cloudConfigured: true },
  'nearly empty': { ...fresh, batteryPercent: 4 },
  'nearly empty, charging': { ...fresh, batteryPercent: 4, batteryCharging: true },
  'on iOS 12': { ...used, osVersion: '12.5.7' },
  'supervised by us': { ...used, supervised: true, organizationName: 'Test' },
}

const automated: Blueprint = blueprint.parse({
  ...setupAssistant,
  id: 'automated',
  route: 'automated',
  skipSetup: [],
  enrollmentProfile: null,
})
const prepareOnly: Blueprint = blueprint.parse({
  ...setupAssistant,
  id: 'none',
  route: 'none',
  enrollmentProfile: null,
  end: { shutDown: true, label: '{serial}', sound: true },
})

/** Blueprints, each for what it alone has. */
export const blueprints: Readonly<Record<string, Blueprint>> = {
  'Setup Assistant': setupAssistant,
  'Setup Assistant, to the user': blueprint.parse({
    ...setupAssistant,
    endsAt: 'user',
    wifi: null,
    end: { shutDown: true, label: '{serial} {asset}', sound: false },
  }),
  'Setup Assistant, with everything': blueprint.parse({
    ...setupAssistant,
    enrollmentProfile: { displayName: 'P', description: '', userAffinity: 'companyPortal' },
    pairing: 'certificate',
    networkProfile: 'Campus',
    timeZone: 'Europe/Paris',
    wallpaper: { home: 'Blue', lock: null },
    apps: ['Kiosk'],
    profiles: ['Restrictions'],
    powerCheck: { minPercent: 20, orCharging: true },
    verification: ['configuration', 'name', 'language', 'timeZone', 'profiles', 'apps'],
    dataPlan: 'erase',
  }),
  'Setup Assistant, never erases': blueprint.parse({ ...setupAssistant, erase: 'never' }),
  'Setup Assistant, nobody may pair': blueprint.parse({ ...setupAssistant, pairing: 'forbid' }),
  'Setup Assistant, no network': blueprint.parse({ ...setupAssistant, wifi: null }),
  direct: blueprint.parse({ ...direct, wallpaper: { home: 'Blue', lock: 'Blue' }, supervise: false }),
  automated,
  'automated, always erases': blueprint.parse({ ...automated, erase: 'always', endsAt: 'user' }),
  'prepare only': prepareOnly,
  'prepare only, nothing to configure': blueprint.parse({
    ...prepareOnly,
    supervise: false,
    skipSetup: [],
    powerCheck: { minPercent: 50, orCharging: false },
  }),
}

const ask = (facts: Partial<SerialFacts>): Pick<BenchFacts, 'serials'> => ({
  serials: new Map([
    ['TEST00000001', { automated: null, automatedProfile: null, imported: null, assigned: null, ...facts }],
  ]),
})
const agreed = { ...bench, eraseConsent: true }
const asked = ask({ automated: false, imported: false, assigned: false })
const ours = ask({ automated: true, automatedProfile: true, imported: false, assigned: false })

const returning: Blueprint = blueprint.parse({
  ...defaultBlueprints(null).find(({ kind }) => kind === 'return'),
  end: { shutDown: true, label: '{serial}', sound: false },
})
const record = (records: number, bypassCode: RecordFacts['bypassCode']): Pick<BenchFacts, 'records'> => ({
  records: new Map([['TEST00000001', { records, bypassCode }]]),
})

/** Blueprints, each for what it alone has, of devices that come back or whose erase is a restore. */
const laterBlueprints: Readonly<Record<string, Blueprint>> = {
  return: returning,
  'return, disposed of': blueprint.parse({
    ...returning,
    dataPlan: 'erase',
    powerCheck: { minPercent: 20, orCharging: true },
    returning: { outcome: 'disposed', record: 'delete', identity: 'delete' },
  }),
  'return, everything kept': blueprint.parse({
    ...returning,
    returning: { outcome: 'ready', record: 'keep', identity: 'keep' },
  }),
  'Setup Assistant, restores': blueprint.parse({ ...setupAssistant, eraseWith: 'restore' }),
  'automated, asset on the label': blueprint.parse({
    ...automated,
    wifi: null,
    end: { shutDown: false, label: '{asset}', sound: false },
  }),
}

const laterDevices: Readonly<Record<string, DeviceFacts>> = {
  ...devices,
  'supervised by us, Find My on': { ...used, supervised: true, organizationName: 'Test', findMy: true },
  'locked at Hello': { ...fresh, findMy: true },
}

/** Benches and what their tenant says. */
export const benches: Readonly<Record<string, BenchFacts>> = {
  agreed: { ...agreed, ...asked },
  'not agreed': { ...bench, ...asked },
  'dry run': { ...agreed, ...asked, dryRun: true },
  'in the ADE list': { ...agreed, ...ours, programTokenGood: true },
  'in the ADE list, no profile': { ...agreed, ...ask({ automated: true, automatedProfile: false }) },
  'tenant not asked': agreed,
  'known to Intune': { ...agreed, ...ask({ automated: false, imported: true, assigned: true }), assets: known() },
  'ADE token lapsed': { ...agreed, ...ours, programTokenGood: false },
  bare: {
    ...agreed,
    apnsReady: false,
    supervisionIdentity: false,
    trustProfileNamed: false,
    missing: [
      { kind: 'profile', name: 'Campus' },
      { kind: 'app', name: 'Kiosk' },
      { kind: 'picture', name: 'Blue' },
      { kind: 'secret', name: 'wifi.Bench' },
    ],
  },
}

function known(): ReadonlySet<string> {
  return new Set(['TEST00000001'])
}

/** Every blueprint with every device on one bench, and one device with every blueprint on every bench. */
export function cells(): ReadonlyMap<string, Plan> {
  return new Map([...usualCells(), ...laterCells()])
}

function laterCells(): ReadonlyMap<string, Plan> {
  const places: Readonly<Record<string, BenchFacts>> = {
    agreed: { ...agreed, ...asked },
    'not agreed': { ...bench, ...asked },
    'dry run': { ...agreed, ...asked, dryRun: true },
    'code in Intune': { ...agreed, ...asked, ...record(1, 'inIntune') },
    'code kept': { ...agreed, ...asked, ...record(2, 'kept') },
    'no record': { ...agreed, ...asked, ...record(0, 'none') },
    'in the ADE list': { ...agreed, ...ours, programTokenGood: true },
    'cfgutil proved': { ...agreed, ...asked, backends: { platform: 'darwin', cfgutilVerified: true } },
    'cfgutil not proved': { ...agreed, ...asked, backends: { platform: 'darwin', cfgutilVerified: false } },
  }
  const found = new Map<string, Plan>()
  for (const [blueprintName, wanted] of Object.entries(laterBlueprints)) {
    const add = (deviceName: string, benchName: string): void => {
      const [facts, at] = [laterDevices[deviceName], places[benchName]]
      if (facts === undefined || at === undefined) throw new Error(`no ${deviceName} or ${benchName}`)
      found.set(`${blueprintName} | ${deviceName} | ${benchName}`, planDevice(facts, wanted, at))
    }
    for (const deviceName of Object.keys(laterDevices)) add(deviceName, 'agreed')
    for (const benchName of Object.keys(places))
      for (const deviceName of ['in use', 'supervised by us, Find My on', 'locked at Hello']) add(deviceName, benchName)
    add('new, never paired', 'dry run')
  }
  return found
}

function usualCells(): ReadonlyMap<string, Plan> {
  const found = new Map<string, Plan>()
  for (const [blueprintName, wanted] of Object.entries(blueprints)) {
    const add = (deviceName: string, benchName: string): void => {
      const [facts, benchFacts] = [devices[deviceName], benches[benchName]]
      if (facts === undefined || benchFacts === undefined) throw new Error(`no ${deviceName} or ${benchName}`)
      found.set(`${blueprintName} | ${deviceName} | ${benchName}`, planDevice(facts, wanted, benchFacts))
    }
    for (const deviceName of Object.keys(devices)) add(deviceName, 'agreed')
    for (const benchName of Object.keys(benches)) add('in use', benchName)
    add('new, never paired', 'dry run')
  }
  return found
}

/** A plan as a person reads it, one line for each thing it says. */
export function planLines(plan: Plan): readonly string[] {
  const said = (kind: string, list: Plan['problems']): readonly string[] =>
    list.map(
      ({ code, details }) => `${kind} ${code}${Object.keys(details).length > 0 ? ` ${JSON.stringify(details)}` : ''}`,
    )
  return [
    `erases: ${plan.erases}, about ${Math.round(plan.expectedMs / 1000)} s`,
    `does: ${plan.steps
      .filter(({ skip }) => !skip)
      .map(({ reason }) => reason)
      .join(' → ')}`,
    `leaves out: ${plan.steps
      .filter(({ skip }) => skip)
      .map(({ reason }) => reason)
      .join(', ')}`,
    ...said('problem:', plan.problems),
    ...said('note:', plan.warnings),
  ]
}
