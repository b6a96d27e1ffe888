import { Writable } from 'node:stream'
import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { shapedWrite } from '../../../../electron/practice/cart/faults/shaped-write.ts'

/** What arrives, packet by packet. */
function wire(): { readonly stream: Duplex; readonly packets: string[] } {
  const packets: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      packets.push(chunk.toString())
      done()
    },
  })
  return { stream: stream as unknown as Duplex, packets }
}

describe('the shape of what a device writes', () => {
  it('is one packet for each frame as long as nothing is wrong', async () => {
    const { stream, packets } = wire()
    const write = shapedWrite(stream, null)
    await Promise.all([write(Buffer.from('first')), write(Buffer.from('second'))])
    expect(packets).toEqual(['first', 'second'])
  })

  it('is several frames in one packet when they are held back', async () => {
    const { stream, packets } = wire()
    const write = shapedWrite(stream, { holdMs: 5 })
    await Promise.all([write(Buffer.from('first')), write(Buffer.from('second'))])
    await write(Buffer.from('third'))
    expect(packets).toEqual(['firstsecond', 'third'])
  })

  it('is small pieces in order when frames are cut', async () => {
    const { stream, packets } = wire()
    const write = shapedWrite(stream, { pieceBytes: 3 })
    await Promise.all([write(Buffer.from('first')), write(Buffer.from('second'))])
    expect(packets).toEqual(['fir', 'st', 'sec', 'ond'])
  })

  it('swallows what is written to a line that is gone', async () => {
    const { stream, packets } = wire()
    stream.destroy()
    await shapedWrite(stream, { pieceBytes: 3 })(Buffer.from('late'))
    await shapedWrite(stream, { holdMs: 1 })(Buffer.from('late'))
    expect(packets).toEqual([])
  })
})
