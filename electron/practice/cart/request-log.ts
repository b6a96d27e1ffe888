import { stringAt } from '../../apple/plist/take.ts'
import { isPlistDict, PlistReal, PlistUid } from '../../apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../apple/plist/value.ts'
import type { PracticeDevice } from './practice-device.ts'

/** What a host asked of a device, without any value: pair records and profiles hold secrets. */
export type HeardRequest = {
  /** Apple's name of the service; `lockdown` for lockdownd itself. */
  readonly service: string
  /** The request and what it is about: `GetValue com.apple.international/Language`, `StartService com.apple.afc`. */
  readonly name: string
  /** Every other key by its path, with the kind of its value. */
  readonly keys: Readonly<Record<string, string>>
}

const longest = 2_000
const logs = new WeakMap<PracticeDevice, HeardRequest[]>()

/** Oldest first; erasing a device does not empty it. */
export function requestsOf(device: PracticeDevice): readonly HeardRequest[] {
  return logs.get(device) ?? []
}

export function noteRequest(device: PracticeDevice, heard: HeardRequest): void {
  const log = logs.get(device) ?? []
  if (log.length >= longest) log.shift()
  log.push(heard)
  logs.set(device, log)
}

/** Each service names its requests under a key of its own; these and what they are about are names, never secrets. */
const nameKeys = ['RequestType', 'Request', 'Command', 'command', 'MessageType'] as const
const aboutKeys = ['Service', 'Name', 'Domain', 'Key'] as const

export function noteMessage(device: PracticeDevice, service: string, message: PlistDict): void {
  const nameKey = nameKeys.find((key) => stringAt(message, key) !== undefined)
  const about = aboutKeys.filter((key) => stringAt(message, key) !== undefined)
  const what = about.map((key) => stringAt(message, key) ?? '').join('/')
  const name = [nameKey === undefined ? '' : (stringAt(message, nameKey) ?? ''), what].filter((word) => word !== '')
  const named: ReadonlySet<string> = new Set<string>([...about, ...(nameKey === undefined ? [] : [nameKey])])
  const rest = Object.entries(message).filter(([key]) => !named.has(key))
  const keys = rest.flatMap(([key, value]) => flat(key, value)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  noteRequest(device, { service, name: name.join(' '), keys: Object.fromEntries(keys) })
}

function flat(path: string, value: PlistValue): readonly (readonly [string, string])[] {
  if (!isPlistDict(value)) return [[path, kindOf(value)]]
  const inside = Object.entries(value)
  return inside.length === 0 ? [[path, 'dict']] : inside.flatMap(([key, item]) => flat(`${path}.${key}`, item))
}

function kindOf(value: Exclude<PlistValue, PlistDict>): string {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Uint8Array) return 'data'
  if (value instanceof Date) return 'date'
  if (value instanceof PlistReal) return 'real'
  if (value instanceof PlistUid) return 'uid'
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : 'integer'
}
