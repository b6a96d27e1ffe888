/** `com.apple.syslog_relay`: the device's log as text, from the moment of connecting. */
import { AppError } from '../../../src-shared/errors.ts'
import { openService } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'

export const syslogRelayName = 'com.apple.syslog_relay'

/** A line longer than this is cut there: nothing a device sends may fill the memory. */
const maxLineBytes = 64 * 1024

/**
 * Lines until the signal fires or the device goes. They may hold personal data: show them, do not keep them.
 * @throws AppError when the service cannot be started
 */
export async function* followSyslog(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  options: SessionOptions & { readonly signal: AbortSignal },
): AsyncGenerator<string, void, void> {
  const stream = (await openService(mux, device, record, syslogRelayName, options)).release()
  const onAbort = (): void => void stream.destroy()
  options.signal.addEventListener('abort', onAbort, { once: true })
  try {
    if (!options.signal.aborted) yield* splitLines(stream)
  } catch (error) {
    // A stream that was destroyed or cut ends here as an error of its own.
    if (error instanceof AppError) throw error
  } finally {
    options.signal.removeEventListener('abort', onAbort)
    stream.destroy()
  }
}

/** Messages end in a newline and a NUL; a message of several lines stays one. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      yield lineOf(rest.subarray(0, end))
      rest = rest.subarray(end + 1)
    }
    while (rest.length > maxLineBytes) {
      yield lineOf(rest.subarray(0, maxLineBytes))
      rest = rest.subarray(maxLineBytes)
    }
  }
  if (rest.length > 0) yield lineOf(rest)
}

function lineOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\n+$/, '')
}
