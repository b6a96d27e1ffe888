import type { SystemProxy } from './system-proxy.ts'

let system: SystemProxy | null = null

/** What the system's settings say; counts where the environment names no proxy. */
export function useSystemProxy(found: SystemProxy | null): void {
  system = found
}

/**
 * The proxy that the environment names, in either spelling, else the system's; a loopback address never goes through one,
 * whatever is named. Everything that leaves this computer asks here, so that sign-in, Graph and activation take the same
 * way.
 * @returns what Node's agents take as `proxyEnv`
 */
export function proxyFor(env: NodeJS.ProcessEnv): Record<string, string> {
  const named = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? ''
  const own = named('HTTP_PROXY') !== '' || named('HTTPS_PROXY') !== ''
  const http = own ? named('HTTP_PROXY') : (system?.http ?? '')
  const https = own ? named('HTTPS_PROXY') : (system?.https ?? '')
  const without = [...named('NO_PROXY').split(','), ...(own ? [] : (system?.without ?? []))]
  const straight = ['localhost', '127.0.0.1', '::1', ...without].filter((host) => host !== '')
  return { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: straight.join(',') }
}
