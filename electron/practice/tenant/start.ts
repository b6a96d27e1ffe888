import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../../src-shared/errors.ts'
import type { Logger } from '../../lib/logger.ts'
import { randomBytes } from '../../lib/crypto.ts'
import { ensureFactory } from '../factory.ts'
import { ensureAdministrator } from '../authority/people.ts'
import { ensurePracticeRegistration, practiceClientId } from '../authority/registrations.ts'
import { createAuthorityServer } from '../authority/server.ts'
import { authorityUrl } from '../authority/urls.ts'
import { createProgramServer, openProgram } from '../apple/dep/start.ts'
import type { ProgramOptions } from '../apple/dep/start.ts'
import { ensurePortalRegistration } from '../portal/registration.ts'
import { createPortalServer } from '../portal/server.ts'
import { PushService } from '../apple/push-service.ts'
import { TenantClock, dayMs } from './clock.ts'
import { ForcedFailures } from './control/forced-failures.ts'
import { createControlServer } from './control/server.ts'
import { createDeviceServer } from './device-server.ts'
import { ensureEnrollmentRegistration } from './enrolment/web-sign-in.ts'
import { mintBearer } from './graph/bearer.ts'
import { createGraphServer } from './graph/server.ts'
import { Observed } from './observed.ts'
import { startDueWork } from './mdm/due.ts'
import { ProgramJobs } from './program/jobs.ts'
import { createScepServer } from './scep/server.ts'
import { seedTenant } from './seed/seed.ts'
import type { SeedKind } from './seed/seed.ts'
import { openTenantDatabase } from './store/open.ts'
import { initialSwitches } from './switches.ts'
import type { Scale } from './switches.ts'
import type { Tenant, TenantAddresses } from './tenant.ts'
import { loadWorld } from './world.ts'

export type TenantOptions = {
  /** 0 lets the system pick. */
  readonly port: number
  readonly devicePort: number
  readonly authorityPort: number
  readonly dataDirectory: string
  readonly factoryDirectory: string
  readonly seed: SeedKind
  readonly scale: Scale
  readonly logger: Logger
  /** Where the tenant's sync finds Apple's enrollment program; absent: the one in this process. */
  readonly programUrl?: string
}

/** The first line of the process, for whoever started it. */
export type TenantAnnouncement = {
  /** Graph, without the version segment. */
  readonly baseUrl: string
  /** The same with https below the practice root: Microsoft's libraries send no token without TLS. */
  readonly secureBaseUrl: string
  /** A bearer token with every scope, good for sixty days. */
  readonly token: string
  readonly deviceBaseUrl: string
  /** PEM. */
  readonly rootCertificate: string
  readonly controlUrl: string
  readonly controlToken: string
  /** As Apple's `https://albert.apple.com/deviceservices`: the two requests are appended. */
  readonly activationUrl: string
  /** Apple's enrollment program, its portal (`/portal`) and what devices ask of Apple by themselves (`/deviceservices`). */
  readonly appleUrl: string
  /** Company Portal: the website, and what its app talks to. */
  readonly portalUrl: string
  readonly tenantId: string
  /** Where people and applications sign in, tenant included: what Microsoft's libraries call the authority. */
  readonly authority: string
  /** The app registration this tenant starts with: a public client for people. */
  readonly clientId: string
}

export type RunningTenant = {
  readonly announcement: TenantAnnouncement
  readonly tenant: Tenant
  readonly graph: FastifyInstance
  readonly secureGraph: FastifyInstance
  readonly device: FastifyInstance
  readonly scep: FastifyInstance
  readonly authority: FastifyInstance
  readonly portal: FastifyInstance
  readonly apple: FastifyInstance
  readonly close: () => Promise<void>
}

/**
 * Starts Graph, the device services, SCEP and the control plane over one data directory.
 * @throws AppError `practice.dataUnusable`, `practice.portTaken`, `app.fileUnwritable`
 */
export async function startTenant(options: TenantOptions): Promise<RunningTenant> {
  const tenant = await openTenant(options)
  const servers = {
    graph: createGraphServer(tenant, 'http'),
    secureGraph: createGraphServer(tenant, 'https'),
    device: createDeviceServer(tenant),
    scep: createScepServer(tenant),
    authority: createAuthorityServer(tenant),
    portal: createPortalServer(tenant),
    apple: createProgramServer(tenant.program, observing(tenant)),
  }
  const controlToken = randomBytes(32).toString('base64url')
  const control = createControlServer(tenant, controlToken)
  let stopDueWork = (): void => {}
  const close = async () => {
    stopDueWork()
    await tenant.jobs.stop()
    await Promise.all([...Object.values(servers), control].map((server) => server.close()))
    await Promise.all([tenant.db.destroy(), tenant.program.db.destroy()])
  }
  try {
    tenant.addresses.graph = `http://127.0.0.1:${await listen(servers.graph, options.port)}`
    tenant.addresses.secureGraph = `https://localhost:${await listen(servers.secureGraph, 0)}`
    tenant.addresses.device = `https://localhost:${await listen(servers.device, options.devicePort)}`
    tenant.addresses.authority = `https://localhost:${await listen(servers.authority, options.authorityPort)}`
    tenant.addresses.portal = `https://localhost:${await listen(servers.portal, 0)}`
    tenant.addresses.scep = `http://127.0.0.1:${await listen(servers.scep, 0)}`
    tenant.addresses.apple = `http://127.0.0.1:${await listen(servers.apple, 0)}`
    await ensurePortalRegistration(tenant)
    await ensureEnrollmentRegistration(tenant)
    tenant.jobs.start(tenant)
    stopDueWork = startDueWork(tenant)
    const controlUrl = `http://127.0.0.1:${await listen(control, 0)}`
    return { announcement: await announce(tenant, controlUrl, controlToken), tenant, ...servers, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openTenant(options: TenantOptions): Promise<Tenant> {
  const factory = await ensureFactory(options.factoryDirectory)
  await makeDirectory(options.dataDirectory)
  const db = await openTenantDatabase(join(options.dataDirectory, 'tenant.sqlite'))
  const addresses: TenantAddresses = {
    graph: '',
    secureGraph: '',
    device: '',
    authority: '',
    portal: '',
    scep: '',
    apple: '',
  }
  try {
    const world = await loadWorld(db)
    const own = { clock: new TenantClock(), observed: new Observed(), activationLocked: new Set<string>() }
    const { dataDirectory, logger } = options
    const program = await openProgram({ ...own, dataDirectory, logger, factory, observe: observing(own) })
    const tenant: Tenant = {
      ...own,
      db,
      world,
      factory,
      addresses,
      program,
      programUrl: options.programUrl ?? null,
      jobs: new ProgramJobs(),
      switches: initialSwitches(options.scale),
      forced: new ForcedFailures(),
      push: new PushService(logger),
      logger,
    }
    await seedTenant(tenant, options.seed)
    await ensureAdministrator(tenant)
    await ensurePracticeRegistration(tenant)
    return tenant
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** What Apple's services are asked is remembered with everything else. */
function observing({ clock, observed }: Pick<Tenant, 'clock' | 'observed'>): ProgramOptions['observe'] {
  return (channel, what, serial, outcome) => observed.record({ at: clock.now(), channel, what, serial, outcome })
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? ''
    throw new AppError('app.fileUnwritable', { path, reason }, { cause: error })
  }
}

async function announce(tenant: Tenant, controlUrl: string, controlToken: string): Promise<TenantAnnouncement> {
  return {
    baseUrl: tenant.addresses.graph,
    secureBaseUrl: tenant.addresses.secureGraph,
    token: await mintBearer(tenant, { lifetimeMs: 60 * dayMs }),
    deviceBaseUrl: tenant.addresses.device,
    rootCertificate: tenant.world.root.certificatePem,
    controlUrl,
    controlToken,
    activationUrl: `${tenant.addresses.device}/deviceservices`,
    appleUrl: tenant.addresses.apple,
    portalUrl: tenant.addresses.portal,
    tenantId: tenant.world.tenantId,
    authority: authorityUrl(tenant),
    clientId: practiceClientId,
  }
}

/** Loopback only. @returns the port */
async function listen(server: FastifyInstance, port: number): Promise<number> {
  try {
    await server.listen({ port, host: '127.0.0.1' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new AppError('practice.portTaken', { port }, { cause: error })
    throw error
  }
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
