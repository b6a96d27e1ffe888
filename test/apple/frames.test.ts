import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { encodeFrame, readFrame, readFrameValue } from '../../electron/apple/lockdown-frame.ts'
import { defaultPlistLimits } from '../../electron/apple/plist/value.ts'
import type { PlistValue } from '../../electron/apple/plist/value.ts'
import { encodeMuxFrame, readMuxFrame, swapPort } from '../../electron/apple/usbmux-frame.ts'
import { ByteReader } from '../../electron/lib/byte-reader.ts'
import { writeBinaryPlist } from './binary-plist-writer.ts'
import { mutated } from './mutations.ts'
import { binaryValue, shape, toDict, xmlValue } from './plist-arbitraries.ts'

const maxMuxBytes = 1024 * 1024
const u32 = fc.integer({ min: 0, max: 0xffff_ffff })
const message = xmlValue.map((value) => toDict([['Value', value]]))
const muxFrame = fc.record({
  version: fc.constantFrom(0, 1),
  message: u32,
  tag: u32,
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
})

/** The sizes of the pieces in which bytes arrive; empty means all at once. */
const cuts = fc.oneof(
  fc.constant([1]),
  fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }),
  fc.constant<number[]>([]),
)

/** A stream that gives its bytes piece by piece, some at once and some a turn later, and then ends. */
function arriving(bytes: Buffer, sizes: readonly number[]): ByteReader {
  let at = 0
  let turn = 0
  const next = (): Buffer | null => {
    if (at >= bytes.length) return null
    const size = sizes[turn++ % Math.max(1, sizes.length)] ?? bytes.length
    at += size
    return bytes.subarray(at - size, at)
  }
  return new ByteReader(
    new Readable({
      read() {
        if (turn % 3 === 0) this.push(next())
        else setImmediate(() => this.push(next()))
      },
    }),
  )
}

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const muxCodes = [null, 'frame.malformed', 'stream.closed', 'stream.tooLarge']
const lockdownCodes = [...muxCodes, 'plist.malformed']

describe('usbmux frames', () => {
  it('come back one after the other, in whatever pieces they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(muxFrame, { minLength: 1, maxLength: 4 }), cuts, async (frames, sizes) => {
        const reader = arriving(Buffer.concat(frames.map(encodeMuxFrame)), sizes)
        for (const frame of frames) expect(await readMuxFrame(reader, maxMuxBytes)).toEqual(frame)
        expect(await codeOf(readMuxFrame(reader, maxMuxBytes))).toBe('stream.closed')
      }),
    )
  })

  it('are refused, not waited for, when the stream ends within one', async () => {
    await fc.assert(
      fc.asyncProperty(muxFrame, fc.nat(), cuts, async (frame, place, sizes) => {
        const bytes = encodeMuxFrame(frame)
        const reader = arriving(bytes.subarray(0, place % bytes.length), sizes)
        expect(await codeOf(readMuxFrame(reader, maxMuxBytes))).toBe('stream.closed')
      }),
    )
  })

  it('made of noise or damaged give a frame or one of three errors', async () => {
    const noise = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))
    const bytes = fc.oneof(noise, mutated(muxFrame.map(encodeMuxFrame)))
    await fc.assert(
      fc.asyncProperty(bytes, cuts, async (received, sizes) => {
        expect(muxCodes).toContain(await codeOf(readMuxFrame(arriving(received, sizes), maxMuxBytes)))
      }),
      { numRuns: 500 },
    )
  })

  it('are refused by the size they announce, before a byte of the body', async () => {
    await fc.assert(
      fc.asyncProperty(u32, async (size) => {
        const header = Buffer.alloc(16)
        header.writeUInt32LE(size)
        header.writeUInt32LE(1, 4)
        const expected = size < 16 ? 'frame.malformed' : size > maxMuxBytes ? 'stream.tooLarge' : 'stream.closed'
        const code = await codeOf(readMuxFrame(arriving(header, []), maxMuxBytes))
        expect(code).toBe(size === 16 ? null : expected)
      }),
      { examples: [[0], [15], [16], [17], [maxMuxBytes], [maxMuxBytes + 1], [0xffff_ffff]] },
    )
  })

  it('swap ports both ways', () => {
    expect(swapPort(62078)).toBe(32498)
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff }), (port) => swapPort(swapPort(port)) === port))
  })
})

describe('lockdown frames', () => {
  it('come back one after the other, in whatever pieces they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 3 }), cuts, async (messages, sizes) => {
        const reader = arriving(Buffer.concat(messages.map((sent) => encodeFrame(sent))), sizes)
        for (const sent of messages) expect(shape(await readFrame(reader))).toBe(shape(sent))
        expect(await codeOf(readFrame(reader))).toBe('stream.closed')
      }),
    )
  })

  it('may carry the binary form and a root that is no dictionary', async () => {
    await fc.assert(
      fc.asyncProperty(binaryValue, cuts, async (value, sizes) => {
        expect(shape(await readFrameValue(arriving(framed(writeBinaryPlist(value)), sizes)))).toBe(shape(value))
      }),
    )
    expect(await codeOf(readFrame(arriving(framed(writeBinaryPlist([])), [])))).toBe('plist.malformed')
  })

  it('made of noise or damaged give a message or one of four errors', async () => {
    const noise = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))
    const damaged = mutated(message.map((sent) => encodeFrame(sent)))
    const inner = mutated(binaryValue.map((value: PlistValue) => writeBinaryPlist(value))).map(framed)
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, noise.map(framed), damaged, inner), cuts, async (received, sizes) => {
        expect(lockdownCodes).toContain(await codeOf(readFrameValue(arriving(received, sizes))))
      }),
      { numRuns: 800 },
    )
  })

  it('are refused by the size they announce, before a byte of the body', async () => {
    const limit = defaultPlistLimits.maxBytes
    await fc.assert(
      fc.asyncProperty(u32, async (size) => {
        const header = Buffer.alloc(4)
        header.writeUInt32BE(size)
        const expected = size === 0 ? 'frame.malformed' : size > limit ? 'stream.tooLarge' : 'stream.closed'
        expect(await codeOf(readFrame(arriving(header, [])))).toBe(expected)
      }),
      { examples: [[0], [1], [limit], [limit + 1], [0xffff_ffff]] },
    )
  })

  it('of many megabytes arrive whole', async () => {
    const data = Buffer.alloc(6 * 1024 * 1024, 'slipway')
    const read = await readFrame(arriving(encodeFrame({ data }), [65_536]))
    expect(Buffer.compare(read['data'] as Uint8Array, data)).toBe(0)
  })
})

function framed(body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}
