import { AppError } from '../../../../src-shared/errors.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { installApp, installSteps } from './installation-proxy.ts'
import { nextRequest } from './next-request.ts'
import { appInfoPath, bundleIdOfInfo } from './package-info.ts'

const signature = { entry: 0x04034b50, directory: 0x02014b50 } as const
/** Version, flags, method, time, date, checksum, two sizes, two lengths. */
const headerBytes = 26
const maxEntryBytes = 1024 * 1024 * 1024

/**
 * Installs an app that comes as a stream, as Xcode and go-ios send it: one plist, then ZIP entries stored as they are,
 * without data descriptors, and the first signature of a central directory as the end mark. Progress follows, and
 * `DataComplete` last.
 */
export async function serveStreamingZip(device: PracticeDevice, connection: Connection): Promise<void> {
  if ((await nextRequest(connection)) === null) return
  const bundleId = await readApp(connection)
  if (bundleId === null) {
    const refusal = { Error: 'PackageInspectionFailed', ErrorDescription: 'The package holds no app' }
    return connection.send({ InstallProgressDict: refusal })
  }
  for (const [index, status] of installSteps.entries())
    await connection.send({ InstallProgressDict: { PercentComplete: 5 + index * 20, Status: status } })
  installApp(device, bundleId)
  await connection.send({ Status: 'DataComplete' })
}

/** The bundle identifier of the app in the stream; null when there is none. @throws AppError `stream.closed` */
async function readApp(connection: Connection): Promise<string | null> {
  let bundleId: string | null = null
  for (;;) {
    const mark = (await connection.readBytes(4)).readUInt32LE()
    if (mark === signature.directory) return bundleId
    if (mark !== signature.entry) throw new AppError('stream.closed')
    const header = await connection.readBytes(headerBytes)
    const [method, size] = [header.readUInt16LE(4), header.readUInt32LE(14)]
    // With compression or a size that follows later, nobody could tell where the entry ends.
    if (method !== 0 || size > maxEntryBytes) throw new AppError('stream.closed')
    const name = (await connection.readBytes(header.readUInt16LE(22))).toString('utf8')
    await connection.readBytes(header.readUInt16LE(24))
    if (appInfoPath.test(name)) bundleId = bundleIdOfInfo(await connection.readBytes(size))
    else await skip(connection, size)
  }
}

async function skip(connection: Connection, size: number): Promise<void> {
  for (let left = size; left > 0; left -= 65_536) await connection.readBytes(Math.min(left, 65_536))
}
