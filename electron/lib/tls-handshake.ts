import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { AppError } from '../../src-shared/errors.ts'

const defaultHandshakeMs = 30_000

/**
 * Waits for the one outcome of a handshake: the returned function takes it, and a stream that goes away or a time-out
 * come before it. Anything but success destroys the stream and becomes AppError 'tls.handshake'.
 */
export function handshakeGuard(
  socket: Duplex,
  timeoutMs = defaultHandshakeMs,
  resolve: (tls: TLSSocket) => void,
  reject: (error: AppError) => void,
): (outcome: TLSSocket | Error) => void {
  let settled = false
  const onClose = () => settle(new Error('closed'))
  const timer = setTimeout(() => settle(new Error('timeout')), timeoutMs)
  const settle = (outcome: TLSSocket | Error) => {
    if (settled) return
    settled = true
    clearTimeout(timer)
    socket.off('close', onClose)
    if (!(outcome instanceof Error)) return resolve(outcome)
    // The stream's own late errors have nobody left to hear them.
    socket.on('error', () => {})
    socket.destroy()
    reject(new AppError('tls.handshake', { reason: handshakeReason(outcome) }))
  }
  socket.once('close', onClose)
  return settle
}

/** What a stream says when its other end went away rather than answered. */
const goneCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'])

/** A code or a few words, never OpenSSL's line with its file names and thread numbers. */
function handshakeReason(error: Error & { code?: string; reason?: string }): string {
  const reason = error.code ?? error.reason ?? error.message
  return goneCodes.has(reason) ? 'closed' : reason
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value))
}
