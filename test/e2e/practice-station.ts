import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createApp } from '../../electron/app.ts'
import { practiceAppOptions, practiceUser } from '../../electron/hosts/practice-app.ts'
import { startPracticeWorld } from '../../electron/hosts/practice-world.ts'
import { startStation } from '../../electron/hosts/station/station.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { practicePrograms } from '../harness/programs.ts'

// The whole of Slipway around a practice cart whose cables a test holds: says its address in one line of JSON, then
// takes `plug N`, `unplug N` and `buy N` (slots counted from 0; bought devices are in Apple's program) on standard input and
// answers `done`. Ends with its standard input.
const dir = mkdtempSync(join(tmpdir(), 'slipway-e2e-'))
const world = await startPracticeWorld({
  dir: join(dir, 'world'),
  devices: Number(process.argv[2] ?? '1'),
  programs: practicePrograms,
})
const devices = await world.cart.devices()
for (const { identity } of devices) await world.cart.unplug(identity.udid)
const app = await createApp({
  ...practiceAppOptions(world, { dataDir: join(dir, 'core'), version: '0.0.0', language: 'en', logger: silentLogger }),
  // The browser of the test opens what the page offers.
  openUrl: async () => false,
})
const pageDir = fileURLToPath(new URL('../../dist/page', import.meta.url))
const handlers = { ...app.handlers, ...practiceUser(world) }
const station = await startStation({ app: { handlers }, port: 0, pageDir, logger: silentLogger })
console.log(
  JSON.stringify({ url: station.url, appleUrl: world.appleUrl, devices: devices.map(({ identity }) => identity) }),
)

/** As a dealer tells Apple. */
async function buy(serial: string): Promise<void> {
  const { url, token } = world.tenantControl
  await fetch(`${url}/apple/add-devices`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ devices: [{ serial }] }),
  })
}

for await (const line of createInterface({ input: process.stdin })) {
  const [what, which] = line.split(' ')
  const udid = devices[Number(which)]?.identity.udid ?? ''
  if (what === 'plug') await world.cart.plug(udid)
  if (what === 'unplug') await world.cart.unplug(udid)
  if (what === 'buy') await buy(devices[Number(which)]?.identity.serial ?? '')
  console.log('done')
}
await station.close()
await app.close()
await world.close()
rmSync(dir, { recursive: true, force: true })
