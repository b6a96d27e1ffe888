import { generateRsaKey } from '../lib/crypto-keys.ts'

/** Keys of a host's root and host certificate, PKCS#8 PEM. */
export type HostKeys = { readonly rootPrivateKeyPem: string; readonly hostPrivateKeyPem: string }

/** Who a device pairs with. */
export type HostIdentity = {
  /**
   * Upper-case UUID. One per data directory, kept by the caller: a new one for each pairing would pile up trusted
   * hosts on devices that are not erased (pymobiledevice3 keeps one per host, too).
   */
  readonly hostId: string
  /** Absent: the ReadBUID of the usbmuxd in use. */
  readonly systemBuid?: string
  readonly keys: () => Promise<HostKeys>
}

/**
 * A host identity whose keys are made at the first pairing and live as long as the process. They are shared by the
 * pairings of one run because two RSA keys cost about 0.4 s of CPU, half a minute for a cart of 64; whoever can read
 * one pair record can read its neighbors in usbmuxd's store as well, so nothing is lost. They are never stored by
 * themselves, only inside the records.
 */
export function createHostIdentity(options: { readonly hostId: string; readonly systemBuid?: string }): HostIdentity {
  let keys: Promise<HostKeys> | null = null
  return {
    ...options,
    hostId: options.hostId.toUpperCase(),
    keys: () => {
      keys ??= makeHostKeys().catch((error: unknown) => {
        keys = null
        throw error
      })
      return keys
    },
  }
}

async function makeHostKeys(): Promise<HostKeys> {
  const [root, host] = await Promise.all([generateRsaKey(), generateRsaKey()])
  return { rootPrivateKeyPem: root.privateKeyPem, hostPrivateKeyPem: host.privateKeyPem }
}
