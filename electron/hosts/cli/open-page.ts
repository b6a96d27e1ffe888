import { fileURLToPath } from 'node:url'
import type { App } from '../../app.ts'
import { silentLogger } from '../../lib/logger.ts'
import { startStation } from '../station/station.ts'
import type { Station } from '../station/station.ts'

/** The built page over an app that already runs, on a port of its own. */
export function openPage(app: App): Promise<Station> {
  const pageDir = fileURLToPath(new URL('../../../dist/renderer', import.meta.url))
  return startStation({ app, port: 0, pageDir, logger: silentLogger })
}
