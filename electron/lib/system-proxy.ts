import { execFile } from 'node:child_process'
import type { Logger } from './logger.ts'

/** What the system's settings say about leaving this network. */
export type SystemProxy = {
  /** `http://host:port`, or null for the straight way. */
  readonly http: string | null
  readonly https: string | null
  /** Hosts that are reached the straight way, as NO_PROXY writes them. */
  readonly without: readonly string[]
  /** Address of a PAC file: a program, which nothing here runs. */
  readonly pac: string | null
}

type Reader = { readonly tool: string; readonly args: readonly string[]; readonly read: (text: string) => SystemProxy }

/** Programs of the system, by whole path where a system has only one place for them. */
const readers: Partial<Record<NodeJS.Platform, Reader>> = {
  darwin: { tool: '/usr/sbin/scutil', args: ['--proxy'], read: readScutil },
  win32: {
    tool: `${process.env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\reg.exe`,
    args: ['query', 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'],
    read: readRegistry,
  },
  linux: { tool: 'gsettings', args: ['list-recursively', 'org.gnome.system.proxy'], read: readGsettings },
}

const limits = { timeout: 2_000, maxBuffer: 256 * 1024, windowsHide: true }

/** Asks the system, which costs some milliseconds. Null where it says nothing, or has nothing to ask. Never fails. */
export function readSystemProxy(platform: NodeJS.Platform, logger: Logger): Promise<SystemProxy | null> {
  const reader = readers[platform]
  if (reader === undefined) return Promise.resolve(null)
  return new Promise((resolve) => {
    execFile(reader.tool, [...reader.args], limits, (error, stdout) => {
      if (error !== null) return resolve(null)
      const found = reader.read(stdout)
      if (found.pac !== null)
        logger.warn({ pac: found.pac }, 'the system names its proxy by a PAC file, which is not read: set HTTPS_PROXY')
      resolve(found)
    })
  })
}

/** `scutil --proxy` on a Mac. */
export function readScutil(text: string): SystemProxy {
  const value = (name: string): string | null => new RegExp(`^ *${name} : (.+)$`, 'm').exec(text)?.[1]?.trim() ?? null
  const named = (kind: 'HTTP' | 'HTTPS'): string | null =>
    value(`${kind}Enable`) === '1' ? proxyUrl(value(`${kind}Proxy`), value(`${kind}Port`)) : null
  const exceptions = /ExceptionsList : <array> \{([^}]*)\}/.exec(text)?.[1] ?? ''
  return {
    http: named('HTTP'),
    https: named('HTTPS'),
    without: hosts([...exceptions.matchAll(/^ *\d+ : (.+)$/gm)].map(([, host]) => host ?? '')),
    pac: value('ProxyAutoConfigEnable') === '1' ? value('ProxyAutoConfigURLString') : null,
  }
}

/** `reg query` of Windows' Internet Settings. One server for everything, or `http=…;https=…`. */
export function readRegistry(text: string): SystemProxy {
  const value = (name: string): string | null =>
    new RegExp(`^ +${name} +REG_\\w+ +(.+)$`, 'm').exec(text)?.[1]?.trim() ?? null
  const server = value('ProxyEnable') === '0x1' ? (value('ProxyServer') ?? '') : ''
  const parts = new Map(
    server.split(';').map((part) => [part.includes('=') ? part.split('=')[0] : '', part.split('=').at(-1) ?? '']),
  )
  const named = (kind: string): string | null => {
    const [host, port] = splitPort(parts.get(kind) ?? parts.get('') ?? '')
    return proxyUrl(host, port)
  }
  return {
    http: named('http'),
    https: named('https'),
    without: hosts((value('ProxyOverride') ?? '').split(';')),
    pac: value('AutoConfigURL'),
  }
}

/** `gsettings list-recursively org.gnome.system.proxy`. */
export function readGsettings(text: string): SystemProxy {
  const value = (name: string): string =>
    (new RegExp(`^org\\.gnome\\.system\\.proxy${name} (.+)$`, 'm').exec(text)?.[1] ?? '').replaceAll(/^'|'$/g, '')
  const mode = value(' mode')
  const named = (kind: string): string | null =>
    mode === 'manual' ? proxyUrl(value(`\\.${kind} host`), value(`\\.${kind} port`)) : null
  const ignored = [...value(' ignore-hosts').matchAll(/'([^']*)'/g)].map(([, host]) => host ?? '')
  return {
    http: named('http'),
    https: named('https'),
    without: hosts(ignored),
    pac: mode === 'auto' ? value(' autoconfig-url') || null : null,
  }
}

/** Null unless it is a host and a port: what a setting says becomes an address that every request goes to. */
function proxyUrl(host: string | null, port: string | null): string | null {
  const number = Number(port)
  if (host === null || !/^[\w.-]{1,253}$/.test(host) || !Number.isInteger(number) || number < 1 || number > 65_535)
    return null
  return `http://${host}:${number}`
}

function splitPort(server: string): readonly [string, string] {
  const [, host = '', port = '80'] = /^(?:http:\/\/)?([^:/]+)(?::(\d+))?\/?$/.exec(server.trim()) ?? []
  return [host, port]
}

/** Names and addresses with stars at most; networks and `<local>` have no counterpart in NO_PROXY. */
function hosts(named: readonly string[]): readonly string[] {
  return named.map((host) => host.trim()).filter((host) => /^[\w.*:-]{1,253}$/.test(host))
}
