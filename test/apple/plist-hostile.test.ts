import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { readPlist } from '../../electron/apple/plist/read.ts'
import { defaultPlistLimits } from '../../electron/apple/plist/value.ts'
import type { PlistValue } from '../../electron/apple/plist/value.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { arrayOf, assembleBinaryPlist, sized, writeBinaryPlist } from './binary-plist-writer.ts'
import { mutated } from './mutations.ts'
import { binaryValue, shape, xmlValue } from './plist-arbitraries.ts'

const { maxBytes, maxDepth, maxValues } = defaultPlistLimits
const refusedFor = (reason: RegExp): Error =>
  expect.objectContaining({ code: 'plist.malformed', message: expect.stringMatching(reason) as string }) as Error

/** A value whose dictionaries have no prototype, or the one refusal; anything else fails. */
function readOrRefuse(bytes: Uint8Array): PlistValue | null {
  try {
    const value = readPlist(bytes)
    shape(value)
    return value
  } catch (error) {
    if (error instanceof AppError && error.code === 'plist.malformed') return null
    throw error
  }
}

describe('bytes from anywhere are read or refused with one error', () => {
  const objectKeys = (): readonly PropertyKey[] => Reflect.ownKeys(Object.prototype)

  it('when they are noise', () => {
    const before = objectKeys()
    const start = fc.constantFrom('', 'bplist00', '<?xml', '<plist version="1.0">', '<plist><dict>', '<plist><data>')
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (prefix, noise) => {
        readOrRefuse(Buffer.concat([Buffer.from(prefix), noise]))
      }),
      { numRuns: 2000 },
    )
    expect(objectKeys()).toEqual(before)
  })

  it('when they are pieces of XML in any order', () => {
    const tags = 'dict array key string integer data date real true'.split(' ')
    const piece = fc.constantFrom(
      ...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag}/>`]),
      ...'<!-- --> <![CDATA[ ]]> &amp; &#0; &#x41; & __proto__ constructor 1 - nan < > / </plist>'.split(' '),
      ' ',
      '\n',
    )
    const run = fc.array(piece, { maxLength: 40 })
    let read = 0
    fc.assert(
      fc.property(run, (pieces) => {
        if (readOrRefuse(Buffer.from(`<plist>${pieces.join('')}</plist>`)) !== null) read += 1
      }),
      { numRuns: 3000, examples: [[['<dict>', '<key>', '__proto__', '</key>', '<true/>', '</dict>']]] },
    )
    expect(read).toBeGreaterThan(0)
  })

  it('when a good XML file was damaged', () => {
    let read = 0
    let refused = 0
    fc.assert(
      fc.property(mutated(xmlValue.map((value) => writePlist(value))), (bytes) => {
        if (readOrRefuse(bytes) === null) refused += 1
        else read += 1
      }),
      { numRuns: 2000 },
    )
    expect(Math.min(read, refused)).toBeGreaterThan(20)
  })

  it('when a good binary file was damaged', () => {
    const before = objectKeys()
    let read = 0
    let refused = 0
    fc.assert(
      fc.property(mutated(binaryValue.map((value) => writeBinaryPlist(value, { refSize: 2 }))), (bytes) => {
        if (readOrRefuse(bytes) === null) refused += 1
        else read += 1
      }),
      { numRuns: 3000 },
    )
    expect(Math.min(read, refused)).toBeGreaterThan(0)
    expect(objectKeys()).toEqual(before)
  })
})

describe('size and depth have limits', () => {
  const nested = (depth: number): Buffer =>
    Buffer.from(`<plist>${'<array>'.repeat(depth)}${'</array>'.repeat(depth)}</plist>`)
  const nestedBinary = (depth: number): Buffer =>
    assembleBinaryPlist(
      Array.from({ length: depth }, (_, index) =>
        index === depth - 1 ? Buffer.from([0xa0]) : arrayOf([index + 1], 4),
      ),
      { refSize: 4 },
    )

  it.each([
    ['XML', nested],
    ['binary', nestedBinary],
  ])('%s is read to the deepest level allowed and refused below', (_form, make) => {
    expect(Array.isArray(readPlist(make(maxDepth + 1)))).toBe(true)
    expect(() => readPlist(make(maxDepth + 2))).toThrow(refusedFor(/nested too deeply/))
    expect(() => readPlist(make(20_000))).toThrow(refusedFor(/nested too deeply/))
  })

  it('what may be read may be written, no deeper', () => {
    const deepest = readPlist(nested(maxDepth + 1))
    expect(shape(readPlist(writePlist(deepest)))).toBe(shape(deepest))
    expect(() => writePlist([deepest])).toThrow(refusedFor(/nested too deeply/))
  })

  it('reads data and texts of many megabytes in both forms', () => {
    const data = new Uint8Array(8 * 1024 * 1024).map((_, index) => index)
    const text = 'é'.repeat(3 * 1024 * 1024)
    for (const file of [writePlist([data]), writeBinaryPlist([data])])
      expect(Buffer.compare((readPlist(file) as Uint8Array[])[0] ?? new Uint8Array(), data)).toBe(0)
    for (const file of [writePlist([text]), writeBinaryPlist([text])]) expect(readPlist(file)).toEqual([text])
  })

  it('reads a hundred thousand values and refuses more than it may hold', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => index)
    expect(readPlist(writePlist(many))).toEqual(many)
    expect(readPlist(writeBinaryPlist(many))).toEqual(many)
    expect(() => readPlist(Buffer.from(`<plist><array>${'<true/>'.repeat(maxValues)}</array></plist>`))).toThrow(
      refusedFor(/too many values/),
    )
  })

  it('refuses a file over the limit before it looks at it', () => {
    expect(() => readPlist(Buffer.alloc(maxBytes + 1))).toThrow(refusedFor(/bytes are more than/))
  })
})

describe('a small binary file cannot become a large value', () => {
  const objects = 120

  it('by arrays of arrays of arrays', () => {
    const levels = Array.from({ length: 60 }, (_, index) =>
      arrayOf(
        Array.from({ length: 10 }, () => index + 1),
        2,
      ),
    )
    const file = assembleBinaryPlist([...levels, Buffer.from([0x09])])
    expect(() => readPlist(file)).toThrow(refusedFor(/too many values/))
  })

  it('by one long array that holds itself', () => {
    const wide = assembleBinaryPlist(
      [
        arrayOf(
          Array.from({ length: maxValues - 10 }, () => 0),
          1,
        ),
      ],
      { refSize: 1 },
    )
    expect(() => readPlist(wide)).toThrow(refusedFor(/too many values/))
  })

  it('by one long text that is meant a hundred thousand times', () => {
    const long = Buffer.concat([sized(0x5, 1_000_000), Buffer.alloc(1_000_000, 'a')])
    const file = assembleBinaryPlist([
      arrayOf(
        Array.from({ length: 100_000 }, () => 1),
        2,
      ),
      long,
    ])
    expect(() => readPlist(file)).toThrow(refusedFor(/unfolds/))
  })

  it('by many pieces of data that overlap', () => {
    // Each object begins a little later in the same bytes, which are all the head of a megabyte of data.
    const head = Buffer.from('4f12000fff00', 'hex')
    const area = Buffer.concat([Buffer.alloc(objects * head.length, head), Buffer.alloc(1_100_000)])
    const root = arrayOf(
      Array.from({ length: objects }, (_, index) => index + 1),
      2,
    )
    const file = assembleBinaryPlist([
      root,
      ...Array.from({ length: objects }, (_, index) => area.subarray(index * 6, index * 6 + 6)),
      area,
    ])
    expect(() => readPlist(file)).toThrow(refusedFor(/unfolds/))
  })
})
