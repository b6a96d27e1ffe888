import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { ByteReader } from '../../electron/lib/byte-reader.ts'

describe('a byte reader', () => {
  test('gives exact amounts whatever the chunks were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (bytes, sizes) => {
          const stream = new PassThrough()
          const reader = new ByteReader(stream)
          let at = 0
          for (let turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1
            stream.write(Buffer.from(bytes.subarray(at, at + size)))
            at += size
          }
          const half = Math.floor(bytes.length / 2)
          const read = Buffer.concat([await reader.read(half), await reader.read(bytes.length - half)])
          expect([...read]).toEqual([...bytes])
          stream.destroy()
        },
      ),
      { numRuns: 50 },
    )
  })

  test('says that the stream was closed when bytes are missing', async () => {
    const stream = new PassThrough()
    const reader = new ByteReader(stream)
    stream.end(Buffer.from([1, 2]))
    await expect(reader.read(3)).rejects.toMatchObject({ code: 'stream.closed' })
  })

  test('gives back what was not read, so that another can go on', async () => {
    const stream = new PassThrough()
    const reader = new ByteReader(stream)
    stream.write(Buffer.from([1, 2, 3, 4]))
    await reader.read(2)
    reader.release()
    expect([...(await new ByteReader(stream).read(2))]).toEqual([3, 4])
  })

  test('a cancelled or timed-out wait leaves no timer and no listener behind', async () => {
    const stream = new PassThrough()
    const reader = new ByteReader(stream)
    const setting = vi.spyOn(globalThis, 'setTimeout')
    const clearing = vi.spyOn(globalThis, 'clearTimeout')
    const controller = new AbortController()
    const cancelled = reader.read(1, { timeoutMs: 3_600_000, signal: controller.signal })
    controller.abort()
    await expect(cancelled).rejects.toMatchObject({ code: 'app.cancelled' })
    await expect(reader.read(1, { timeoutMs: 5, what: 'the device' })).rejects.toMatchObject({ code: 'app.timeout' })
    const hour = setting.mock.calls.findIndex(([, ms]) => Number(ms) > 3_500_000)
    const timer: unknown = setting.mock.results[hour]?.value
    expect(timer).toBeDefined()
    expect(clearing.mock.calls.some(([cleared]) => cleared === timer)).toBe(true)
    vi.restoreAllMocks()
    stream.write(Buffer.from([7]))
    expect([...(await reader.read(1))]).toEqual([7])
  })
})
