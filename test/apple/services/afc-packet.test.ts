import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src-shared/errors.ts'
import { encodeAfcPacket, readAfcPacket, readTexts, writeText } from '../../../electron/apple/services/afc-packet.ts'
import { splitLines } from '../../../electron/apple/services/syslog-relay.ts'
import { ByteReader } from '../../../electron/lib/byte-reader.ts'

function readerOf(...pieces: readonly Uint8Array[]): ByteReader {
  const stream = new PassThrough()
  for (const piece of pieces) stream.write(piece)
  stream.end()
  return new ByteReader(stream)
}

describe('AFC packets', () => {
  it('have the form of the protocol: opening /path for writing', () => {
    const mode = Buffer.from('0300000000000000', 'hex')
    const fixed = Buffer.concat([mode, writeText('/path')])
    const bytes = encodeAfcPacket({ number: 1n, operation: 0x0d, fixed, payload: Buffer.alloc(0) })
    const lengths = '3600000000000000'
    expect(bytes.toString('hex')).toBe(
      `434641364c504141${lengths}${lengths}01000000000000000d0000000000000003000000000000002f7061746800`,
    )
  })

  it('read back, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.uint8Array(), fc.nat(), async (fixed, payload, at) => {
        const packet = { number: 7n, operation: 2, fixed: Buffer.from(fixed), payload: Buffer.from(payload) }
        const bytes = encodeAfcPacket(packet)
        const cut = at % bytes.length
        expect(await readAfcPacket(readerOf(bytes.subarray(0, cut), bytes.subarray(cut)), {})).toEqual(packet)
      }),
    )
  })

  it('of any other form are refused with a typed error, without waiting for what they announce', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), fc.boolean(), async (garbage, withMagic) => {
        const bytes = withMagic ? Buffer.concat([Buffer.from('CFA6LPAA'), garbage]) : garbage
        await expect(readAfcPacket(readerOf(bytes), {})).rejects.toBeInstanceOf(AppError)
      }),
    )
  })

  it('carry lists of texts', () => {
    expect(readTexts(Buffer.from('st_size\x005\0st_ifmt\0S_IFREG\0'))).toEqual(['st_size', '5', 'st_ifmt', 'S_IFREG'])
    expect(readTexts(Buffer.alloc(0))).toEqual([])
  })
})

describe('the log of a device', () => {
  async function lines(chunks: readonly Uint8Array[]): Promise<string[]> {
    const stream = new PassThrough()
    for (const chunk of chunks) stream.write(chunk)
    stream.end()
    const result: string[] = []
    for await (const line of splitLines(stream)) result.push(line)
    return result
  }

  it('is cut at newline and NUL, wherever the pieces end', async () => {
    const bytes = Buffer.from('one\n\0two\nlines\n\0é\n\0')
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await lines([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(['one', 'two\nlines', 'é'])
    }
  })

  it('never grows without end', async () => {
    const result = await lines(Array.from({ length: 40 }, () => Buffer.alloc(10_000, 'x')))
    expect(result.every((line) => line.length <= 65_536)).toBe(true)
    expect(result.join('')).toHaveLength(400_000)
  })
})
