import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { BlueprintMaterials } from '../../src-shared/blueprints-contract.ts'
import type { Cart } from '../../src-shared/carts.ts'
import type { contract } from '../../src-shared/contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import type { Plan } from '../../src-shared/plan.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { fakeHandlers } from '../hosts/fake-app.ts'
import { ScriptedAssets } from './scripted-assets.ts'
import { blueprints } from './devices.ts'

type Asked = { readonly name: string; readonly input: unknown }

/**
 * A core that says what a test tells it to say, so that the page can be brought into any state. It keeps the contract;
 * what it was asked is written down.
 */
export class ScriptedCore {
  readonly asked: Asked[] = []
  plans: (udids: readonly string[]) => readonly Plan[] = (udids) => udids.map((udid) => plan(udid))
  language: 'en' | 'fr' = 'en'
  cableService = true
  readonly assets = new ScriptedAssets()
  carts: readonly Cart[] = []
  blueprints: readonly Blueprint[] = blueprints()
  materials: BlueprintMaterials = { profiles: [], apps: [], pictures: [], wifiPasswords: [] }
  /** Newest first, as the ledger lists them. */
  ledger: readonly LedgerEntry[] = []
  readonly #devices = new Map<string, DeviceView>()
  readonly #listeners = new Set<() => void>()
  #revision = 0

  /** Shows these devices, as changes, to every window. */
  show(devices: readonly DeviceView[]): void {
    for (const device of devices) {
      this.#revision += 1
      this.#devices.set(device.udid, { ...device, revision: this.#revision })
    }
    for (const listener of this.#listeners) listener()
  }

  readonly handlers: Handlers<typeof contract> = {
    ...fakeHandlers(),
    ...this.assets.handlers,
    async *'outbox.feed'() {},
    'station.info': async () => ({
      version: '0.1.0',
      mode: 'practice',
      language: this.language,
      organizationName: 'Contoso',
      tenantName: 'Contoso practice',
      cableService: this.cableService,
    }),
    'station.setLanguage': async ({ language }) => {
      this.language = language
      return {}
    },
    'devices.feed': (_input, { signal }) => this.#feed(signal),
    'carts.put': async (input) => {
      this.carts = [...this.carts.filter(({ id }) => id !== input.cart.id), input.cart]
      for (const listener of this.#listeners) listener()
      return this.#note('carts.put', input, {})
    },
    'carts.feed': (_input, { signal }) => this.#cartsFeed(signal),
    'ledger.list': async ({ device }) => ({
      entries: this.ledger.filter(({ line }) => device === null || line.device?.udid === device),
      head: { count: this.ledger.length, hash: '0'.repeat(64) },
    }),
    'blueprints.list': async () => ({ blueprints: [...this.blueprints] }),
    'blueprints.put': async (input) => {
      const others = this.blueprints.filter(({ id }) => id !== input.blueprint.id)
      this.blueprints = [...others, input.blueprint]
      return this.#note('blueprints.put', input, { replaced: input.replace })
    },
    'blueprints.materials': async () => this.materials,
    'blueprints.keepPassword': async (input) => {
      this.materials = { ...this.materials, wifiPasswords: [...this.materials.wifiPasswords, input.name] }
      return this.#note('blueprints.keepPassword', input, {})
    },
    'runs.preview': async (input) => {
      this.asked.push({ name: 'runs.preview', input })
      return { plans: [...this.plans(input.udids)] }
    },
    'runs.start': async (input) => this.#note('runs.start', input, { batchId: 'b2' }),
    'runs.cancel': async (input) => this.#note('runs.cancel', input, {}),
    'runs.retry': async (input) => this.#note('runs.retry', input, {}),
  }

  #note<T>(name: string, input: unknown, answer: T): T {
    this.asked.push({ name, input })
    return answer
  }

  async *#cartsFeed(signal: AbortSignal) {
    for (let sent: readonly Cart[] | null = null; !signal.aborted; await this.#nextChange(signal)) {
      if (sent !== this.carts) yield { carts: [...this.carts] }
      sent = this.carts
    }
  }

  async *#feed(signal: AbortSignal) {
    let seen = this.#revision
    yield { revision: seen, reset: true, devices: [...this.#devices.values()] }
    while (!signal.aborted) {
      const fresh = [...this.#devices.values()].filter((device) => device.revision > seen)
      if (fresh.length > 0) {
        seen = this.#revision
        yield { revision: seen, reset: false, devices: fresh }
      } else {
        await this.#nextChange(signal)
      }
    }
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#listeners.delete(wake)
        resolve()
      }
      this.#listeners.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}

export function plan(udid: string, what: Partial<Plan> = {}): Plan {
  return {
    udid,
    route: 'setupAssistant',
    erases: 'no',
    steps: [
      { name: 'identify', skip: false, reason: '', expectedMs: 0 },
      { name: 'register', skip: false, reason: '', expectedMs: 0 },
      { name: 'erase', skip: what.erases !== 'yes', reason: '', expectedMs: 0 },
      { name: 'pair', skip: false, reason: '', expectedMs: 0 },
      { name: 'supervise', skip: false, reason: '', expectedMs: 0 },
      { name: 'verify', skip: false, reason: '', expectedMs: 0 },
    ],
    problems: [],
    warnings: [],
    expectedMs: 0,
    ...what,
  }
}
