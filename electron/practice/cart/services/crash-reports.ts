import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { serveFiles } from './afc.ts'
import { FileSystem } from './file-system.ts'

/** Moves pending reports to where AFC shows them, and says so when it is done. */
export function serveCrashReportMover(_device: PracticeDevice, connection: Connection): Promise<void> {
  return connection.write(Buffer.from('ping\0'))
}

/** Crash reports over AFC. A practice device never crashes: there are none. */
export function serveCrashReports(device: PracticeDevice, connection: Connection): Promise<void> {
  return serveFiles(device, new FileSystem(), connection, 'com.apple.crashreportcopymobile')
}
