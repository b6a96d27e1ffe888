import type { Socket } from 'node:net'
import { AppError } from '../../../src-shared/errors.ts'
import { randomBytes } from '../../lib/crypto.ts'
import type { Attachment, BusDevice, PortHandler } from './bus.ts'
import { waitIn } from './cart-world.ts'
import type { CartWorld } from './cart-world.ts'
import { Connection } from './connection.ts'
import type { Victim } from './faults/fault-board.ts'
import { lineFaults } from './faults/line-faults.ts'
import { serveLockdown } from './lockdown/lockdownd.ts'
import { TrustDialogs } from './lockdown/trust-dialogs.ts'
import type { Model } from './models.ts'
import type { Phone, TrustedHost } from './phone.ts'
import { services } from './services/catalogue.ts'
import type { FileSystem } from './services/file-system.ts'
import { newFileSystem } from './services/file-system.ts'
import type { PhoneSoftware } from './software/software.ts'

const lockdownPort = 62078
/** A started service waits so long for its one connection; it must outlive the session that started it. */
const serviceWaitMs = 60_000

type StartedService = { readonly name: string; readonly host: TrustedHost | null; readonly expires: NodeJS.Timeout }

/** One device of the cart: its phone, its software, and the ports it answers on while it is attached and running. */
export class PracticeDevice implements BusDevice {
  readonly phone: Phone
  readonly model: Model
  readonly software: PhoneSoftware
  readonly world: CartWorld
  readonly trustDialogs: TrustDialogs
  readonly victim: Victim
  slot: number
  attachment: Attachment | null = null
  /** What AFC shows; an erase empties it. */
  files: FileSystem
  readonly #connections = new Set<Connection>()
  readonly #started = new Map<number, StartedService>()

  constructor(phone: Phone, model: Model, software: PhoneSoftware, slot: number, world: CartWorld) {
    this.phone = phone
    this.model = model
    this.software = software
    this.slot = slot
    this.world = world
    this.victim = victimOf(this)
    this.trustDialogs = new TrustDialogs(phone, () => world.faults.take(this.victim, 'trustRefused') !== null)
    this.files = newFileSystem()
    // One listener per open proxy, log and waiting step: their number is the hosts' business.
    phone.setMaxListeners(0)
  }

  get udid(): string {
    return this.phone.identity.udid
  }

  get usbProductId(): number {
    return this.model.usbProductId
  }

  claimPort(port: number): PortHandler | null {
    if (port === lockdownPort) return (socket) => this.#serve(socket, (connection) => serveLockdown(this, connection))
    const started = this.#started.get(port)
    if (started === undefined) return null
    clearTimeout(started.expires)
    this.#started.delete(port)
    return (socket) => this.#serve(socket, (connection) => this.#serveService(started, connection))
  }

  /** Opens a port for one connection to a service. Null host: the service is one that needs no session. */
  startService(name: string, host: TrustedHost | null): number {
    let port = freePort()
    while (this.#started.has(port)) port = freePort()
    const expires = setTimeout(() => this.#started.delete(port), serviceWaitMs)
    expires.unref()
    this.#started.set(port, { name, host, expires })
    return port
  }

  /** Cable out, power off or erase: everything a host had open is gone. */
  dropConnections(): void {
    for (const { expires } of this.#started.values()) clearTimeout(expires)
    this.#started.clear()
    for (const connection of this.#connections) connection.destroy()
    this.#connections.clear()
    this.trustDialogs.reset()
  }

  async #serveService(started: StartedService, connection: Connection): Promise<void> {
    const service = services[started.name]
    if (service === undefined) return
    if (started.host !== null) {
      const { privateKeyPem } = await this.phone.identity.lockdownKey()
      const outcome = await connection.secure(started.host, privateKeyPem, (ms) => waitIn(this.world, ms))
      if (outcome === 'stranger') return
    }
    await service(this, connection)
  }

  #serve(socket: Socket, work: (connection: Connection) => Promise<void>): void {
    const connection = new Connection(socket, lineFaults(this.world.faults, this.victim))
    this.#connections.add(connection)
    connection.onClose(() => this.#connections.delete(connection))
    work(connection)
      .catch((error: unknown) => this.#onFailure(error))
      .finally(() => connection.end())
  }

  /** A host that breaks off or talks nonsense loses its connection, as with the real thing; anything else is our bug. */
  #onFailure(error: unknown): void {
    const { logger } = this.world
    if (error instanceof AppError)
      logger.debug({ udid: this.udid, code: error.code, message: error.message }, 'connection ended')
    else logger.error({ udid: this.udid, error: error instanceof Error ? error.stack : String(error) }, 'device failed')
  }
}

function victimOf(device: PracticeDevice): Victim {
  return {
    udid: device.udid,
    get slot() {
      return device.slot
    },
    record: (detail) => device.phone.record('fault', detail),
  }
}

/** From the dynamic range, never the same twice in a row: a client that remembers a port must be found out. */
function freePort(): number {
  return 49152 + (randomBytes(2).readUInt16BE() % 12000)
}
