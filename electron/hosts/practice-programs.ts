import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type * as z from 'zod'
import { startChildService } from '../lib/child-service.ts'
import type { ChildService } from '../lib/child-service.ts'
import { cartAnnouncement, tenantAnnouncement } from './practice-announcements.ts'

// The two programs of the practice world, as processes.

/** Their files, where they are not those that came with this one. */
export type PracticePrograms = { readonly cart: string; readonly tenant: string }

/** As `PracticeWorldOptions` says; `listen` and `seed` for a cart in another one's place. */
export type CartOptions = {
  readonly devices?: number
  readonly hands?: string
  readonly time?: string
  readonly scenario?: string
  readonly programs?: PracticePrograms
  readonly listen?: string
  readonly seed?: number | string
}

export type CartAnnouncement = z.infer<typeof cartAnnouncement>
export type TenantAnnouncement = z.infer<typeof tenantAnnouncement>
export type PracticePaths = { readonly factory: string; readonly cart: string; readonly tenant: string }
export type Started<T> = { readonly service: ChildService; readonly announced: T }

export async function startCart(options: CartOptions, paths: PracticePaths): Promise<Started<CartAnnouncement>> {
  const args = ['--listen', options.listen ?? '127.0.0.1:0', '--factory', paths.factory, '--data', paths.cart]
  if (options.devices !== undefined) args.push('--devices', String(options.devices))
  // What is not said here is left to the scenario, and to the cart without one.
  if (options.hands !== undefined) args.push('--hands', options.hands)
  if (options.time !== undefined) args.push('--time', options.time)
  if (options.seed !== undefined) args.push('--seed', String(options.seed))
  if (options.scenario !== undefined) args.push('--scenario', options.scenario)
  const service = await startChildService({
    entry: options.programs?.cart ?? entryOf('cart'),
    args,
    what: 'practice cart',
  })
  return { service, announced: cartAnnouncement.parse(service.announced) }
}

export async function startTenant(
  programs: PracticePrograms | undefined,
  paths: PracticePaths,
): Promise<Started<TenantAnnouncement>> {
  const args = [
    '--port',
    '0',
    '--device-port',
    '0',
    '--factory',
    paths.factory,
    '--data',
    paths.tenant,
    '--seed',
    'empty',
  ]
  const entry = programs?.tenant ?? entryOf('tenant')
  const service = await startChildService({ entry, args, what: 'practice tenant' })
  return { service, announced: tenantAnnouncement.parse(service.announced) }
}

/** Runs one of the two in the foreground, with the arguments as given; resolves with its exit code. */
export function runPracticeService(name: 'cart' | 'tenant', args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [entryOf(name), ...args.filter((arg) => arg !== '--json')], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

/** Beside the sources when run from them, beside the bundle when bundled. */
function entryOf(name: 'cart' | 'tenant'): string {
  const here = import.meta.url
  const url = here.endsWith('.ts') ? `../practice/${name}/main.ts` : `./practice-${name}.js`
  return fileURLToPath(new URL(url, here))
}
