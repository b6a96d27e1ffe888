import { AppError } from '../../../../src-shared/errors.ts'
import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { noteMessage } from '../request-log.ts'
import type { LockdownLine } from './line.ts'
import { pair, resetPairing, unpair, validatePair } from './pairing.ts'
import { LockdownRefusal } from './refusal.ts'
import { enterRecovery, startService, startSession, stopSession } from './sessions.ts'
import { getValue, removeValue, setValue } from './value-requests.ts'

/** An idle connection without a session is dropped after about so long. */
const idleMs = 10_000

/** A reply, and what follows once it is out: TLS up, TLS down, the end of the line. */
export type LockdownReply = { readonly reply: PlistInputDict; readonly after?: () => Promise<'stop' | 'continue'> }
type Handler = (line: LockdownLine, request: PlistDict) => LockdownReply | Promise<LockdownReply>

const plain =
  (handler: (line: LockdownLine, request: PlistDict) => PlistInputDict | Promise<PlistInputDict>): Handler =>
  async (line, request) => ({ reply: await handler(line, request) })

const handlers: Readonly<Record<string, Handler>> = {
  QueryType: plain(() => ({ Type: 'com.apple.mobile.lockdown' })),
  GetValue: plain(getValue),
  SetValue: plain(setValue),
  RemoveValue: plain(removeValue),
  Pair: plain(pair),
  ValidatePair: plain(validatePair),
  Unpair: plain(unpair),
  ResetPairing: plain(resetPairing),
  StartSession: startSession,
  StopSession: stopSession,
  StartService: plain(startService),
  EnterRecovery: enterRecovery,
  Goodbye: () => ({ reply: { Result: 'Success' }, after: () => Promise.resolve('stop' as const) }),
}

/** lockdownd on one connection, until the host goes or says Goodbye. */
export async function serveLockdown(device: PracticeDevice, connection: Connection): Promise<void> {
  const line: LockdownLine = { device, connection, session: null, supervisedPairing: null }
  for (;;) {
    const request = await nextRequest(line)
    if (request === null) return
    noteMessage(device, 'lockdown', request)
    const { reply, after } = await answer(line, request)
    await connection.send(reply)
    if (after !== undefined && (await after()) === 'stop') return
  }
}

async function nextRequest({ connection, session }: LockdownLine): Promise<PlistDict | null> {
  try {
    return await connection.read(session === null ? { timeoutMs: idleMs } : {})
  } catch (error) {
    // The host is gone, or said nothing for too long.
    if (error instanceof AppError && (error.code === 'stream.closed' || error.code === 'app.timeout')) return null
    throw error
  }
}

/** Every reply repeats `Request`: programs refuse one that does not. */
async function answer(line: LockdownLine, request: PlistDict): Promise<LockdownReply> {
  const name = stringAt(request, 'Request') ?? ''
  const echo = { ...echoed(request), Request: name }
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (handler === undefined) return { reply: { ...echo, Error: 'InvalidResponse' } }
  try {
    const answered = await handler(line, request)
    return { ...answered, reply: { ...echo, ...answered.reply } }
  } catch (error) {
    if (!(error instanceof LockdownRefusal)) throw error
    return { reply: { ...echo, Error: error.error, ...error.extra } }
  }
}

function echoed(request: PlistDict): PlistInputDict {
  return { Domain: stringAt(request, 'Domain'), Key: stringAt(request, 'Key') }
}
