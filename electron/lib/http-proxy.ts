import type { SystemProxy } from './system-proxy.ts'

type AskSystem = () => Promise<SystemProxy | null>

let askSystem: AskSystem | null = null
let asked: Promise<void> | null = null
let system: SystemProxy | null = null

/**
 * How to learn what the system's settings say; counts where the environment names no proxy. Asked once, by the first
 * request that leaves this computer: a start without one costs nothing.
 */
export function useSystemProxy(ask: AskSystem | null): void {
  askSystem = ask
  asked = null
  system = null
}

/** What is never reached through a proxy, whatever is named. */
const ownHosts = ['localhost', '127.0.0.1', '::1']

/**
 * To be waited for before a request: then `proxyFor` knows the system's word, if it is needed for that address.
 * @param host as URL has it, IPv6 in brackets
 */
export async function settleProxy(host: string, env: NodeJS.ProcessEnv): Promise<void> {
  if (askSystem === null || ownHosts.includes(host.replaceAll(/[[\]]/g, '')) || namesProxy(env)) return
  const ask = askSystem
  asked ??= ask().then((found) => {
    if (askSystem === ask) system = found
  })
  await asked
}

/**
 * The proxy that the environment names, in either spelling, else the system's; a loopback address never goes through one,
 * whatever is named. Everything that leaves this computer asks here, so that sign-in, Graph and activation take the same
 * way.
 * @returns what Node's agents take as `proxyEnv`
 */
export function proxyFor(env: NodeJS.ProcessEnv): Record<string, string> {
  const own = namesProxy(env)
  const http = own ? named(env, 'HTTP_PROXY') : (system?.http ?? '')
  const https = own ? named(env, 'HTTPS_PROXY') : (system?.https ?? '')
  const without = [...named(env, 'NO_PROXY').split(','), ...(own ? [] : (system?.without ?? []))]
  const straight = [...ownHosts, ...without].filter((host) => host !== '')
  return { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: straight.join(',') }
}

function namesProxy(env: NodeJS.ProcessEnv): boolean {
  return named(env, 'HTTP_PROXY') !== '' || named(env, 'HTTPS_PROXY') !== ''
}

function named(env: NodeJS.ProcessEnv, name: string): string {
  return env[name.toLowerCase()] ?? env[name] ?? ''
}
