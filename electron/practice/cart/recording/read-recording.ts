import { readFile } from 'node:fs/promises'
import { AppError } from '../../../../src-shared/errors.ts'
import { transcriptHeaderSchema, transcriptLineSchema } from '../../../../src-shared/transcript.ts'
import type { TranscriptLine } from '../../../../src-shared/transcript.ts'
import { plistFromJson } from '../../../apple/plist/json.ts'
import { dictAt, stringAt } from '../../../apple/plist/take.ts'
import { isPlistDict } from '../../../apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../../apple/plist/value.ts'

/** What a device was heard to say in a transcript; of each answer the first one, as it was before anything changed it. */
export type Recording = {
  /** The values anybody may read. */
  readonly open: PlistDict
  /** The values of each domain in a session; the default domain is empty. */
  readonly domains: ReadonlyMap<string, PlistDict>
  /** The whole reply of GetProfileList; null when it was not asked. */
  readonly profiles: PlistDict | null
  /** Null when nothing was stored; undefined when it was not asked. */
  readonly cloudConfiguration: PlistDict | null | undefined
}

const maxBytes = 64 * 1024 * 1024
const mcInstall = 'com.apple.mobile.MCInstall'

/** The first device of a transcript that `slipway trace` wrote. @throws AppError 'prove.transcriptUnreadable', 'app.fileUnreadable' */
export async function readRecording(path: string): Promise<Recording> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('app.fileUnreadable', { path, reason: error.code ?? 'unreadable' }, { cause: error })
  })
  if (text.length > maxBytes) throw unreadable(path, 'it is too large')
  const [header, ...lines] = text.trimEnd().split('\n')
  try {
    transcriptHeaderSchema.parse(JSON.parse(header ?? ''))
    const parsed = lines.map((line) => transcriptLineSchema.parse(JSON.parse(line)))
    return collect(parsed.filter(({ device }) => device === parsed[0]?.device))
  } catch (error) {
    throw unreadable(path, error instanceof AppError ? error.message : 'it is no transcript', error)
  }
}

type Heard = {
  readonly service: string
  readonly request: PlistDict
  readonly reply: PlistDict
  readonly session: boolean
}

function collect(lines: readonly TranscriptLine[]): Recording {
  const domains = new Map<string, Record<string, PlistValue>>()
  const open: Record<string, PlistValue> = {}
  let profiles: PlistDict | null = null
  let cloudConfiguration: PlistDict | null | undefined
  for (const { service, request, reply, session } of exchanges(lines)) {
    const type = stringAt(request, service === mcInstall ? 'RequestType' : 'Request')
    if (service === mcInstall && type === 'GetProfileList') profiles ??= reply
    if (service === mcInstall && type === 'GetCloudConfiguration' && cloudConfiguration === undefined)
      cloudConfiguration = dictAt(reply, 'CloudConfiguration') ?? null
    const value = reply['Value']
    if (service === mcInstall || type !== 'GetValue' || value === undefined) continue
    const domain = stringAt(request, 'Domain') ?? ''
    const into = session ? (domains.get(domain) ?? {}) : open
    if (session) domains.set(domain, into)
    const key = stringAt(request, 'Key')
    const said = key === undefined ? (isPlistDict(value) ? value : {}) : { [key]: value }
    for (const [name, one] of Object.entries(said)) into[name] ??= one
  }
  return { open, domains, profiles, cloudConfiguration }
}

/** Requests with their replies: on each connection they alternate. */
function* exchanges(lines: readonly TranscriptLine[]): Generator<Heard> {
  const asked = new Map<number, PlistDict>()
  const sessions = new Set<number>()
  for (const { connection, from, service, message } of lines) {
    const dict = revealed(plistFromJson(message))
    if (!isPlistDict(dict)) continue
    const request = asked.get(connection)
    if (from === 'host') asked.set(connection, dict)
    else if (request !== undefined) {
      asked.delete(connection)
      if (stringAt(dict, 'SessionID') !== undefined) sessions.add(connection)
      yield { service, request, reply: dict, session: sessions.has(connection) }
    }
  }
}

/** Puts something of the same kind and size where a transcript hid a value. */
function revealed(value: PlistValue): PlistValue {
  if (Array.isArray(value)) return value.map((item: PlistValue) => revealed(item))
  if (!isPlistDict(value)) return value
  const length = typeof value['length'] === 'number' ? Math.min(value['length'], 65_536) : 0
  if (value['$hidden'] === 'data') return Buffer.alloc(length)
  if (value['$hidden'] === 'string') return 'hidden'
  if (value['$hidden'] === 'integer') return 0
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]))
}

function unreadable(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('prove.transcriptUnreadable', { path, reason }, { cause })
}
