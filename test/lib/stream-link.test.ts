import { PassThrough, duplexPair } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { streamLink } from '../../electron/lib/stream-link.ts'

const limits = () => ({ frameBytes: 1000, waitingBytes: 10_000, frameMs: 50 })

function frame(body: string | Buffer): Buffer {
  const bytes = Buffer.from(body)
  const header = Buffer.alloc(4)
  header.writeUInt32BE(bytes.length)
  return Buffer.concat([header, bytes])
}

/** Our end of a link, and the bare stream at its other end. */
function open(own = limits()) {
  const [near, far] = duplexPair()
  const link = streamLink(near, own)
  const heard: unknown[] = []
  link.onMessage((message) => heard.push(message))
  const closed = new Promise<void>((resolve) => link.onClose(resolve))
  return { link, far, heard, closed }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 5))

describe('texts over a stream', () => {
  it('arrive whole and in order, however the bytes are cut', async () => {
    const { far, heard } = open()
    const bytes = Buffer.concat(['{"a":1}', '', 'é€😀', 'x'.repeat(1000)].map(frame))
    for (const byte of bytes) far.write(Buffer.from([byte]))
    await settled()
    expect(heard).toEqual(['{"a":1}', '', 'é€😀', 'x'.repeat(1000)])
  })

  it('reach a link of the same kind at the other end', async () => {
    const [near, far] = duplexPair()
    const [one, other] = [streamLink(near, limits()), streamLink(far, limits())]
    one.send('early')
    await settled()
    const heard: unknown[] = []
    other.onMessage((message) => heard.push(message))
    one.send('later')
    await settled()
    expect(heard).toEqual(['early', 'later'])
    const closed = new Promise<void>((resolve) => other.onClose(resolve))
    one.send('last')
    one.close()
    await closed
    expect(heard).toEqual(['early', 'later', 'last'])
  })

  it.for([
    ['more than is taken', frame('x'.repeat(1001)).subarray(0, 8)],
    ['four gigabytes', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n')],
    ['bytes that are no text', frame(Buffer.from([0xc3, 0x28]))],
  ] as const)('end the link when somebody sends %s', async ([, bytes]) => {
    const { far, heard, closed } = open()
    far.write(bytes)
    await closed
    expect(heard).toEqual([])
  })

  it('end the link when a message is begun and not finished, and not when nothing is said for as long', async () => {
    const quiet = open()
    const slow = open()
    slow.far.write(frame('abc').subarray(0, 5))
    await slow.closed
    quiet.far.write(frame('still here'))
    await settled()
    expect(quiet.heard).toEqual(['still here'])
  })

  it('do not pile up for somebody who does not read', async () => {
    const stuck = new PassThrough({ highWaterMark: 1 })
    stuck.pause()
    const link = streamLink(stuck, { ...limits(), frameBytes: 100_000 })
    const closed = new Promise<void>((resolve) => link.onClose(resolve))
    for (let count = 0; count < 20; count += 1) link.send('x'.repeat(1000))
    await closed
  })
})
