import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { noteMessage } from '../request-log.ts'
import { serveAfc } from './afc.ts'
import { serveCrashReportMover, serveCrashReports } from './crash-reports.ts'
import { serveDiagnostics } from './diagnostics-relay.ts'
import { serveHeartbeat } from './heartbeat.ts'
import { serveInstallationProxy } from './installation-proxy.ts'
import { serveMcInstall } from './mcinstall.ts'
import { serveMisagent } from './misagent.ts'
import { serveMobileActivation } from './mobileactivationd.ts'
import { listenTo } from './next-request.ts'
import { serveNotificationProxy } from './notification-proxy.ts'
import { serveOsTrace } from './os-trace-relay.ts'
import { serveSpringBoard } from './springboardservices.ts'
import { serveStreamingZip } from './streaming-zip.ts'
import { serveSyslog } from './syslog-relay.ts'

/** A service on its one connection; when it returns, the connection ends. */
export type Service = (device: PracticeDevice, connection: Connection) => Promise<void>

const served: Readonly<Record<string, Service>> = {
  'com.apple.afc': serveAfc,
  'com.apple.crashreportcopymobile': serveCrashReports,
  'com.apple.crashreportmover': serveCrashReportMover,
  'com.apple.misagent': serveMisagent,
  'com.apple.mobile.MCInstall': serveMcInstall,
  'com.apple.mobile.diagnostics_relay': serveDiagnostics,
  'com.apple.mobile.heartbeat': serveHeartbeat,
  'com.apple.mobile.insecure_notification_proxy': serveNotificationProxy,
  'com.apple.mobile.installation_proxy': serveInstallationProxy,
  'com.apple.mobile.notification_proxy': serveNotificationProxy,
  'com.apple.mobileactivationd': serveMobileActivation,
  'com.apple.os_trace_relay': serveOsTrace,
  'com.apple.springboardservices': serveSpringBoard,
  'com.apple.streaming_zip_conduit': serveStreamingZip,
  'com.apple.syslog_relay': serveSyslog,
}

/** Everything StartService knows, by Apple's names; what is asked of them is noted. */
export const services: Readonly<Record<string, Service>> = Object.fromEntries(
  Object.entries(served).map(([name, serve]) => [
    name,
    (device, connection) => {
      listenTo(connection, (message) => noteMessage(device, name, message))
      return serve(device, connection)
    },
  ]),
)

/** Services that start without pairing, in clear text. */
export const insecureServices: ReadonlySet<string> = new Set(['com.apple.mobile.insecure_notification_proxy'])
