import { AppError } from '../../src-shared/errors.ts'
import type { Bench } from '../harness/bench.ts'

/** What goes wrong in the middle of a step. `strike` runs when the step has been written down, `end` when all is over. */
export type Trouble = {
  readonly name: string
  readonly strike: (bench: Bench, udid: string, slot: number) => Promise<void>
  readonly end?: (bench: Bench) => Promise<void>
  /** The journal's next line about the device is refused by the disk. */
  readonly diskFull?: boolean
}

const shortMs = 400

function arm(bench: Bench, fault: object): Promise<void> {
  return tellCart(bench, 'faults', fault)
}

async function tellCart(bench: Bench, path: string, body: object): Promise<void> {
  const { url, token } = bench.world.cartControl
  const response = await fetch(`${url}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`cart: ${response.status} ${await response.text()}`)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export const troubles: readonly Trouble[] = [
  {
    name: 'the cable is pulled',
    strike: async (bench, udid) => {
      await bench.cart.unplug(udid)
      await pause(shortMs)
      await bench.cart.plug(udid)
    },
  },
  {
    name: 'the hub is reset',
    strike: (bench, _udid, slot) => arm(bench, { fault: 'hubReset', ports: [slot], backAfterMs: shortMs }),
  },
  {
    name: 'the screen is locked',
    strike: (bench, _udid, slot) => arm(bench, { fault: 'screenLocked', on: { slots: [slot] }, openAfterMs: shortMs }),
  },
  {
    name: 'trust is refused',
    strike: (bench, _udid, slot) => arm(bench, { fault: 'trustRefused', on: { slots: [slot] } }),
  },
  {
    name: 'the tenant is down',
    strike: async (bench) => {
      await bench.tenant.act('switches', { offline: true })
    },
    end: async (bench) => {
      await bench.tenant.act('switches', { offline: false })
      // Whoever gave up at Remote Management, after three tries, hears that Intune is back and taps again.
      await tellCart(bench, 'hands', {})
    },
  },
  {
    name: 'the tenant throttles (429)',
    strike: async (bench) => {
      await bench.tenant.act('fail', { listener: 'graph', status: 429, count: 3, retryAfter: 0 })
    },
    end: async (bench) => {
      await bench.tenant.act('stop-failing')
    },
  },
  {
    name: 'the tenant stumbles (503)',
    strike: async (bench) => {
      await bench.tenant.act('fail', { listener: 'graph', status: 503, count: 3, retryAfter: 0 })
    },
    end: async (bench) => {
      await bench.tenant.act('stop-failing')
    },
  },
  { name: 'usbmuxd is restarted', strike: (bench) => arm(bench, { fault: 'daemonRestart', goneMs: shortMs }) },
  { name: 'the disk is full', strike: () => Promise.resolve(), diskFull: true },
]

export function diskIsFull(path: string): AppError {
  return new AppError('app.diskFull', { path })
}
