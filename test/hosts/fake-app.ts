import { noPractice } from '../../electron/handlers/no-practice.ts'
import type { accountContract } from '../../src-shared/account-contract.ts'
import type { assetsContract } from '../../src-shared/assets-contract.ts'
import { abmContract } from '../../src-shared/abm-contract.ts'
import { adeContract } from '../../src-shared/ade-contract.ts'
import { intuneContract } from '../../src-shared/intune-contract.ts'
import type { cartsContract } from '../../src-shared/carts-contract.ts'
import type { contract } from '../../src-shared/contract.ts'
import type { UsbTreeView } from '../../src-shared/usb-view.ts'
import { deviceContract } from '../../src-shared/device-commands.ts'
import type { ledgerContract } from '../../src-shared/ledger-contract.ts'
import { protectionContract } from '../../src-shared/protection.ts'
import { returnsContract } from '../../src-shared/returns-contract.ts'
import { outboxContract } from '../../src-shared/outbox-contract.ts'
import { shiftContract } from '../../src-shared/shift-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'

export const emptyBus: UsbTreeView = { source: 'none', buses: [], hubs: [], devices: [], unplaced: [] }

/** Every device command ends without a word. */
export const silentDeviceCommands = Object.fromEntries(
  Object.keys(deviceContract).map((name) => [name, async function* () {}]),
) as unknown as Handlers<typeof deviceContract>

/** A ledger without lines. */
const head = { count: 0, hash: '0'.repeat(64) }
export const emptyLedger: Handlers<typeof ledgerContract> = {
  'ledger.list': async () => ({ entries: [], head }),
  'ledger.verify': async () => ({ ok: true, head, forgotten: 0, flaw: null }),
  async *'ledger.export'() {
    yield { kind: 'done', lines: 0, head }
  },
  'ledger.forget': async () => ({ fields: 0, lines: 0, forgotten: false }),
}

/** Nobody is signed in, and nobody signs in. */
export const noAccount: Handlers<typeof accountContract> = {
  'account.status': async () => ({ tenant: null, account: null, source: 'none', trouble: null, restartNeeded: false }),
  'account.configure': async (tenant) => ({
    tenant,
    account: null,
    source: 'none',
    trouble: null,
    restartNeeded: false,
  }),
  async *'account.signIn'() {},
  'account.signInWithCertificate': async () => {
    throw new Error('no sign-in here')
  },
  'account.signOut': async () => ({}),
  'account.test': async () => ({
    tenantName: null,
    permissions: [],
    role: 'unknown',
    refusal: null,
    consentUrl: '',
    ok: false,
  }),
  'account.setup': async () => ({ script: '' }),
}

/** Nor Apple Business Manager. */
const noAbm = Object.fromEntries(
  Object.keys(abmContract).map((name) => [name, async () => Promise.reject(new Error('no Apple here'))]),
) as unknown as Handlers<typeof abmContract>

/** Whoever asks about Automated Device Enrollment hears that it is not here. */
export const noAde = Object.fromEntries(
  Object.keys({ ...adeContract, ...intuneContract }).map((name) => [
    name,
    async () => Promise.reject(new Error('no tenant here')),
  ]),
) as unknown as Handlers<typeof adeContract & typeof intuneContract>

/** Nothing waits for Intune here, and nothing can be packed. */
const noOutbox = Object.fromEntries(
  Object.keys({ ...outboxContract, ...protectionContract, ...returnsContract }).map((name) => [
    name,
    async () => Promise.reject(new Error(`no ${name} here`)),
  ]),
) as unknown as Handlers<typeof outboxContract & typeof protectionContract & typeof returnsContract>

/** Nobody described a cart. */
const noCarts: Handlers<typeof cartsContract> = {
  'carts.list': async () => ({ carts: [] }),
  'carts.put': async () => ({}),
  'carts.delete': async () => ({}),
  async *'carts.feed'() {
    yield { carts: [] }
  },
}

/** No device has an inventory number, and none gets one. */
export const noAssets: Handlers<typeof assetsContract> = {
  'assets.look': async () => ({ entries: [] }),
  'assets.find': async () => ({ serial: null }),
  'assets.bind': async () => ({ changes: [] }),
  'assets.undo': async () => ({}),
  async *'assets.feed'() {},
}

const noSettings = {
  dataDirectory: '/nowhere',
  runtime: 'test',
  limits: { devices: null, perController: null },
  usual: { devices: 32, perController: 16 },
}

/** No operators, and nobody signs on. */
const noShift = { operators: [], current: null, handover: null }
const nobodyOnShift = {
  ...(Object.fromEntries(
    Object.keys(shiftContract).map((name) => [name, async () => Promise.reject(new Error(`no ${name} here`))]),
  ) as unknown as Handlers<typeof shiftContract>),
  'shift.show': async () => noShift,
  async *'shift.feed'(_input: unknown, { signal }: { readonly signal: AbortSignal }) {
    yield noShift
    if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  },
}

const noAutomation = { rules: [], armed: [], countdowns: [] }

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
    ...noAccount,
    ...noAbm,
    ...noAde,
    ...noAssets,
    ...noOutbox,
    async *'devices.feed'(_input, { signal }) {
      yield { revision: 1, reset: true, devices: [] }
      if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    },
    ...noCarts,
    'support.bundle': async () => ({ name: 'slipway.json', text: '{}' }),
    'blueprints.put': async () => ({ replaced: false }),
    'blueprints.materials': async () => ({ profiles: [], apps: [], pictures: [], wifiPasswords: [] }),
    'blueprints.keepPassword': async () => ({}),
    'blueprints.delete': async () => ({}),
    'deadlines.list': async () => ({ items: [], unknown: [] }),
    'deadlines.provisional': async () => ({ devices: [] }),
    'usb.tree': async () => emptyBus,
    async *'usb.feed'() {
      yield emptyBus
    },
    'blueprints.list': async () => ({ blueprints: [] }),
    'runs.preview': async () => ({ plans: [] }),
    'runs.start': async () => ({ batchId: 'b1' }),
    'runs.cancel': async () => ({}),
    'runs.retry': async () => ({}),
    'runs.pause': async () => ({}),
    'runs.resume': async () => ({}),
    'runs.release': async () => ({}),
    'automation.list': async () => noAutomation,
    'automation.put': async () => ({}),
    'automation.delete': async () => ({}),
    'automation.arm': async () => ({}),
    'automation.disarm': async () => ({}),
    async *'automation.feed'() {
      yield noAutomation
    },
    ...silentDeviceCommands,
    ...emptyLedger,
    ...noPractice,
    ...nobodyOnShift,
    'settings.show': async () => noSettings,
    'settings.setLimits': async (limits) => ({ ...noSettings, limits }),
    ...overrides,
  }
}
