import { parseImports, packageOf, resolveRelative, type Mention } from './imports.ts'

/** Folders and files of the product, longest prefix first where one lies in another. */
export const areas = [
  'src-shared/',
  'renderer/',
  'electron/app-options.ts',
  'electron/app.ts',
  'electron/bench-reader.ts',
  'electron/workbench.ts',
  'electron/configurator-bench.ts',
  'electron/archive.ts',
  'electron/start/',
  'electron/parts/',
  'electron/handlers/',
  'electron/commands/',
  'electron/engine/',
  'electron/steps/',
  'electron/prove/',
  'electron/ledger/',
  'electron/usb/',
  'electron/apple/',
  'electron/configurator/',
  'electron/pki/',
  'electron/profiles/',
  'electron/graph/',
  'electron/abm/',
  'electron/store/',
  'electron/offline/',
  'electron/support/',
  'electron/returns/',
  'electron/practice/',
  'electron/lib/',
  'electron/hosts/',
] as const
export type Area = (typeof areas)[number]

const shared = ['src-shared/', 'electron/lib/']
/** What the two sides of a wire may share: how bytes are written, never what to do with them. */
const codecs = [
  'electron/apple/plist/',
  'electron/apple/usbmux-frame.ts',
  'electron/apple/lockdown-frame.ts',
  'electron/pki/',
  'electron/store/database.ts',
]

/** Prefixes of paths that each area may import besides itself. */
const mayImport: Readonly<Record<Area, readonly string[]>> = {
  'src-shared/': [],
  'renderer/': ['src-shared/'],
  'electron/app-options.ts': [...shared, 'electron/engine/', 'electron/store/', 'electron/usb/'],
  'electron/app.ts': [
    ...shared,
    ...areas.filter((area) => area.startsWith('electron/') && !/hosts|practice/.test(area)),
  ],
  // What app.ts is made of, a file for each part.
  'electron/parts/': [
    ...shared,
    ...areas.filter((area) => area.startsWith('electron/') && !/hosts|practice/.test(area)),
  ],
  // Puts together what a plan asks of tenant, vault and store.
  'electron/bench-reader.ts': [...shared, 'electron/engine/ports', 'electron/graph/'],
  // A second, smaller one, for `prove` and `trace`: no engine but its guard, no tenant.
  'electron/workbench.ts': [
    ...shared,
    'electron/app-options.ts',
    'electron/apple/',
    'electron/engine/guard.ts',
    'electron/prove/',
    'electron/start/',
    'electron/store/',
    'electron/usb/device-hold.ts',
  ],
  // What a data directory remembers, for who only looks at the past.
  'electron/archive.ts': [
    ...shared,
    'electron/handlers/ledger-handlers.ts',
    'electron/ledger/',
    'electron/parts/personal-data.ts',
    'electron/store/',
  ],
  // The same for Apple's cfgutil.
  'electron/configurator-bench.ts': [
    ...shared,
    'electron/app-options.ts',
    'electron/configurator/',
    'electron/engine/guard',
    'electron/pki/pem.ts',
    'electron/prove/harmless-profile.ts',
    'electron/start/',
    'electron/store/',
  ],
  // What happens once, when app.ts puts everything together.
  'electron/start/': [...shared, 'electron/graph/', 'electron/pki/', 'electron/store/', 'electron/steps/hands.ts'],
  'electron/handlers/': [
    ...shared,
    'electron/commands/',
    'electron/engine/',
    'electron/ledger/',
    'electron/store/',
    'electron/graph/',
    'electron/abm/',
    'electron/offline/',
    'electron/pki/',
    'electron/profiles/',
    'electron/returns/',
    'electron/support/',
  ],
  // What a person asks of one device outside a run: hands like the steps', no engine.
  'electron/commands/': [...shared, 'electron/apple/', 'electron/pki/', 'electron/profiles/'],
  'electron/engine/': shared,
  'electron/steps/': [
    ...shared,
    'electron/engine/ports',
    'electron/apple/',
    'electron/configurator/',
    'electron/pki/',
    'electron/profiles/',
    'electron/graph/',
  ],
  // Tries beliefs on a device by hand, past engine and steps; its warrants come from workbench.ts, which asks the guard.
  'electron/prove/': [...shared, 'electron/apple/', 'electron/pki/', 'electron/profiles/'],
  // Tells what happened, out of the engine's changes.
  'electron/ledger/': [...shared, 'electron/engine/ports', 'electron/engine/state', 'electron/store/ledger-'],
  'electron/usb/': [...shared, 'electron/apple/'],
  'electron/apple/': [...shared, 'electron/pki/'],
  'electron/configurator/': shared,
  'electron/pki/': shared,
  'electron/profiles/': [...shared, 'electron/apple/', 'electron/pki/'],
  'electron/graph/': shared,
  // Apple Business Manager: patience with a service, tables and serial numbers are as with Graph.
  'electron/abm/': [
    ...shared,
    'electron/graph/retry.ts',
    'electron/graph/serial.ts',
    'electron/graph/intune/delimited-text.ts',
  ],
  'electron/store/': shared,
  // Devices that come back: what Intune has of them, their codes, and the certificates.
  'electron/returns/': [
    ...shared,
    'electron/graph/',
    'electron/store/',
    'electron/ledger/',
    'electron/engine/ports',
    'electron/engine/state',
    'electron/steps/return-hands.ts',
  ],
  // Files that travel to a bench without network and back.
  'electron/offline/': [...shared, 'electron/graph/', 'electron/store/'],
  // Files for supporters: what makes transcripts fit for other eyes does the same for Slipway's own records.
  'electron/support/': [...shared, 'electron/prove/trace/known-keys.ts', 'electron/prove/trace/pseudonyms.ts'],
  'electron/practice/': [...shared, ...codecs],
  'electron/lib/': ['src-shared/'],
  'electron/hosts/': [
    ...shared,
    'electron/app-options.ts',
    'electron/app.ts',
    'electron/workbench.ts',
    'electron/configurator-bench.ts',
    'electron/archive.ts',
  ],
}

/** Areas that implement the engine's ports, and so may name their types. */
const implementers = ['usb', 'apple', 'configurator', 'pki', 'profiles', 'graph', 'store'].map(
  (name) => `electron/${name}/`,
)
/** What lets a device be erased, prepared or put into recovery, and the function that makes each. */
const warrants: ReadonlyMap<string, string> = new Map([
  ['electron/apple/services/erase-warrant.ts', 'createEraseWarrant'],
  ['electron/apple/services/recovery-warrant.ts', 'createRecoveryWarrant'],
  ['electron/apple/services/removal-warrant.ts', 'createRemovalWarrant'],
  ['electron/graph/tenant-warrant.ts', 'createTenantWarrant'],
  ['electron/configurator/configurator-warrant.ts', 'createConfiguratorWarrant'],
])
const guard = /^electron\/engine\/guard[^/]*\.ts$/

/** Packages by area; where an area is not named, any package will do. */
const packages: Partial<Record<Area, RegExp>> = {
  'src-shared/': /^(zod|i18next)$/,
  'renderer/': /^(?!node:|electron$)/,
  'electron/lib/': /^(node:.*|pino|node-forge)$/,
}

/** The area a file belongs to; undefined outside the product (tests, build). Throws for a folder the table does not know. */
export function areaOf(path: string): Area | undefined {
  const area = areas.find((prefix) => path.startsWith(prefix))
  if (area === undefined && /^(electron|src-shared|renderer)\//.test(path)) {
    throw new Error(`${path} lies in no area of the import table: add its folder there`)
  }
  return area
}

/** Every way in which one file breaks the table, as sentences. */
export function breaches(path: string, source: string): readonly string[] {
  const area = areaOf(path)
  const parsed = parseImports(path, source)
  const reasons = parsed.mentions.flatMap((mention) => breach(path, area, mention) ?? [])
  const say = reasons.map((reason) => `${path}: ${reason}`)
  if (parsed.barrel) say.push(`${path}: only passes on what other files export (a barrel)`)
  const isConfig = /^build\/[^/]+\.ts$|\.config\.ts$/.test(path)
  if (parsed.defaultExport && !isConfig) say.push(`${path}: has a default export`)
  return say
}

function breach(path: string, area: Area | undefined, mention: Mention): string | undefined {
  const { specifier, kind } = mention
  if (area === undefined) return undefined
  if (specifier === undefined) return `a ${kind} of a computed name cannot be checked`
  if (kind === 'require') return `requires ${specifier}: use import`
  const target = resolveRelative(path, specifier)
  if (target !== undefined) return kind === 'url' ? spawned(path, area, target) : imported(path, area, target, mention)
  if (kind === 'url') return undefined
  const name = packageOf(specifier)
  if (name === 'electron') {
    return path.startsWith('electron/hosts/desktop/')
      ? undefined
      : 'imports electron, which only electron/hosts/desktop may'
  }
  return packages[area]?.test(name) === false ? `imports ${name}, which ${area} may not` : undefined
}

function imported(path: string, area: Area, target: string, mention: Mention): string | undefined {
  const maker = warrants.get(target)
  if (maker !== undefined && mention.names.some((name) => name === '*' || name === maker)) {
    return guard.test(path) ? undefined : `takes ${maker}, which only the guard may`
  }
  if (maker !== undefined && guard.test(path)) return undefined
  if (target.startsWith(area) || mayImport[area].some((prefix) => target.startsWith(prefix))) return undefined
  const portTypes = mention.kind === 'type' && target.startsWith('electron/engine/ports')
  if (portTypes && implementers.includes(area)) return undefined
  return `imports ${target}, which ${area} may not`
}

/** Practice programs are only started, by path, and only by the one file made for it. */
function spawned(path: string, area: Area, target: string): string | undefined {
  if (!target.startsWith('electron/practice/')) return undefined
  if (area === 'electron/practice/' || path === 'electron/hosts/practice-world.ts') return undefined
  return `starts ${target}, which only electron/hosts/practice-world.ts may`
}
