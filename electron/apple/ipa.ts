import { open } from 'node:fs/promises'
import { AppError } from '../../src-shared/errors.ts'
import { ZipFile } from '../lib/zip-file.ts'
import { readPlistDict } from './plist/read.ts'
import { stringAt } from './plist/take.ts'

/** An app as a file: who it is, and its bytes to send. `close` it. */
export type Ipa = {
  readonly bundleId: string
  readonly name: string | null
  readonly version: string | null
  /** Bytes of the whole file. */
  readonly size: number
  readonly content: () => AsyncIterable<Uint8Array>
  readonly close: () => Promise<void>
}

const chunkBytes = 256 * 1024
const maxInfoBytes = 4 * 1024 * 1024
/** The app of an .ipa lies in the one folder of Payload; extensions lie deeper. */
const infoPath = /^Payload\/[^/]+\.app\/Info\.plist$/
const bundleIdForm = /^[A-Za-z0-9.-]{1,255}$/

/**
 * Opens an .ipa and reads which app it is.
 * @throws AppError 'app.fileUnreadable'; 'device.ipaUnreadable' when it is no app
 */
export async function openIpa(path: string): Promise<Ipa> {
  const file = await open(path, 'r').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new AppError('app.fileUnreadable', { path, reason }, { cause: error })
  })
  try {
    if (!(await file.stat()).isFile()) throw new AppError('zip.invalid', { reason: 'no file' })
    const zip = await ZipFile.read(file)
    const info = zip.names().find((name) => infoPath.test(name))
    if (info === undefined) throw new AppError('zip.invalid', { reason: 'no app' })
    const plist = readPlistDict(await zip.bytesOf(info, maxInfoBytes))
    const bundleId = stringAt(plist, 'CFBundleIdentifier') ?? ''
    if (!bundleIdForm.test(bundleId)) throw new AppError('zip.invalid', { reason: 'no bundle identifier' })
    return {
      bundleId,
      name: stringAt(plist, 'CFBundleDisplayName') ?? stringAt(plist, 'CFBundleName') ?? null,
      version: stringAt(plist, 'CFBundleShortVersionString') ?? stringAt(plist, 'CFBundleVersion') ?? null,
      size: zip.size,
      content: () => file.createReadStream({ start: 0, highWaterMark: chunkBytes, autoClose: false }),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    if (!(error instanceof AppError)) throw error
    throw new AppError('device.ipaUnreadable', { path }, { cause: error })
  }
}
