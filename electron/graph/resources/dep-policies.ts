import * as z from 'zod'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, wireId } from './wire.ts'

const policy = z.object({ id: wireId, name: optionalText, creationSource: optionalText })

/**
 * The bare ids of the enrollment policies (settings catalog) of a token. Each also shows among the token's profiles, with
 * this id: that is where devices are assigned to it.
 */
export async function listDepPolicyIds(
  graph: GraphClient,
  tokenId: string,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const query = { $filter: `technologies has 'enrollment'` }
  const path = '/deviceManagement/configurationPolicies'
  const all = await allPages(graph.pages(path, { version: 'beta', schema: policy, query, signal }))
  const own = all.filter(
    ({ creationSource }) => creationSource?.toLowerCase() === `deptokenid_${tokenId.toLowerCase()}`,
  )
  return new Set(own.map(({ id }) => id.toLowerCase()))
}
