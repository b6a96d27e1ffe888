/** `com.apple.mobile.notification_proxy`: the device's own news, by name. */
import { AppError } from '../../../src-shared/errors.ts'
import { openService } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { PlistService } from '../plist-service.ts'
import { stringAt } from '../plist/take.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'

export const notificationProxyName = 'com.apple.mobile.notification_proxy'

/** Names worth observing while a device is staged. */
export const notifications = {
  springboardStarted: 'com.apple.springboard.finishedstartup',
  pairingAnswered: 'com.apple.mobile.lockdown.request_pair',
  activationChanged: 'com.apple.mobile.lockdown.activation_state',
  nameChanged: 'com.apple.mobile.lockdown.device_name_changed',
  profilesChanged: 'com.apple.ManagedConfiguration.profileListChanged',
  appInstalled: 'com.apple.mobile.application_installed',
  setupDone: 'com.apple.purplebuddy.setupdone',
} as const

/** One connection. Observe first, then cause the event, then wait: what happens before `observe` is not told. */
export class NotificationProxy {
  readonly #service: PlistService

  constructor(service: PlistService) {
    this.#service = service
  }

  static async open(
    mux: Usbmux,
    device: AttachedDevice,
    record: PairRecord,
    options: SessionOptions = {},
  ): Promise<NotificationProxy> {
    return new NotificationProxy(await openService(mux, device, record, notificationProxyName, options))
  }

  async observe(...names: readonly string[]): Promise<void> {
    for (const Name of names) await this.#service.send({ Command: 'ObserveNotification', Name })
  }

  async post(name: string): Promise<void> {
    await this.#service.send({ Command: 'PostNotification', Name: name })
  }

  /** The next name told. Without `timeoutMs` it waits as long as the device stays. @throws AppError 'stream.closed', 'app.timeout' */
  async next(options: CallOptions = {}): Promise<string> {
    for (;;) {
      const message = await this.#service.receive(options)
      const command = stringAt(message, 'Command')
      if (command === 'ProxyDeath') {
        this.close()
        throw new AppError('stream.closed')
      }
      const name = stringAt(message, 'Name')
      if (command === 'RelayNotification' && name !== undefined) return name
    }
  }

  close(): void {
    this.#service.close()
  }
}
