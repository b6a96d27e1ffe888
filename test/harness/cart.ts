import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import type { PhoneFact } from '../../electron/practice/cart/phone.ts'
import { programFile } from './programs.ts'

/** As a scenario file has it; see electron/practice/cart/scenario.ts. */
export type CartScenario = {
  readonly devices: readonly Readonly<Record<string, unknown>>[]
  readonly networks?: readonly { readonly ssid: string; readonly password: string | null }[]
  readonly faults?: readonly Readonly<Record<string, unknown>>[]
}

export type StartCartOptions = {
  readonly devices?: number
  /** Written to a file, or the name of a built-in one. */
  readonly scenario?: CartScenario | string
  /** Null: the scenario's own. Default test. */
  readonly seed?: string | null
  /** atOnce, after:MS, operator, never. Default operator: tests do the tapping. */
  readonly hands?: string
  readonly time?: string
  /** Default: a factory of its own in the cart's scratch directory. */
  readonly factory?: string
  /** Keeps the devices' keys there, so that the next cart starts at once; default: new keys. */
  readonly data?: string
}

export type RunningCart = {
  /** HOST:PORT, for USBMUXD_SOCKET_ADDRESS. */
  readonly address: string
  readonly unixPath: string
  readonly factory: string
  readonly worldId: string
  readonly controlUrl: string
  readonly controlToken: string
  readonly pid: number
  readonly list: () => Promise<readonly DeviceReport[]>
  readonly device: (udid: string) => Promise<DeviceReport>
  /** Everything that ever happened to it, oldest first. */
  readonly facts: (udid: string) => Promise<readonly PhoneFact[]>
  /** GET from the control plane. */
  readonly get: (path: string) => Promise<unknown>
  /** POST to the control plane, for example `devices/UDID/unplug`. @throws Error for anything but success */
  readonly post: (path: string, body?: unknown) => Promise<void>
  /** Taps on the screen: answers the open question of that kind, waiting until it is asked. */
  readonly tap: (udid: string, kind: string, answer?: 'accept' | 'refuse') => Promise<void>
  /** Looks again and again until the truth about the device is as wanted. */
  readonly until: (udid: string, holds: (report: DeviceReport) => boolean) => Promise<DeviceReport>
  readonly stop: () => Promise<void>
}

/** Starts a practice cart in a process of its own. Always `stop` it. */
export async function startCart(options: StartCartOptions = {}): Promise<RunningCart> {
  const scratch = await mkdtemp(join(tmpdir(), 'slipway-cart-'))
  const unixPath = join(scratch, 'usbmuxd')
  const factory = options.factory ?? join(scratch, 'factory')
  const args = ['--listen', '127.0.0.1:0', '--unix', unixPath, '--factory', factory]
  args.push('--hands', options.hands ?? 'operator', '--time', options.time ?? 'instant')
  if (options.seed !== null) args.push('--seed', options.seed ?? 'test')
  if (options.devices !== undefined || options.scenario === undefined)
    args.push('--devices', String(options.devices ?? 1))
  args.push('--log-level', 'error')
  if (options.data !== undefined) args.push('--data', options.data)
  if (typeof options.scenario === 'string') args.push('--scenario', options.scenario)
  else if (options.scenario !== undefined) {
    await writeFile(join(scratch, 'scenario.json'), JSON.stringify(options.scenario))
    args.push('--scenario', join(scratch, 'scenario.json'))
  }
  const child = spawn(process.execPath, [programFile('practice-cart'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.stdin.end()
    await ended
    await rm(scratch, { recursive: true, force: true })
  }
  const line = await firstLine(child.stdout, ended)
  if (line === null) {
    await rm(scratch, { recursive: true, force: true })
    throw new Error('the practice cart did not start')
  }
  const ready = JSON.parse(line) as { address: string; controlUrl: string; controlToken: string; worldId: string }
  return { ...ready, unixPath, factory, pid: child.pid ?? 0, stop, ...controls(ready.controlUrl, ready.controlToken) }
}

function firstLine(stdout: NodeJS.ReadableStream, ended: Promise<void>): Promise<string | null> {
  const lines = createInterface({ input: stdout })
  return Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), ended.then(() => null)])
}

type Controls = Pick<RunningCart, 'list' | 'device' | 'facts' | 'get' | 'post' | 'tap' | 'until'>

function controls(url: string, token: string): Controls {
  const call = async (path: string, body?: unknown): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const device = async (udid: string): Promise<DeviceReport> =>
    (await (await call(`devices/${udid}`)).json()) as DeviceReport
  const get = async (path: string): Promise<unknown> => (await call(path)).json()
  const post = async (path: string, body: unknown = {}): Promise<void> => {
    const response = await call(path, body)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  const until = async (udid: string, holds: (report: DeviceReport) => boolean): Promise<DeviceReport> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const report = await device(udid)
      if (holds(report)) return report
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`the device never came to that: ${JSON.stringify(await device(udid))}`)
  }
  return {
    device,
    get,
    facts: async (udid) => ((await get(`devices/${udid}/facts`)) as { facts: readonly PhoneFact[] }).facts,
    post,
    until,
    list: async () => ((await (await call('devices')).json()) as { devices: readonly DeviceReport[] }).devices,
    tap: async (udid, kind, answer = 'accept') => {
      await until(udid, ({ prompts }) => prompts.some((prompt) => prompt.kind === kind))
      await post(`devices/${udid}/answer`, { kind, answer })
    },
  }
}
