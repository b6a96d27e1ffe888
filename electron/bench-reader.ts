import type { BackendFacts } from '../src-shared/capabilities.ts'
import type { Blueprint } from '../src-shared/blueprint.ts'
import { registersSerial } from '../src-shared/blueprint-meaning.ts'
import { toErrorRecord } from '../src-shared/errors.ts'
import type { MissingItem } from '../src-shared/plan.ts'
import type { ReadBench } from './engine/ports.ts'
import type { RecordFacts } from '../src-shared/returns.ts'
import type { EnrollmentDesk } from './graph/enrollment-desk.ts'
import type { SerialDesk } from './graph/serial-desk.ts'
import type { Logger } from './lib/logger.ts'

export type BenchReaderOptions = {
  readonly desk: Pick<EnrollmentDesk, 'tenant' | 'readiness'>
  readonly serials: SerialDesk
  /** Whether the tenant's APNs certificate is there and good. */
  readonly apnsReady: () => Promise<boolean>
  readonly assertTenant: (practiceWorld: string | null) => void
  readonly organization: { readonly name: string; readonly privateKeyPem: string }
  readonly missingFiles: (blueprint: Blueprint) => Promise<readonly MissingItem[]>
  readonly hasSecret: (name: string) => Promise<boolean>
  readonly assets: () => Promise<ReadonlyMap<string, string>>
  /** What Intune has of devices that come back. */
  readonly records: (serials: readonly string[]) => Promise<ReadonlyMap<string, RecordFacts>>
  readonly backends: () => Promise<BackendFacts>
  readonly logger: Logger
}

type Tenant = Pick<Awaited<ReturnType<ReadBench>>, 'apnsReady' | 'trustProfileNamed' | 'serials' | 'programTokenGood'>

/** What is known of tenant and bench for a plan, of a whole cartful in one go. */
export function benchReader(options: BenchReaderOptions): ReadBench {
  return async (blueprint, _signal, serials) => {
    const { organization } = options
    const [tenant, missing, assets, records, backends] = await Promise.all([
      readTenantFacts(options, blueprint, serials),
      readMissing(options, blueprint),
      options.assets(),
      blueprint.kind === 'return' ? readRecords(options, serials) : null,
      options.backends(),
    ])
    return {
      ...tenant,
      missing,
      backends,
      ...(records !== null && { records }),
      assets: new Set(serials.filter((serial) => assets.has(serial.toUpperCase()))),
      supervisionIdentity: organization.privateKeyPem !== '',
      organizationName: organization.name,
      // Nothing shares this computer's network over the cable yet.
      tethered: false,
    }
  }
}

/** Where this station registers the device, the tenant must have a word; elsewhere a silent tenant only leaves gaps. */
async function readTenantFacts(
  options: BenchReaderOptions,
  blueprint: Blueprint,
  serials: readonly string[],
): Promise<Tenant> {
  if (registersSerial(blueprint)) {
    options.assertTenant((await options.desk.tenant()).practiceWorld)
    const [readiness, list] = await Promise.all([
      options.desk.readiness(blueprint),
      readLists(options, blueprint, serials),
    ])
    return { ...readiness, ...list }
  }
  const list = await readLists(options, blueprint, serials)
  const apnsReady =
    blueprint.route === 'none' || (await options.apnsReady().catch((error) => unknown(options, error, true)))
  return { apnsReady, trustProfileNamed: false, ...list }
}

type Lists = Pick<Tenant, 'serials' | 'programTokenGood'>

/** An account may not be allowed to see the lists, or the tenant be away: then nothing is known of them. */
async function readLists(
  options: BenchReaderOptions,
  blueprint: Blueprint,
  serials: readonly string[],
): Promise<Lists> {
  return options.serials
    .read(serials, blueprint)
    .catch((error) => unknown(options, error, { serials: new Map(), programTokenGood: null }))
}

function unknown<T>({ logger }: BenchReaderOptions, error: unknown, instead: T): T {
  logger.info({ code: toErrorRecord(error).code }, 'planned without what the tenant did not say')
  return instead
}

/** Nothing of a device that comes back is touched before Intune was asked: the run asks again. */
async function readRecords(
  options: BenchReaderOptions,
  serials: readonly string[],
): Promise<ReadonlyMap<string, RecordFacts>> {
  return options.records(serials).catch((error) => unknown(options, error, new Map<string, RecordFacts>()))
}

async function readMissing(options: BenchReaderOptions, blueprint: Blueprint): Promise<readonly MissingItem[]> {
  const secret = blueprint.wifi?.passwordSecret ?? null
  const hasSecret = secret === null || (await options.hasSecret(secret))
  const files = await options.missingFiles(blueprint)
  return hasSecret || secret === null ? files : [...files, { kind: 'secret', name: secret }]
}
