import { AppError } from '../../src-shared/errors.ts'

/** Where a usbmuxd listens. */
export type MuxAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string }

/**
 * Reads every form in use: `host:port` and `[v6]:port` (all clients), `UNIX:/path` (libusbmuxd), `unix:///path`
 * (go-ios), `unix:/path` (appium) and a bare `/path` (pymobiledevice3).
 * @throws AppError 'apple.mux.badAddress'
 */
export function parseMuxAddress(text: string): MuxAddress {
  const trimmed = text.trim()
  const path = /^(?:unix:)?(?:\/\/)?(\/.+)$/i.exec(trimmed)?.[1]
  if (path !== undefined && !path.includes('\0')) return { kind: 'unix', path: path.replace(/^\/+/, '/') }
  const tcp = /^(?:tcp:\/\/)?(?:\[([0-9a-fA-F:.%]+)\]|([^\s:/[\]]+)):(\d{1,5})$/.exec(trimmed)
  const port = Number(tcp?.[3])
  const host = tcp?.[1] ?? tcp?.[2]
  if (host === undefined || port < 1 || port > 65535)
    throw new AppError('apple.mux.badAddress', { text: trimmed.slice(0, 200) })
  return { kind: 'tcp', host, port }
}

/** As people and USBMUXD_SOCKET_ADDRESS write it; what libusbmuxd, go-ios and appium all understand. */
export function formatMuxAddress(address: MuxAddress): string {
  if (address.kind === 'unix') return `UNIX://${address.path}`
  return address.host.includes(':') ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`
}

/**
 * The address to use: a setting wins over USBMUXD_SOCKET_ADDRESS, which wins over the system's usual place.
 * @throws AppError 'apple.mux.badAddress'
 */
export function muxAddressFrom(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  setting?: string,
): MuxAddress {
  const chosen = setting ?? env['USBMUXD_SOCKET_ADDRESS']
  if (chosen !== undefined && chosen.trim() !== '') return parseMuxAddress(chosen)
  return defaultMuxAddress(platform)
}

export function defaultMuxAddress(platform: NodeJS.Platform): MuxAddress {
  return platform === 'win32'
    ? { kind: 'tcp', host: '127.0.0.1', port: 27015 }
    : { kind: 'unix', path: '/var/run/usbmuxd' }
}
