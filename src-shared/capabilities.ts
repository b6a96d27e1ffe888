/** What can work on a device: Slipway's own client of the cable, and Apple's cfgutil on a Mac. */
export const backends = ['slipway', 'configurator'] as const
export type Backend = (typeof backends)[number]

/** `unverified`: there is reason to believe it, and nobody has seen it done by Slipway. */
export type Support = 'yes' | 'no' | 'unverified'

/**
 * Why. `ownClient`: Slipway's client does it, as `slipway prove` tells. `experimental`: it does, and no other tool has been
 * seen to. `throughProfile`: a profile asks for it. `flagSeen`: cfgutil has been seen to take the flag. `flagNotSeen`:
 * nobody has shown one, so that none is offered. `ownInstead`: cfgutil may, and Slipway does it itself. `restoreTools`: only a restore does it. `window`: Apple Configurator's
 * window does it, its command does not. `managementOnly`: a management server does it.
 */
export const capabilitySources = [
  'ownClient',
  'experimental',
  'throughProfile',
  'flagSeen',
  'flagNotSeen',
  'ownInstead',
  'restoreTools',
  'window',
  'managementOnly',
] as const
export type CapabilitySource = (typeof capabilitySources)[number]

type OwnCell = { readonly support: 'yes' | 'no'; readonly source: CapabilitySource }
/** What is proved when `slipway prove --backend configurator` passes; the rest of what it may do stays unverified. */
type ConfiguratorCell = { readonly support: 'no' | 'proved' | 'unverified'; readonly source: CapabilitySource }
type Row = { readonly slipway: OwnCell; readonly configurator: ConfiguratorCell }

const own = { support: 'yes', source: 'ownClient' } as const
const ownNot = (source: CapabilitySource): OwnCell => ({ support: 'no', source })
const proved = { support: 'proved', source: 'flagSeen' } as const
const seen = { support: 'unverified', source: 'flagSeen' } as const
const not = (source: CapabilitySource): ConfiguratorCell => ({ support: 'no', source })

/** What a plan can ask of a backend. Words are in the i18n area `configurator`, by these names. */
export const capabilities = {
  read: { slipway: own, configurator: proved },
  pair: { slipway: own, configurator: proved },
  pairWithIdentity: { slipway: own, configurator: proved },
  activate: { slipway: own, configurator: seen },
  erase: { slipway: own, configurator: proved },
  /** The eSIM stays through an erase: ours asks for it, cfgutil takes it away only with a flag of its own. */
  keepDataPlan: { slipway: own, configurator: seen },
  eraseDataPlan: { slipway: own, configurator: seen },
  restore: { slipway: ownNot('restoreTools'), configurator: seen },
  revive: { slipway: ownNot('restoreTools'), configurator: seen },
  supervise: { slipway: own, configurator: proved },
  forbidPairing: { slipway: own, configurator: seen },
  /** The resolved enrollment address in the one cloud configuration: the Setup Assistant route. */
  enrollmentAddress: { slipway: own, configurator: not('flagNotSeen') },
  skipPanes: { slipway: own, configurator: seen },
  language: { slipway: own, configurator: seen },
  automatedEnrollment: { slipway: { support: 'yes', source: 'experimental' }, configurator: seen },
  addToBusinessManager: { slipway: ownNot('window'), configurator: not('window') },
  installProfile: { slipway: own, configurator: seen },
  installProfileSilently: { slipway: own, configurator: proved },
  removeProfile: { slipway: own, configurator: seen },
  installAppFile: { slipway: own, configurator: seen },
  assignAppLicense: { slipway: ownNot('managementOnly'), configurator: not('window') },
  rename: { slipway: own, configurator: proved },
  wallpaper: { slipway: own, configurator: not('ownInstead') },
  lockScreenMessage: {
    slipway: { support: 'yes', source: 'throughProfile' },
    configurator: { support: 'unverified', source: 'throughProfile' },
  },
  restart: { slipway: own, configurator: seen },
  shutDown: { slipway: own, configurator: seen },
  unlockToken: { slipway: own, configurator: not('ownInstead') },
} as const satisfies Readonly<Record<string, Row>>
export type Capability = keyof typeof capabilities
export const capabilityNames = Object.keys(capabilities) as readonly Capability[]

/** What of this computer decides. `cfgutilVerified`: this very cfgutil passed `slipway prove` here. */
export type BackendFacts = {
  readonly platform: 'darwin' | 'win32' | 'linux' | (string & {})
  readonly cfgutilVerified: boolean
}

export type CapableBackend = {
  readonly backend: Backend
  readonly support: 'yes' | 'unverified'
  readonly source: CapabilitySource
}

/** Whether a backend can do it, whatever is switched on: cfgutil's row is unverified until it passed. */
export function supportOf(backend: Backend, capability: Capability, facts: BackendFacts): Support {
  const row: Row = capabilities[capability]
  if (backend === 'slipway') return row.slipway.support
  const { support } = row.configurator
  if (support === 'no' || facts.platform !== 'darwin') return 'no'
  return support === 'proved' && facts.cfgutilVerified ? 'yes' : 'unverified'
}

/**
 * The backends that may be used for it here and now, Slipway's own first. cfgutil is off until it is verified, and then
 * does what nobody has proved as `unverified`: a plan that takes it has to say so.
 */
export function capableBackends(capability: Capability, facts: BackendFacts): readonly CapableBackend[] {
  return backends.flatMap((backend) => {
    if (backend === 'configurator' && !facts.cfgutilVerified) return []
    const support = supportOf(backend, capability, facts)
    return support === 'no' ? [] : [{ backend, support, source: capabilities[capability][backend].source }]
  })
}

/** Whether cfgutil could do what nothing else here can, once it is verified: worth telling a person. */
export function onlyConfigurator(capability: Capability, facts: BackendFacts): boolean {
  return supportOf('slipway', capability, facts) === 'no' && supportOf('configurator', capability, facts) !== 'no'
}
