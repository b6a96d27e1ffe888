import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPlist } from '../../electron/apple/plist/read.ts'
import { PlistReal } from '../../electron/apple/plist/value.ts'
import type { PlistValue } from '../../electron/apple/plist/value.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { writeBinaryPlist } from '../apple/binary-plist-writer.ts'
import { integer64, plistValue, real, shape, toDict, xmlDate, xmlText } from '../apple/plist-arbitraries.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const python = '/usr/bin/python3'

/** One run of a program costs more than a thousand values, so many values travel in one file. */
const bundle = (value: fc.Arbitrary<PlistValue>): fc.Arbitrary<PlistValue> =>
  fc.array(value, { minLength: 150, maxLength: 200, size: 'max' })

/** Both programs write one zero for the other: Python finds them equal, libplist prints no sign. */
const signless = real.filter(({ value }) => !Object.is(value, -0))

const plistlib = `
import plistlib, sys
source, target, form = sys.argv[1:]
with open(source, 'rb') as file:
    value = plistlib.load(file)
with open(target, 'wb') as file:
    plistlib.dump(value, file, fmt=getattr(plistlib, 'FMT_' + form), sort_keys=False)
`

describeWith([python], "Python's plistlib", () => {
  const folder = temporaryFolder()
  const [source, target] = [join(folder, 'source'), join(folder, 'target')]
  /** Its calendar begins with the year 1; it turns a carriage return into a line feed when it writes XML. */
  const value = plistValue({
    text: xmlText.filter((text) => !text.includes('\r')),
    integer: integer64,
    real: signless,
    date: xmlDate.filter((date) => date.getUTCFullYear() >= 1),
  })

  async function convert(bytes: Uint8Array, form: 'XML' | 'BINARY'): Promise<Buffer> {
    writeFileSync(source, bytes)
    const { code, output } = await run(python, ['-c', plistlib, source, target, form])
    expect(output).toBe('')
    expect(code).toBe(0)
    return readFileSync(target)
  }

  it('reads what we write, and we read what it makes of it in binary', async () => {
    await fc.assert(
      fc.asyncProperty(bundle(value), async (list) => {
        expect(shape(readPlist(await convert(writePlist(list), 'BINARY')))).toBe(shape(list))
      }),
      { numRuns: 5 },
    )
  })

  it('writes XML that we read as it was meant', async () => {
    await fc.assert(
      fc.asyncProperty(bundle(value), async (list) => {
        expect(shape(readPlist(await convert(writeBinaryPlist(list), 'XML')))).toBe(shape(list))
      }),
      { numRuns: 5 },
    )
  })

  it('agrees on numbers at the edges', async () => {
    const edges = [0, -1, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n), 2 ** 53 - 1, 2n ** 53n]
    const reals = [0, 1, 1e15, 1e16, 1e21, 5e-324, Number.MAX_VALUE].map((number) => new PlistReal(number))
    const list = [...edges, ...reals]
    expect(shape(readPlist(await convert(writePlist(list), 'BINARY')))).toBe(shape(list))
  })
})

describeWith(['plistutil'], "libplist's plistutil", () => {
  const folder = temporaryFolder()
  const [source, target] = [join(folder, 'source'), join(folder, 'target')]
  const value = plistValue({
    text: xmlText.filter((text) => !text.includes('\r')),
    integer: integer64,
    real: signless,
    date: xmlDate.filter((date) => date.getUTCFullYear() >= 1900 && date.getUTCFullYear() < 2100),
  })

  async function convert(bytes: Uint8Array, form: 'xml' | 'bin'): Promise<Buffer> {
    writeFileSync(source, bytes)
    const { code, output } = await run('plistutil', ['-i', source, '-o', target, '-f', form])
    expect(output).toBe('')
    expect(code).toBe(0)
    return readFileSync(target)
  }

  it('reads what we write, and we read what it makes of it in binary', async () => {
    await fc.assert(
      fc.asyncProperty(bundle(value), async (list) => {
        expect(shape(readPlist(await convert(writePlist(list), 'bin')))).toBe(shape(list))
      }),
      { numRuns: 10 },
    )
  })

  it('writes XML that we read as it was meant', async () => {
    await fc.assert(
      fc.asyncProperty(bundle(value), async (list) => {
        expect(shape(readPlist(await convert(writeBinaryPlist(list), 'xml')))).toBe(shape(list))
      }),
      { numRuns: 10 },
    )
  })

  it('takes a key named __proto__ for a key, as we do', async () => {
    const dict = toDict([['__proto__', toDict([['polluted', true]])]])
    expect(shape(readPlist(await convert(writePlist(dict), 'bin')))).toBe(shape(dict))
    expect('polluted' in {}).toBe(false)
  })
})
