import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { stringAt } from '../../../apple/plist/take.ts'

/** Signatures of a ZIP archive and the sizes of what they begin. */
const end = { signature: 'PK\u0005\u0006', bytes: 22 } as const
const entrySignature = 0x02014b50
const entryBytes = 46
const localBytes = 30
const maxInfoBytes = 1024 * 1024

/** The name of an app's own property list inside of an .ipa. */
export const appInfoPath = /^Payload\/[^/]+\.app\/Info\.plist$/

/** The bundle identifier of the app in an .ipa; null when these bytes are none. */
export function bundleIdOfPackage(archive: Buffer): string | null {
  try {
    return findBundleId(archive)
  } catch (error) {
    // Offsets that lead nowhere, sizes that are lies, data that is not compressed at all.
    if (error instanceof RangeError || (error instanceof Error && 'code' in error)) return null
    throw error
  }
}

/** Of a property list alone. */
export function bundleIdOfInfo(bytes: Uint8Array): string | null {
  try {
    return stringAt(readPlistDict(bytes), 'CFBundleIdentifier') ?? null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

function findBundleId(archive: Buffer): string | null {
  const directory = archive.lastIndexOf(end.signature, undefined, 'latin1')
  if (directory < 0) return null
  const count = archive.readUInt16LE(directory + 10)
  let at = archive.readUInt32LE(directory + 16)
  for (let index = 0; index < count && archive.readUInt32LE(at) === entrySignature; index += 1) {
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + entryBytes, at + entryBytes + nameLength)
    if (appInfoPath.test(name)) return bundleIdOfInfo(contentOf(archive, at))
    at += entryBytes + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return null
}

/** Stored as it is (0) or deflated (8). */
function contentOf(archive: Buffer, entry: number): Buffer {
  const local = archive.readUInt32LE(entry + 42)
  const start = local + localBytes + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + archive.readUInt32LE(entry + 20))
  return archive.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed, { maxOutputLength: maxInfoBytes })
}
