import { readFacts } from '../../electron/apple/facts.ts'
import type { CableFacts } from '../../src-shared/device.ts'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { ensurePaired } from '../../electron/apple/pairing.ts'
import type { PairOptions } from '../../electron/apple/pairing.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'
import { writePlist } from '../../electron/apple/plist/write.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { watchDevices } from '../../electron/usb/attachments.ts'
import type { DeviceChange } from '../../electron/usb/attachments.ts'
import { startCart } from './cart-process.ts'
import type { CartProcess } from './cart-process.ts'

/** A practice cart and the device client in front of it. */
export type Bench = {
  readonly cart: CartProcess
  readonly mux: Usbmux
  /** In the order of the scenario. */
  readonly devices: readonly AttachedDevice[]
  readonly pair: (
    device: AttachedDevice,
    more?: Partial<PairOptions>,
  ) => Promise<{ readonly record: PairRecord; readonly paired: boolean }>
  readonly facts: (device: AttachedDevice, record: PairRecord | null) => Promise<CableFacts>
  /** Watches the cables from now on; `next` waits for the first change that fits. */
  readonly watch: () => {
    readonly next: (fits: (change: DeviceChange) => boolean) => Promise<DeviceChange>
    readonly stop: () => void
  }
}

export async function openBench(scenario: unknown, args: readonly string[] = []): Promise<Bench> {
  const cart = await startCart(scenario, args)
  const mux = new Usbmux({ address: parseMuxAddress(cart.address), logger: silentLogger })
  const devices = (await mux.listDevices()).toSorted((a, b) => a.deviceId - b.deviceId)
  const host = createHostIdentity({ hostId: randomUuid() })
  return {
    cart,
    mux,
    devices,
    pair: (device, more = {}) =>
      ensurePaired({
        mux,
        device,
        host,
        onState: () => {},
        signal: AbortSignal.timeout(30_000),
        clock: { now: systemClock.now, sleep: (_ms, signal) => systemClock.sleep(20, signal) },
        logger: silentLogger,
        ...more,
      }),
    facts: (device, record) => readFacts({ mux, device, record, logger: silentLogger }),
    watch: () => watch(mux),
  }
}

function watch(mux: Usbmux): ReturnType<Bench['watch']> {
  const abort = new AbortController()
  const iterator = watchDevices({ mux, logger: silentLogger, clock: systemClock, signal: abort.signal })
  return {
    stop: () => abort.abort(),
    next: async (fits) => {
      for (;;) {
        const { value, done } = await iterator.next()
        if (done === true) throw new Error('nothing is watched any more')
        if (fits(value)) return value
      }
    },
  }
}

/** A configuration profile with one Wi-Fi network. */
export function wifiProfile(identifier: string): Buffer {
  const common = (id: string) => ({ PayloadIdentifier: id, PayloadUUID: randomUuid(), PayloadVersion: 1 })
  const wifi = {
    ...common(`${identifier}.wifi`),
    PayloadType: 'com.apple.wifi.managed',
    SSID_STR: 'Slipway Practice',
    EncryptionType: 'WPA',
    Password: 'practice-wifi',
    HIDDEN_NETWORK: false,
    AutoJoin: true,
  }
  return writePlist({
    ...common(identifier),
    PayloadType: 'Configuration',
    PayloadDisplayName: 'A profile',
    PayloadContent: [wifi],
  })
}
