import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { App } from '../../app.ts'
import { silentLogger } from '../../lib/logger.ts'
import { buildPage, pageDirectory } from '../build-page.ts'
import { startStation } from '../station/station.ts'
import type { Station } from '../station/station.ts'

/** The page over an app that already runs, on a port of its own; built first when it must be. */
export function openPage(app: App, { t }: Translator): Promise<Station> {
  buildPage(() => console.error(t('host:start.building')))
  return startStation({ app, port: 0, pageDir: pageDirectory, logger: silentLogger })
}
