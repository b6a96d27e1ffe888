import { createInterface } from 'node:readline'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { createLogger } from '../../lib/logger.ts'
import { fail } from '../cli/fail.ts'
import { openBrowser } from '../open-browser.ts'
import { LastingApp } from '../lasting-app.ts'
import type { AppChange } from '../lasting-app.ts'
import { openCore } from '../open-core.ts'
import { readVersion } from '../read-version.ts'
import type { StartOptions } from '../start-options.ts'
import { parseStartOptions } from '../start-options.ts'
import { terminalTranslator } from '../terminal-translator.ts'
import type { Station } from './station.ts'
import { startStation } from './station.ts'

/** Parses, starts core and station, opens a browser, and runs until it is told to stop. Trouble ends in one sentence. */
export async function runStation(args: readonly string[], pageDir: string): Promise<void> {
  const translator = terminalTranslator(process.env, args)
  if (args.includes('--help')) return console.log(translator.t('host:start.options'))
  let verbose = args.includes('--verbose')
  try {
    const options = parseStartOptions(args)
    verbose = options.verbose
    await run(options, translator, pageDir)
  } catch (thrown) {
    fail(thrown, translator, verbose)
  }
}

async function run(options: StartOptions, translator: Translator, pageDir: string): Promise<void> {
  const { t, language } = translator
  const logger = createLogger({ name: 'station', level: options.verbose ? 'debug' : 'silent' })
  const open = () => openCore(options, { kind: 'station', version: readVersion(), language, logger })
  const first = await open()
  if (first.engine !== null) console.log(t('local:joined', { pid: first.engine.pid }))
  const core = new LastingApp(first, open, logger, (change) => {
    if (change.kind === 'lost') station.hangUp()
    console.log(changeText(change, translator))
  })
  const station = await startStation({ app: core, port: options.port, pageDir, logger }).catch(
    async (error: unknown) => {
      await core.close()
      throw error
    },
  )
  if (options.practice && first.engine === null) console.log(t('host:start.practice'))
  console.log(t('host:start.address', { url: station.url }))
  const terminal = process.stdin.isTTY ? offerMore(station, translator) : undefined
  if (options.openBrowser && !(await openBrowser(station.url))) {
    console.log(t('host:start.openYourself'))
    console.log(station.url)
  }
  await untilStopped()
  terminal?.close()
  console.log(t('host:start.stopping'))
  await station.close()
  await core.close()
}

function changeText(change: AppChange, { t }: Translator): string {
  if (change.kind === 'lost') return t('local:lost')
  return change.pid === null ? t('local:takenOver') : t('local:joinedAgain', { pid: change.pid })
}

/** Enter gives an address for another browser: the first one works only once. */
function offerMore(station: Station, { t }: Translator): { readonly close: () => void } {
  console.log(t('host:start.once'))
  const lines = createInterface({ input: process.stdin })
  lines.on('line', () => console.log(t('host:start.address', { url: station.newUrl() })))
  return lines
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
