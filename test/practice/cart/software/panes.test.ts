import { describe, expect, it } from 'vitest'
import { skipKeys } from '../../../../electron/practice/cart/software/skip-keys.ts'
import type { PhoneIdentity } from '../../../../electron/practice/cart/phone.ts'
import { useBench } from './bench.ts'

const bench = useBench()

/** Panes every model shows, by the release that brought them, in the order of iOS 16. */
const always = {
  early: ['Keyboard', 'SpokenLanguage', 'TermsOfAddress'],
  beforeSim: ['Privacy'],
  beforeWatch: [
    'Biometric',
    'Passcode',
    'DeviceToDeviceMigration',
    'Restore',
    'AppleID',
    'TOS',
    'SoftwareUpdate',
    'iMessageAndFaceTime',
    'Location',
    'Payment',
  ],
  beforeFilter: ['Siri', 'ScreenTime'],
  beforeZoom: ['Diagnostics', 'AppStore', 'Appearance'],
}

type Case = {
  readonly what: string
  readonly device: Partial<PhoneIdentity>
  readonly late: readonly string[]
}

const phone = (productType: string, osVersion: string): Partial<PhoneIdentity> => ({ productType, osVersion })
const pad = (productType: string, osVersion: string, imei: string | null = null): Partial<PhoneIdentity> => ({
  productType,
  osVersion,
  imei,
  deviceClass: 'iPad',
})

/** Written out by hand from Apple's table: what each device shows after the panes that everybody has. */
const cases: readonly Case[] = [
  {
    what: 'an iPhone 13 with iOS 16.7',
    device: phone('iPhone14,5', '16.7.10'),
    late: ['Zoom', 'Safety', 'Welcome'],
  },
  {
    what: 'an iPhone 15 with iOS 17.6, where Zoom is gone',
    device: phone('iPhone15,4', '17.6.1'),
    late: ['Safety', 'Welcome'],
  },
  {
    what: 'an iPhone 15 Pro with iOS 17.6 and its Action button',
    device: phone('iPhone16,1', '17.6.1'),
    late: ['ActionButton', 'Safety', 'Welcome'],
  },
  {
    what: 'an iPhone 16 with iOS 18.3: Camera Control and Intelligence',
    device: phone('iPhone17,3', '18.3'),
    late: ['ActionButton', 'CameraButton', 'Intelligence', 'Safety', 'Welcome'],
  },
  {
    what: 'an iPhone 16 with iOS 18.5: safety and handling as well',
    device: phone('iPhone17,3', '18.5'),
    late: ['ActionButton', 'CameraButton', 'Intelligence', 'Safety', 'SafetyAndHandling', 'Welcome'],
  },
  {
    what: 'an iPhone 13 with iOS 26.0: what is new, but no Intelligence',
    device: phone('iPhone14,5', '26.0'),
    late: ['Safety', 'SafetyAndHandling', 'OSShowcase', 'Welcome'],
  },
  {
    what: 'an iPhone 13 with iOS 27.0: Liquid Glass in the place of what is new',
    device: phone('iPhone14,5', '27.0'),
    late: ['Safety', 'SafetyAndHandling', 'LiquidGlass', 'Welcome'],
  },
  {
    what: 'a Wi-Fi iPad with iPadOS 16.7: no SIM, no watch, no emergency call',
    device: pad('iPad13,18', '16.7.10'),
    late: ['Zoom', 'Welcome'],
  },
  {
    what: 'an iPad Air with iPadOS 26.1: Intelligence and multitasking',
    device: pad('iPad13,17', '26.1', '000000000000001'),
    late: ['Intelligence', 'Multitasking', 'SafetyAndHandling', 'OSShowcase', 'Welcome'],
  },
  {
    what: 'an iPad mini with iPadOS 18.5',
    device: pad('iPad14,1', '18.5'),
    late: ['SafetyAndHandling', 'Welcome'],
  },
]

function expected({ device, late }: Case): readonly string[] {
  const [major = 0, minor = 0] = (device.osVersion ?? '').split('.').map(Number)
  const cellular = device.imei !== null
  const filter = major > 18 || (major === 18 && minor >= 2)
  return [
    ...always.early,
    'WiFi',
    ...always.beforeSim,
    ...(cellular ? ['SIMSetup'] : []),
    ...always.beforeWatch,
    ...(device.deviceClass === 'iPad' ? [] : ['WatchMigration']),
    ...always.beforeFilter,
    ...(filter ? ['WebContentFiltering'] : []),
    ...always.beforeZoom,
    ...late,
  ]
}

const everyKey = skipKeys.map(({ key }) => key)

describe('the panes a device really shows', () => {
  it.each(cases)('$what', async (one) => {
    const rig = bench.boot({ identity: one.device, storage: { activated: true } })
    await rig.fact('setupDone')
    expect(rig.panes()).toEqual(expected(one))
  })

  it.each(cases)('$what, when a configuration skips everything: the network alone', async ({ device }) => {
    const cloudConfiguration = { IsSupervised: true, SkipSetup: everyKey }
    const rig = bench.boot({ identity: device, storage: { activated: true, cloudConfiguration } })
    await rig.fact('setupDone')
    expect(rig.panes()).toEqual(['WiFi'])
  })

  it.each(cases)('$what, when some are skipped: exactly the others', async (one) => {
    const SkipSetup = ['AppleID', 'Siri', 'TOS', 'Keyboard', 'OSShowcase', 'Zoom', 'SomethingNew', 'appleid']
    const rig = bench.boot({ identity: one.device, storage: { activated: true, cloudConfiguration: { SkipSetup } } })
    await rig.fact('setupDone')
    expect(rig.panes()).toEqual(expected(one).filter((key) => !SkipSetup.includes(key)))
  })

  it('early panes are skipped only when the configuration was there before', async () => {
    const rig = bench.boot({ hands: { kind: 'operator' }, storage: { activated: true } })
    await rig.tap('hello')
    await rig.tap('language')
    await rig.asked('pane:Keyboard')
    rig.phone.storage.cloudConfiguration = { SkipSetup: everyKey }
    rig.software.cloudConfigurationStored()
    // The one on the screen stays; those after it are gone.
    await rig.tap('pane:Keyboard')
    await rig.asked('wifi')
    expect(rig.panes()).toEqual(['Keyboard'])
  })
})

describe('the table of skip keys', () => {
  it('has each key once, and no pane goes before it came', () => {
    expect(new Set(everyKey).size).toBe(everyKey.length)
    const number = ([major, minor]: readonly [number, number]): number => major * 100 + minor
    for (const { introduced, deprecated, removed } of skipKeys) {
      for (const end of [deprecated, removed]) if (end) expect(number(end)).toBeGreaterThan(number(introduced))
    }
  })
})
