/**
 * Where a flag or subcommand of Apple's cfgutil was seen. `usage`: its usage text or manual page, as quoted in public.
 * `script`: public programs that administrators run. `fieldNotes`: a session log of somebody who used it by hand.
 * Apple publishes no reference on the web, so that nothing here is better than seen.
 */
export const flagSources = ['usage', 'script', 'fieldNotes'] as const
export type FlagSource = (typeof flagSources)[number]

type FlagRow = { readonly takes: 'nothing' | 'value'; readonly source: FlagSource }
type VerbRow = {
  readonly source: FlagSource
  readonly operands: readonly [fewest: number, most: number]
  readonly flags: Readonly<Record<string, FlagRow>>
}

const nothing = (source: FlagSource): FlagRow => ({ takes: 'nothing', source })
const value = (source: FlagSource): FlagRow => ({ takes: 'value', source })
const plain = (source: FlagSource, operands: VerbRow['operands'] = [0, 0]): VerbRow => ({ source, operands, flags: {} })

/** Flags in front of the subcommand. */
export const globalFlags = {
  '--format': value('usage'),
  '--timeout': value('script'),
  '--certificate': value('usage'),
  '--private-key': value('usage'),
  '--ecid': value('usage'),
} as const satisfies Readonly<Record<string, FlagRow>>
export type GlobalFlag = keyof typeof globalFlags

/** Panes that `prepare` leaves out, as one 2025 command named them; those of Apple TV alone are not offered. */
export const skipFlags = [
  '--skip-accessibility-appearance',
  '--skip-action-button',
  '--skip-all',
  '--skip-android',
  '--skip-app-store',
  '--skip-appearance',
  '--skip-apple-intelligence',
  '--skip-appleid',
  '--skip-applepay',
  '--skip-camera-controls',
  '--skip-diagnostics',
  '--skip-dictation-setup',
  '--skip-feature-highlights',
  '--skip-home-button',
  '--skip-imessage-and-facetime',
  '--skip-intended-user',
  '--skip-keyboard-setup',
  '--skip-language',
  '--skip-location',
  '--skip-multitasking',
  '--skip-passcode',
  '--skip-phone-number-permission',
  '--skip-preferred-language-setup',
  '--skip-privacy',
  '--skip-region',
  '--skip-restore',
  '--skip-restore-completed',
  '--skip-safety',
  '--skip-screentime',
  '--skip-sim-setup',
  '--skip-siri',
  '--skip-software-update',
  '--skip-terms-of-address',
  '--skip-touchid',
  '--skip-true-tone',
  '--skip-update-completed',
  '--skip-watch-migration',
  '--skip-web-content-filtering',
  '--skip-welcome',
  '--skip-zoom',
] as const
export type SkipFlag = (typeof skipFlags)[number]

/** Every subcommand Slipway may call, and every flag it may give it. What is not here is never passed. */
export const verbFlags = {
  version: plain('script'),
  list: plain('usage'),
  get: plain('usage', [1, 64]),
  pair: plain('fieldNotes'),
  unpair: plain('script'),
  activate: plain('usage'),
  prepare: {
    source: 'fieldNotes',
    operands: [0, 0],
    flags: {
      '--dep': nothing('script'),
      '--supervised': nothing('fieldNotes'),
      '--name': value('fieldNotes'),
      '--host-cert': value('fieldNotes'),
      '--forbid-pairing': nothing('script'),
      '--language': value('script'),
      '--locale': value('script'),
      ...Object.fromEntries(skipFlags.map((flag) => [flag, nothing('fieldNotes')])),
    },
  },
  erase: { source: 'script', operands: [0, 0], flags: { '--esim': nothing('script') } },
  restore: { source: 'usage', operands: [0, 0], flags: { '--ipsw': value('usage') } },
  revive: plain('fieldNotes'),
  'install-profile': plain('script', [1, 1]),
  'remove-profile': plain('script', [1, 1]),
  'install-app': plain('script', [1, 1]),
  rename: plain('script', [1, 1]),
  restart: plain('usage'),
  'shut-down': plain('script'),
} as const satisfies Readonly<Record<string, VerbRow>>
export type Verb = keyof typeof verbFlags

/** The row of a subcommand, without the literal types of the table. */
export function verbRow(verb: Verb): VerbRow {
  return verbFlags[verb]
}
