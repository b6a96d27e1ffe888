import { contract } from '../../../src-shared/contract.ts'
import { emitterPortLink } from '../../../src-shared/rpc-links.ts'
import { serve } from '../../../src-shared/rpc-serve.ts'
import { createLogger } from '../../lib/logger.ts'
import { fail } from '../cli/fail.ts'
import { openCore } from '../open-core.ts'
import { readVersion } from '../read-version.ts'
import { followBatch } from './batch-sign.ts'
import { parseStartOptions } from '../start-options.ts'
import { terminalTranslator } from '../terminal-translator.ts'

// The desktop's core: a utility process that serves each window over a port of its own.

const args = process.argv.slice(2)
const translator = terminalTranslator(process.env, args)
let stopping = false
try {
  const options = parseStartOptions(args)
  const logger = createLogger({ name: 'core', level: options.verbose ? 'debug' : 'silent' })
  const core = openCore(options, {
    kind: 'desktop',
    version: readVersion(),
    language: translator.language,
    logger,
  })
  // Another process did the work and has ended: started again, this one does it, or finds who does.
  void core
    .then(({ ended }) => ended)
    .then(
      () => stopping || process.exit(1),
      () => {},
    )
  process.parentPort.on('message', ({ data, ports }) => {
    if (data === 'slipway:stop') stopping = true
    if (data === 'slipway:stop') void core.then((app) => app.close()).finally(() => process.exit(0))
    const port = ports[0]
    if (data !== 'slipway:window' || port === undefined) return
    // A window may ask before the core is up: its port keeps what it says until somebody listens.
    void core.then(
      ({ handlers }) =>
        serve(contract, handlers, emitterPortLink(port), {
          onError: (name, thrown) => logger.warn({ call: name, err: thrown }, 'a call failed'),
        }),
      () => port.close(),
    )
  })
  const { handlers } = await core
  followBatch(handlers, process.parentPort.postMessage.bind(process.parentPort)).catch((error: unknown) =>
    logger.warn({ err: error }, 'the desktop is no longer told how far the batch is'),
  )
} catch (thrown) {
  fail(thrown, translator, args.includes('--verbose'))
  process.exit(0)
}
