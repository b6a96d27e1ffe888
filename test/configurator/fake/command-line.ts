/**
 * What the stand-in takes. Written down from what was seen of Apple's program (usage text, public scripts, a session
 * log), and on purpose without a look at Slipway's own table: each has to be right by itself.
 */
const globals = {
  value: ['-C', '--certificate', '-K', '--private-key', '-e', '--ecid', '--format', '--timeout'],
  alone: ['-f', '--foreach', '--progress', '-v', '--verbose'],
}

const panes =
  `accessibility-appearance action-button all android app-store appearance apple-intelligence appleid applepay
  camera-controls diagnostics dictation-setup feature-highlights home-button imessage-and-facetime intended-user
  keyboard-setup language location multitasking passcode phone-number-permission preferred-language-setup privacy region
  restore restore-completed safety screen-saver screentime sim-setup siri software-update tap-to-setup terms-of-address
  touchid true-tone tv-home-screen-sync tv-provider update-completed watch-migration web-content-filtering welcome
  where-is-this-apple-tv zoom`.split(/\s+/)

type Grammar = {
  readonly alone?: readonly string[]
  readonly value?: readonly string[]
  readonly words?: number | 'some'
}

const grammar: Readonly<Record<string, Grammar>> = {
  version: {},
  help: {},
  list: {},
  get: { words: 'some' },
  pair: {},
  unpair: {},
  activate: {},
  backup: {},
  prepare: {
    alone: ['--dep', '--supervised', '--forbid-pairing', ...panes.map((pane) => `--skip-${pane}`)],
    value: ['--name', '--host-cert', '--language', '--locale'],
  },
  erase: { alone: ['--esim'] },
  restore: { value: ['-I', '--ipsw'] },
  revive: {},
  'install-profile': { words: 1 },
  'remove-profile': { words: 1 },
  'install-app': { words: 1 },
  rename: { words: 1 },
  restart: {},
  'shut-down': {},
}

const longNames: Readonly<Record<string, string>> = {
  '-C': '--certificate',
  '-K': '--private-key',
  '-e': '--ecid',
  '-f': '--foreach',
  '-v': '--verbose',
  '-I': '--ipsw',
}

export type CommandLine = {
  readonly verb: string
  readonly globals: ReadonlyMap<string, readonly string[]>
  readonly flags: ReadonlyMap<string, readonly string[]>
  readonly words: readonly string[]
}

/** The parsed command line, or the sentence why it is refused. */
export function readCommandLine(argv: readonly string[]): CommandLine | string {
  const before = takeFlags(argv, globals)
  if (typeof before === 'string') return before
  const [verb = '', ...rest] = before.rest
  const known = grammar[verb]
  if (known === undefined) return `"${verb}" is not a cfgutil command`
  const after = takeFlags(rest, { alone: known.alone ?? [], value: known.value ?? [] })
  if (typeof after === 'string') return `${verb}: ${after}`
  const late = after.rest.find((word) => word.startsWith('-'))
  if (late !== undefined) return `${verb}: unrecognized option ${late}`
  const { words = 0 } = known
  const fits = words === 'some' ? after.rest.length > 0 : after.rest.length === words
  if (!fits) return `${verb}: ${after.rest.length} arguments`
  return { verb, globals: before.found, flags: after.found, words: after.rest }
}

function takeFlags(
  argv: readonly string[],
  known: { readonly alone: readonly string[]; readonly value: readonly string[] },
) {
  const found = new Map<string, readonly string[]>()
  let at = 0
  for (; at < argv.length; at++) {
    const name = argv[at]!
    if (!name.startsWith('-')) break
    const long = longNames[name] ?? name
    if (known.alone.includes(name)) {
      found.set(long, [])
      continue
    }
    if (!known.value.includes(name)) return `unrecognized option ${name}`
    const value = argv[++at]
    if (value === undefined) return `${name} needs a value`
    found.set(long, [...(found.get(long) ?? []), value])
  }
  return { found, rest: argv.slice(at) }
}
