import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { quietSign } from '../../../electron/hosts/desktop/batch-sign.ts'
import { contract } from '../../../src-shared/contract.ts'
import { connect } from '../../../src-shared/rpc-connect.ts'
import { portLink } from '../../../src-shared/rpc-links.ts'

// Electron is not needed to run the core's program: a worker stands in for its utility process, and a few lines for the
// `process.parentPort` and the wrapped messages that Electron gives it.
const standIn = `
  const { parentPort, workerData } = require('node:worker_threads')
  const wrap = (port) => ({
    postMessage: (message) => port.postMessage(message),
    on: (event, listener) => port.on(event, (data) => listener({ data, ports: [] })),
    start: () => port.start(),
    close: () => port.close(),
  })
  process.parentPort = {
    postMessage: (message) => parentPort.postMessage(message),
    on: (event, listener) => parentPort.on(event, ({ data, port }) => listener({ data, ports: port ? [wrap(port)] : [] })),
  }
  import(workerData)
`

const workers: Worker[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.terminate()
})

function startCore(...args: string[]): Worker {
  const entry = new URL('../../../electron/hosts/desktop/core.ts', import.meta.url).href
  const worker = new Worker(standIn, { eval: true, workerData: entry, argv: args, stdout: true, stderr: true })
  workers.push(worker)
  return worker
}

function openWindow(core: Worker) {
  const { port1, port2 } = new MessageChannel()
  core.postMessage({ data: 'slipway:window', port: port1 }, [port1])
  return connect(contract, portLink(port2))
}

test('the core serves each window over a port of its own, and closes the practice world when told to stop', async () => {
  const core = startCore('--practice', '--devices', '1', '--time', 'instant')
  const sign = once(core, 'message')
  // Asked before the core is up: answered once it is.
  const first = openWindow(core)
  expect(await first['station.info']({})).toMatchObject({ mode: 'practice' })
  const second = openWindow(core)
  for await (const changes of second['devices.feed']({})) if (changes.devices.length === 1) break
  const { blueprints } = await first['blueprints.list']({})
  expect(blueprints.length).toBeGreaterThan(0)
  // What the taskbar shows.
  expect(await sign).toEqual([quietSign])
  const gone = once(core, 'exit')
  core.postMessage({ data: 'slipway:stop' }, [])
  expect(await gone).toEqual([0])
})

test('a start that cannot be is one sentence, not a stack', async () => {
  const core = startCore('--devices', 'many')
  let words = ''
  core.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  await once(core, 'exit')
  expect(words).toContain('--devices: 1–64')
  expect(words).not.toMatch(/\n\s+at /)
})
