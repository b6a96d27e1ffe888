import type { contract } from '../../src-shared/contract.ts'
import type { UsbTreeView } from '../../src-shared/usb-view.ts'
import { deviceContract } from '../../src-shared/device-commands.ts'
import type { Handlers } from '../../src-shared/rpc.ts'

export const emptyBus: UsbTreeView = { source: 'none', buses: [], hubs: [], devices: [], unplaced: [] }

/** Every device command ends without a word. */
export const silentDeviceCommands = Object.fromEntries(
  Object.keys(deviceContract).map((name) => [name, async function* () {}]),
) as unknown as Handlers<typeof deviceContract>

/** The smallest core that keeps the contract: for tests of hosts, which only carry messages. */
export function fakeHandlers(overrides: Partial<Handlers<typeof contract>> = {}): Handlers<typeof contract> {
  return {
    'station.info': async () => ({
      version: '0.0.0',
      mode: 'practice',
      language: 'en',
      organizationName: 'Test',
      tenantName: null,
      cableService: true,
    }),
    'station.setLanguage': async () => ({}),
    async *'devices.feed'(_input, { signal }) {
      yield { revision: 1, reset: true, devices: [] }
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    },
    'usb.tree': async () => emptyBus,
    async *'usb.feed'() {
      yield emptyBus
    },
    'blueprints.list': async () => ({ blueprints: [] }),
    'runs.preview': async () => ({ plans: [] }),
    'runs.start': async () => ({ batchId: 'b1' }),
    'runs.cancel': async () => ({}),
    'runs.retry': async () => ({}),
    ...silentDeviceCommands,
    ...overrides,
  }
}
