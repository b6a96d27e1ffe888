import { abmAccount } from '../../src-shared/abm.ts'
import type { AbmAccount, AbmActivity, AbmDevice, AbmServer } from '../../src-shared/abm.ts'
import { AppError } from '../../src-shared/errors.ts'
import { normalizeSerial } from '../graph/serial.ts'
import { abmAddresses } from './addresses.ts'
import { createAbmClient } from './client.ts'
import type { AbmClient } from './client.ts'
import { readApiKey, serviceOf } from './client-assertion.ts'
import type { AbmCredentials } from './client-assertion.ts'
import type { ExchangeParts } from './exchange.ts'
import { assignDevices, findActivity, unassignDevices, withLog } from './orders.ts'
import type { Ordered } from './orders.ts'
import { findDevice, findServer, listDevices, listServers, serialsOfServer, serverIdOf } from './places.ts'

export type AbmDeskOptions = ExchangeParts & {
  readonly mode: 'practice' | 'real'
  /** One address for tokens and API, where it is not Apple's own. */
  readonly baseUrl: string | null
  readonly settings: {
    readonly get: (name: string) => Promise<string | null>
    readonly put: (name: string, value: string) => Promise<void>
  }
  /** Sealed at rest. */
  readonly secrets: {
    readonly get: (name: string) => Promise<string | null>
    readonly put: (name: string, value: string) => Promise<void>
    readonly remove: (name: string) => Promise<void>
  }
}

const accountSetting = 'abmAccount'
const keySecret = 'abmKey'

/** What an administrator does at Apple Business Manager from here. Every call throws AppError `abm.…` and `http.…`. */
export class AbmDesk {
  readonly #options: AbmDeskOptions
  #client: AbmClient | null = null

  constructor(options: AbmDeskOptions) {
    this.#options = options
  }

  async account(): Promise<AbmAccount | null> {
    const stored = await this.#options.settings.get(accountSetting)
    return stored === null || stored === '' ? null : abmAccount.parse(JSON.parse(stored))
  }

  /** Tries the key at Apple first; nothing is kept when Apple does not take it. @throws AppError `abm.keyUnusable`, `abm.keyRefused` */
  async connect(given: { readonly clientId: string; readonly keyId: string; readonly key: Uint8Array }) {
    const { clientId, keyId } = given
    const privateKeyPem = readApiKey(given.key)
    const client = this.#clientFor({ clientId, keyId, privateKeyPem })
    const servers = await listServers(client)
    const { settings, secrets, clock } = this.#options
    const account: AbmAccount = { clientId, keyId, service: serviceOf(clientId), connectedAt: clock.now() }
    await secrets.put(keySecret, privateKeyPem)
    await settings.put(accountSetting, JSON.stringify(account))
    this.#client = client
    return { account, servers }
  }

  async disconnect(): Promise<void> {
    this.#client = null
    await this.#options.secrets.remove(keySecret)
    await this.#options.settings.put(accountSetting, '')
  }

  async servers(): Promise<readonly AbmServer[]> {
    return listServers(await this.#connected())
  }

  /** @throws AppError `abm.serverUnknown`, `abm.serverNotUnique` */
  async devices(server: string | null): Promise<readonly AbmDevice[]> {
    const client = await this.#connected()
    if (server === null) return listDevices(client)
    const serials = await serialsOfServer(client, findServer(await listServers(client), server).id)
    return (await listDevices(client)).filter(({ serial }) => serials.has(serial))
  }

  /** @throws AppError `abm.deviceUnknown` */
  async device(given: string): Promise<{ readonly device: AbmDevice; readonly server: AbmServer | null }> {
    const client = await this.#connected()
    const serial = normalizeSerial(given)
    const device = await findDevice(client, serial)
    if (device === null) throw new AppError('abm.deviceUnknown', { serial })
    const id = device.assigned ? await serverIdOf(client, serial) : null
    const server = id === null ? undefined : (await listServers(client)).find((one) => one.id === id)
    return { device, server: server ?? null }
  }

  /** @throws AppError `abm.serverUnknown`, `abm.serverNotUnique` */
  async assign(server: string, serials: readonly string[]): Promise<Ordered> {
    const client = await this.#connected()
    const { id } = findServer(await listServers(client), server)
    return assignDevices(client, this.#options.clock, id, distinct(serials))
  }

  async unassign(serials: readonly string[]): Promise<Ordered> {
    return unassignDevices(await this.#connected(), this.#options.clock, distinct(serials))
  }

  /** @throws AppError `abm.activityUnknown` */
  async activity(id: string): Promise<AbmActivity> {
    const client = await this.#connected()
    return withLog(client, await findActivity(client, id))
  }

  /** @throws AppError `abm.notConnected` */
  async #connected(): Promise<AbmClient> {
    if (this.#client !== null) return this.#client
    const account = await this.account()
    const privateKeyPem = await this.#options.secrets.get(keySecret)
    if (account === null || privateKeyPem === null) throw new AppError('abm.notConnected')
    this.#client = this.#clientFor({ clientId: account.clientId, keyId: account.keyId, privateKeyPem })
    return this.#client
  }

  #clientFor(credentials: AbmCredentials): AbmClient {
    const { mode, baseUrl } = this.#options
    const addresses = abmAddresses(mode, baseUrl, serviceOf(credentials.clientId))
    return createAbmClient({ ...this.#options, addresses, credentials })
  }
}

function distinct(serials: readonly string[]): readonly string[] {
  return [...new Set(serials.map(normalizeSerial))]
}
