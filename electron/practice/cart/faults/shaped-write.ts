import type { Duplex } from 'node:stream'
import type { WireShape } from './line-faults.ts'

export type Write = (bytes: Buffer) => Promise<void>

/** Writes to a stream; resolves once the bytes left. A stream that is gone swallows them. */
export function plainWrite(stream: Duplex): Write {
  return (bytes) =>
    new Promise((resolve) => {
      if (stream.destroyed || stream.writableEnded) return resolve()
      stream.write(bytes, () => resolve())
    })
}

/** As `plainWrite`, in the shape a fault wants. Order is kept. */
export function shapedWrite(stream: Duplex, shape: WireShape | null): Write {
  const write = plainWrite(stream)
  if (shape === null) return write
  return 'holdMs' in shape ? held(write, shape.holdMs) : inPieces(write, shape.pieceBytes)
}

/** Several frames leave as one. */
function held(write: Write, holdMs: number): Write {
  let waiting: Buffer[] = []
  let leaving: Promise<void> | null = null
  return (bytes) => {
    waiting.push(bytes)
    leaving ??= new Promise((resolve) => {
      setTimeout(() => {
        const all = Buffer.concat(waiting)
        waiting = []
        leaving = null
        void write(all).then(resolve)
      }, holdMs)
    })
    return leaving
  }
}

/** A frame arrives in many small pieces, each its own packet. */
function inPieces(write: Write, size: number): Write {
  let last: Promise<void> = Promise.resolve()
  return (bytes) => {
    last = last.then(async () => {
      for (let start = 0; start < bytes.length; start += size) {
        await write(bytes.subarray(start, start + size))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    return last
  }
}
