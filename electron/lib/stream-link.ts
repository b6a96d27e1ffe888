import type { Duplex } from 'node:stream'
import type { Link } from '../../src-shared/rpc.ts'

export type StreamLinkLimits = {
  /** Bytes of one message in either direction. */
  frameBytes: number
  /** Bytes that may wait for a reader that does not read. */
  readonly waitingBytes: number
  /** How long a message may take from its first byte to its last. */
  readonly frameMs: number
}

const headerBytes = 4
/** What is written may still be read by the other end; then it is over. */
const lingerMs = 2_000

/**
 * Texts over a stream of bytes, such as a local socket: each with its length in UTF-8 before it (four bytes, most
 * significant first). Whoever announces too much, sends no UTF-8, stops in the middle of a message or does not read is
 * cut off. `limits.frameBytes` may be changed while the link is open.
 */
export function streamLink(stream: Duplex, limits: StreamLinkLimits): Link {
  let listener: ((message: unknown) => void) | null = null
  const early: string[] = []
  const closeListeners: (() => void)[] = []
  let closed = false

  const end = (): void => {
    if (closed) return
    closed = true
    clearTimeout(patience)
    for (const tell of closeListeners) tell()
  }
  const cut = (): void => {
    end()
    stream.destroy()
  }
  let patience: NodeJS.Timeout | undefined
  const frames = frameReader(limits)
  stream.on('data', (chunk: Buffer) => {
    if (closed) return
    clearTimeout(patience)
    const texts = frames.read(chunk)
    for (const text of texts ?? []) {
      if (listener === null) early.push(text)
      else listener(text)
    }
    if (texts === null) cut()
    else if (frames.isWithin() && !closed) patience = setTimeout(cut, limits.frameMs).unref()
  })
  stream.on('error', cut).on('close', end).on('end', cut)

  return {
    send: (text) => {
      if (closed) return
      const body = Buffer.from(text, 'utf8')
      const header = Buffer.alloc(headerBytes)
      header.writeUInt32BE(body.length)
      stream.cork()
      stream.write(header)
      stream.write(body)
      stream.uncork()
      if (stream.writableLength > limits.waitingBytes) cut()
    },
    onMessage: (listen) => {
      listener = listen
      for (const text of early.splice(0)) listen(text)
    },
    onClose: (listen) => {
      if (closed) listen()
      else closeListeners.push(listen)
    },
    close: () => {
      end()
      stream.end()
      const timer = setTimeout(() => stream.destroy(), lingerMs).unref()
      stream.once('finish', () => {
        clearTimeout(timer)
        stream.destroy()
      })
    },
  }
}

/** Gathers bytes until a message is whole; memory grows with what has come, not with what was announced. */
function frameReader(limits: { readonly frameBytes: number }) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let chunks: Buffer[] = []
  let gathered = 0
  const take = (size: number): Buffer => {
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    chunks = [all.subarray(size)]
    gathered -= size
    return all.subarray(0, size)
  }
  let wanted: number | null = null
  return {
    isWithin: (): boolean => wanted !== null || gathered > 0,
    /** The messages that are whole now; null when this is not our protocol. */
    read: (chunk: Buffer): string[] | null => {
      chunks.push(chunk)
      gathered += chunk.length
      const texts: string[] = []
      for (;;) {
        if (wanted === null) {
          if (gathered < headerBytes) return texts
          wanted = take(headerBytes).readUInt32BE()
        }
        if (wanted > limits.frameBytes) return null
        if (gathered < wanted) return texts
        try {
          texts.push(decoder.decode(take(wanted)))
        } catch {
          return null
        }
        wanted = null
      }
    },
  }
}
