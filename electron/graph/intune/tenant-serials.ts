import { AppError } from '../../../src-shared/errors.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { appleIdentities, countIdentities, findIdentities } from '../resources/apple-identities.ts'
import type { AppleIdentity } from '../resources/apple-identities.ts'
import { listDepDevices } from '../resources/dep-devices.ts'
import { listDepTokens } from '../resources/dep-tokens.ts'

/** Up to so many are asked for one by one; a larger file costs less when the whole list is read. */
const fewSerials = 300
/** More tokens than that would make a preview wait too long; a row Apple brought is then refused at the import itself. */
const mostTokens = 20

export type TenantSerials = {
  readonly known: ReadonlyMap<string, AppleIdentity>
  readonly automated: ReadonlySet<string>
  readonly total: number
}

/** What a tenant has of these serial numbers, and how many it has in all. */
export async function readTenantSerials(
  graph: GraphClient,
  accountId: string,
  serials: readonly string[],
  signal?: AbortSignal,
): Promise<TenantSerials> {
  const [imported, tokens] = await Promise.all([
    readImported(graph, accountId, serials, signal),
    listDepTokens(graph, signal).catch(withoutPermission),
  ])
  const automated = new Set<string>()
  for (const { id } of tokens.slice(0, mostTokens)) {
    for (const serial of await readAutomated(graph, id, serials, signal)) automated.add(serial)
  }
  const own = [...imported.known].filter(([serial, { fromAutomatedEnrollment }]) => {
    if (fromAutomatedEnrollment) automated.add(serial)
    return !fromAutomatedEnrollment
  })
  return { known: new Map(own), automated, total: imported.total }
}

async function readImported(
  graph: GraphClient,
  accountId: string,
  serials: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ readonly known: ReadonlyMap<string, AppleIdentity>; readonly total: number }> {
  if (serials.length <= fewSerials) {
    const [known, total] = await Promise.all([
      findIdentities(graph, accountId, serials, signal),
      countIdentities(graph, accountId, signal),
    ])
    return { known, total }
  }
  const all = await allPages(appleIdentities(graph, accountId, signal === undefined ? {} : { signal }))
  return { known: new Map(all.map((identity) => [identity.serial, identity])), total: all.length }
}

async function readAutomated(
  graph: GraphClient,
  token: string,
  serials: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  if (serials.length <= fewSerials) return [...(await findIdentities(graph, token, serials, signal)).keys()]
  return (await listDepDevices(graph, token)).map(({ serial }) => serial)
}

function withoutPermission(error: unknown): readonly [] {
  if (error instanceof AppError && ['graph.forbidden', 'graph.permissionMissing'].includes(error.code)) return []
  throw error
}
