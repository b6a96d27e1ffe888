import * as z from 'zod'
import { cableFacts } from './device.ts'

/** What goes on, or what somebody has to do, while a command is under way. */
export const commandPhase = z.enum([
  'queued',
  'waitingForTrust',
  'locked',
  'uploading',
  'installing',
  'waitingForInstall',
  'restartingInterface',
])
export type CommandPhase = z.infer<typeof commandPhase>

/** `percent` is of this phase; null where nobody can say. */
const progress = z.object({ kind: z.literal('progress'), phase: commandPhase, percent: z.number().nullable() })
export type CommandProgress = z.infer<typeof progress>

/** One item of a command's stream; `done` is the last. Whoever stops listening cancels the command at its next safe point. */
export type CommandItem<R> = CommandProgress | { readonly kind: 'done'; readonly result: R }

const line = z.object({ kind: z.literal('line'), text: z.string() })
/** One item of a device's log or of its notifications: they go on until nobody listens any more. */
export type LineItem = CommandProgress | z.infer<typeof line>

const device = z.object({ udid: z.string().min(1).max(64) })

function command<I extends z.ZodRawShape, R extends z.ZodType>(input: I, result: R) {
  const item = z.discriminatedUnion('kind', [progress, z.object({ kind: z.literal('done'), result })])
  return { kind: 'stream', input: device.extend(input), item } as const
}

function lines<I extends z.ZodRawShape>(input: I) {
  return { kind: 'stream', input: device.extend(input), item: z.discriminatedUnion('kind', [progress, line]) } as const
}

/** A property list in the JSON form of electron/apple/plist/json.ts. */
export type PlistJson = string | number | boolean | null | readonly PlistJson[] | { readonly [key: string]: PlistJson }
const json: z.ZodType<PlistJson, PlistJson> = z.json()

const done = z.object({})
/** Standard base64 of at most about 2 MB: a message of the contract has its limit, too. */
const bytes = z.base64().max(2_800_000)
const shortText = z.string().min(1).max(255)

export const batteryView = z.object({
  /** Percent of the charge it holds now. */
  percent: z.number().nullable(),
  cycles: z.number().nullable(),
  /** Degrees Celsius. */
  temperature: z.number().nullable(),
  charging: z.boolean().nullable(),
  /** Percent of the capacity it had when it was new. */
  health: z.number().nullable(),
})

export const deviceProfile = z.object({
  identifier: z.string(),
  displayName: z.string(),
  uuid: z.string().nullable(),
  version: z.number().nullable(),
  organization: z.string().nullable(),
  description: z.string().nullable(),
  active: z.boolean(),
  removalDisallowed: z.boolean(),
})

export const deviceApp = z.object({
  bundleId: z.string(),
  name: z.string().nullable(),
  version: z.string().nullable(),
  kind: z.string().nullable(),
})

/** How a profile gets there. `silent` proves the organization's supervision identity; `afterSetup` keeps it for later. */
export const profileWay = z.enum(['ask', 'silent', 'afterSetup'])
export type ProfileWay = z.infer<typeof profileWay>

/** 1, 2 or both, as the device's own settings name them. */
export const wallpaperScreen = z.enum(['lock', 'home', 'both'])

/**
 * What a person may ask of one device, outside a run. Commands on one device wait for each other, and a device that a
 * run works on refuses (`stage.busy`). Property lists travel in the JSON form of electron/apple/plist/json.ts.
 */
export const deviceContract = {
  /** Everything worth knowing; unpaired devices tell strangers less. Asks nobody to tap. */
  'device.facts': command({}, z.object({ paired: z.boolean(), facts: cableFacts })),
  /** Raw values of lockdownd; without a key, everything readable in the domain. */
  'device.values': command({ domain: shortText.nullable(), key: shortText.nullable() }, z.object({ value: json })),
  /** `supervised` proves the supervision identity, so that a device of ours asks nobody to tap. */
  'device.pair': command({ supervised: z.boolean() }, z.object({ made: z.boolean() })),
  /** `everyHost` makes the device forget all computers it trusts. */
  'device.unpair': command({ everyHost: z.boolean() }, done),
  'device.validate': command({}, z.object({ pairing: z.enum(['honored', 'forgotten', 'none']) })),
  'device.rename': command({ name: z.string().max(255) }, z.object({ name: z.string() })),
  'device.setLanguage': command(
    { language: shortText.nullable(), locale: shortText.nullable() },
    z.object({ changed: z.boolean() }),
  ),
  /** Devices take a time zone in Setup Assistant only; later they say yes and keep their own. */
  'device.setTimeZone': command(
    { timeZone: shortText },
    z.object({ timeZone: z.string().nullable(), honored: z.boolean() }),
  ),
  'device.setWifiPower': command({ on: z.boolean() }, done),
  'device.battery': command({}, batteryView),
  'device.restart': command({}, done),
  'device.shutDown': command({}, done),
  /** `typedSerial`: the last four characters of the serial number, as a person typed them. */
  'device.enterRecovery': command({ typedSerial: z.string().max(20) }, done),
  'device.activate': command({}, z.object({ activated: z.boolean() })),
  'device.profiles': command({}, z.object({ profiles: z.array(deviceProfile), storedForLater: z.string().nullable() })),
  'device.addProfile': command(
    { profile: bytes, way: profileWay },
    z.object({ identifier: z.string().nullable(), outcome: z.enum(['installed', 'already', 'stored']) }),
  ),
  /** `typedSerial` as for recovery: the profile may be the one that holds the device's management. */
  'device.removeProfile': command({ identifier: shortText, typedSerial: z.string().max(20) }, done),
  'device.cloudConfiguration': command({}, z.object({ configuration: json.nullable() })),
  /** Automated Device Enrollment by cable; experimental until a real device has shown it. */
  'device.automatedEnrollment': command(
    { credentials: z.object({ userName: shortText, password: z.string().max(255) }).nullable() },
    done,
  ),
  'device.apps': command({ all: z.boolean() }, z.object({ apps: z.array(deviceApp) })),
  /** `path` is absolute, on the computer that holds the cable. */
  'device.installApp': command(
    { path: z.string().min(1).max(4096) },
    z.object({ bundleId: z.string(), name: z.string().nullable(), version: z.string().nullable() }),
  ),
  'device.removeApp': command({ bundleId: shortText }, done),
  'device.icons': command({}, z.object({ layout: json })),
  /** A layout as `device.icons` gave it, rearranged. */
  'device.arrangeIcons': command({ layout: json }, done),
  'device.iconImage': command({ bundleId: shortText }, z.object({ png: z.string() })),
  /** PNG. */
  'device.wallpaper': command({ screen: z.enum(['lock', 'home']) }, z.object({ png: z.string() })),
  /** JPEG or PNG; needs a device supervised by our organization. */
  'device.setWallpaper': command({ image: bytes, screen: wallpaperScreen }, done),
  /** Fetches the token that can remove a passcode later, and keeps it sealed. Only while no passcode is set. */
  'device.keepUnlockToken': command({}, done),
  'device.clearPasscode': command({}, done),
  'device.clearScreenTimeCode': command({}, done),
  'device.syslog': lines({}),
  'device.notifications': lines({ names: z.array(shortText).min(1).max(50) }),
} as const
