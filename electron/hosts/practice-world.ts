import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { PracticeCartControl } from './practice-cart-control.ts'
import { startCart, startTenant } from './practice-programs.ts'
import type {
  CartAnnouncement,
  PracticePaths,
  PracticePrograms,
  Started,
  TenantAnnouncement,
} from './practice-programs.ts'

export type PracticeWorldOptions = {
  /** Everything the world keeps: factory, cart, tenant. */
  readonly dir: string
  /** Absent: as many as the scenario describes, eight without one. */
  readonly devices?: number
  readonly seed?: number
  /** atOnce | after:MS | operator | never */
  readonly hands?: string
  /** instant | realistic | xN */
  readonly time?: string
  /** A built-in scenario of the cart, or a file with one. */
  readonly scenario?: string
  /** The files of its two programs; absent: those that came with this one. */
  readonly programs?: PracticePrograms
}

/** What the core must be told to work in this world, in the words it would be told for a real one. */
export type PracticeWorld = {
  readonly muxAddress: string
  readonly graphBaseUrl: string
  readonly graphToken: string
  /** Where people sign in, tenant included, and the registration they sign in to. */
  readonly authority: string
  readonly tenantId: string
  readonly clientId: string
  readonly activationUrl: string
  /** Apple's enrollment program; its portal is at `/portal`. */
  readonly appleUrl: string
  /** Company Portal's website. */
  readonly portalUrl: string
  /** The practice root, for the core's general setting "additional CA". */
  readonly rootCertificatePem: string
  /** How long its devices may take to leave after an erase, at the pace it was started with. */
  readonly leavingMs: number
  readonly cart: PracticeCartControl
  readonly cartControl: { readonly url: string; readonly token: string }
  readonly tenantControl: { readonly url: string; readonly token: string }
  /** Name of the scenario of the cart that stands there now. */
  readonly scenario: () => string
  /** Another cart in the place of this one, at the same address; its devices were never seen. Null: as many as it has. */
  readonly loadCart: (scenario: string, devices: number | null) => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts the cart and the tenant as two processes; nothing but sockets leads to them. */
export async function startPracticeWorld(options: PracticeWorldOptions): Promise<PracticeWorld> {
  const paths = {
    factory: join(options.dir, 'factory'),
    cart: join(options.dir, 'cart'),
    tenant: join(options.dir, 'tenant'),
  }
  for (const path of [paths.cart, paths.tenant]) mkdirSync(path, { recursive: true, mode: 0o700 })
  const cart = await startCart(options, paths)
  const tenant = await startTenant(options.programs, paths).catch(async (error: unknown) => {
    await cart.service.stop()
    throw error
  })
  await connect(cart.announced, tenant.announced).catch(async (error: unknown) => {
    await Promise.all([cart.service.stop(), tenant.service.stop()])
    throw error
  })
  const control = new PracticeCartControl(cart.announced.controlUrl, cart.announced.controlToken)
  const place = new CartPlace(cart, options, paths, tenant.announced, control)
  return {
    muxAddress: cart.announced.address,
    graphBaseUrl: tenant.announced.baseUrl,
    graphToken: tenant.announced.token,
    authority: tenant.announced.authority,
    tenantId: tenant.announced.tenantId,
    clientId: tenant.announced.clientId,
    activationUrl: tenant.announced.activationUrl,
    appleUrl: tenant.announced.appleUrl,
    portalUrl: tenant.announced.portalUrl,
    rootCertificatePem: tenant.announced.rootCertificate,
    leavingMs: leavingMsAt(options.time),
    cart: control,
    cartControl: { url: cart.announced.controlUrl, token: cart.announced.controlToken },
    tenantControl: { url: tenant.announced.controlUrl, token: tenant.announced.controlToken },
    scenario: () => place.scenario,
    loadCart: (scenario, devices) => place.load(scenario, devices),
    close: async () => {
      await Promise.all([place.stop(), tenant.service.stop()])
    },
  }
}

/** Real devices were gone after 24 s at most; at once is not at no time. */
function leavingMsAt(pace: string | undefined): number {
  if (pace === 'instant') return 1_000
  return Math.max(1_000, 60_000 / Number(/^x([\d.]+)$/.exec(pace ?? '')?.[1] ?? 1))
}

type ControlPlane = { readonly controlUrl: string; readonly controlToken: string }

/**
 * What the networks are in reality: the way by which a push of the tenant's reaches a device of the cart, and by which a
 * device reaches Apple and Company Portal.
 */
async function connect(
  cart: ControlPlane,
  tenant: Pick<TenantAnnouncement, 'appleUrl' | 'portalUrl' | 'authority' | 'rootCertificate'> & ControlPlane,
): Promise<void> {
  const push = { url: `${cart.controlUrl}/push`, token: cart.controlToken }
  await tell(tenant, 'push-gateway', push, 'practice push service')
  await tell(cart, 'apple', { url: tenant.appleUrl }, 'practice Apple services')
  const { portalUrl: url, authority, rootCertificate: rootPem } = tenant
  await tell(cart, 'portal', { url, authority, rootPem }, 'practice Company Portal')
}

async function tell(plane: ControlPlane, act: string, body: object, what: string): Promise<void> {
  const response = await fetch(`${plane.controlUrl}/${act}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plane.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new AppError('app.serviceNotStarted', { what, reason: `status ${response.status}` })
}

/** Where a cart stands: another one may take its place, one after the other, at the address the core knows. */
class CartPlace {
  scenario: string
  #cart: Started<CartAnnouncement>
  readonly #options: PracticeWorldOptions
  readonly #paths: PracticePaths
  readonly #tenant: TenantAnnouncement
  readonly #control: PracticeCartControl
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(
    cart: Started<CartAnnouncement>,
    options: PracticeWorldOptions,
    paths: PracticePaths,
    tenant: TenantAnnouncement,
    control: PracticeCartControl,
  ) {
    this.#cart = cart
    this.#options = options
    this.#paths = paths
    this.#tenant = tenant
    this.#control = control
    this.scenario = options.scenario ?? usualScenario
  }

  load(scenario: string, devices: number | null): Promise<void> {
    const turn = this.#turn.then(() => this.#load(scenario, devices))
    this.#turn = turn.catch(() => {})
    return turn
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#turn
    await this.#cart.service.stop()
  }

  async #load(scenario: string, devices: number | null): Promise<void> {
    if (this.#stopped) return
    const { hands, time } = await this.#control.settings()
    await this.#cart.service.stop()
    const { programs } = this.#options
    const cart = await startCart(
      {
        time,
        seed: `${scenario} ${Date.now()}`,
        hands: hands.kind === 'after' ? `after:${hands.ms}` : hands.kind,
        listen: this.#cart.announced.address,
        ...(devices === null ? {} : { devices }),
        ...(scenario === usualScenario ? {} : { scenario }),
        ...(programs === undefined ? {} : { programs }),
      },
      this.#paths,
    )
    this.#cart = cart
    this.scenario = scenario
    this.#control.moveTo(cart.announced.controlUrl, cart.announced.controlToken)
    await connect(cart.announced, this.#tenant)
  }
}

const usualScenario = 'usual'
