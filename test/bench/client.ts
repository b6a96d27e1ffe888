/**
 * Slipway's side of a comparison: one process that does one kind of work on every device of a cart, so many at a time.
 * Tasks come as lines of JSON on standard input; each is answered by a line: nothing when it was done, else why not.
 */
import { createInterface } from 'node:readline'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { kinds } from './client-work.ts'
import type { ClientTask } from './client-work.ts'
import { inParallel } from './programs.ts'

const host = createHostIdentity({ hostId: 'B3AF2C1E-52B1-4D7C-9E02-7A1F4E0C5D11' })

async function perform(task: ClientTask): Promise<void> {
  const mux = new Usbmux({ address: parseMuxAddress(task.address), logger: silentLogger })
  const devices = await mux.listDevices()
  await inParallel(devices, task.width, (device: AttachedDevice) => kinds[task.kind]({ mux, host, device, task }))
}

for await (const line of createInterface({ input: process.stdin })) {
  const outcome = await perform(JSON.parse(line) as ClientTask).then(
    () => '',
    (error: unknown) => String(error),
  )
  process.stdout.write(`${outcome.replaceAll('\n', ' ')}\n`)
}
