import type { WifiSettings } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import { sha256 } from '../lib/crypto.ts'
import type { Payload } from './mobileconfig.ts'

export type WifiProxy =
  | { readonly kind: 'manual'; readonly server: string; readonly port: number }
  | { readonly kind: 'auto'; readonly pacUrl: string | null }

export type WifiNetwork = {
  readonly ssid: string
  /** `Any` lets the device take whatever of the personal kinds the network offers. */
  readonly encryption: WifiSettings['encryption']
  readonly hidden: boolean
  /** In the clear, since the device needs it. Ignored on an open network. */
  readonly password: string | null
  /** Join without being asked; default true, as a device being staged has nobody to ask. */
  readonly autoJoin?: boolean
  /** The same hardware address at every visit, for networks that know devices by it. */
  readonly fixedMacAddress?: boolean
  /** Do not show a captive portal's page. */
  readonly captiveBypass?: boolean
  readonly proxy?: WifiProxy
}

/**
 * A personal Wi-Fi network (com.apple.wifi.managed). Certificates and user names (802.1X) are not part of it.
 * @throws AppError 'profiles.wifiName', 'profiles.wifiPassword'
 */
export function wifiPayload(network: WifiNetwork): Payload {
  const bytes = Buffer.byteLength(network.ssid, 'utf8')
  if (bytes < 1 || bytes > 32) throw new AppError('profiles.wifiName', { bytes })
  const password = network.encryption === 'None' ? null : network.password
  if (!fits(network.encryption, password)) {
    throw new AppError('profiles.wifiPassword', { encryption: network.encryption })
  }
  return {
    type: 'com.apple.wifi.managed',
    // One payload per network name, so that the password of a network can be replaced.
    name: `wifi.${sha256(network.ssid).toString('hex').slice(0, 16)}`,
    displayName: `Wi-Fi (${network.ssid})`,
    settings: {
      SSID_STR: network.ssid,
      HIDDEN_NETWORK: network.hidden,
      AutoJoin: network.autoJoin ?? true,
      EncryptionType: network.encryption,
      ...(password === null ? {} : { Password: password }),
      ...(network.captiveBypass === undefined ? {} : { CaptiveBypass: network.captiveBypass }),
      ...(network.fixedMacAddress === undefined ? {} : { DisableAssociationMACRandomization: network.fixedMacAddress }),
      ...proxySettings(network.proxy),
    },
  }
}

/** IEEE 802.11: a passphrase of 8 to 63 printable ASCII characters or the 256-bit key; WEP keys have two lengths. */
function fits(encryption: WifiNetwork['encryption'], password: string | null): boolean {
  if (encryption === 'None') return true
  if (password === null) return encryption === 'Any'
  const wpa = /^[\x20-\x7e]{8,63}$/.test(password) || /^[0-9A-Fa-f]{64}$/.test(password)
  const wep = /^(?:[\x20-\x7e]{5}|[\x20-\x7e]{13}|[0-9A-Fa-f]{10}|[0-9A-Fa-f]{26})$/.test(password)
  if (encryption === 'WEP') return wep
  return encryption === 'Any' ? wpa || wep : wpa
}

function proxySettings(proxy: WifiProxy | undefined): Payload['settings'] {
  if (!proxy) return {}
  if (proxy.kind === 'manual') {
    return { ProxyType: 'Manual', ProxyServer: proxy.server, ProxyServerPort: proxy.port }
  }
  return { ProxyType: 'Auto', ...(proxy.pacUrl === null ? {} : { ProxyPACURL: proxy.pacUrl }) }
}
