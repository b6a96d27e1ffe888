import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { GraphClient } from '../call.ts'
import { optionalText, wireId } from './wire.ts'

export type Tenant = {
  readonly tenantId: string
  readonly displayName: string
  /** Who is signed in; null for an app without a person. */
  readonly userPrincipalName: string | null
  /** Set when the service marks itself as a practice tenant; null on Microsoft's. */
  readonly practiceWorld: string | null
}

const organizations = z.object({ value: z.array(z.object({ id: wireId, displayName: optionalText })).min(1) })
const me = z.object({ userPrincipalName: optionalText })

/** A practice tenant says so on every answer, so that practice and real cannot be taken for one another. */
export const practiceHeader = 'x-slipway-practice'

/** Which tenant this is, and who asks. */
export async function readTenant(graph: GraphClient, signal?: AbortSignal): Promise<Tenant> {
  const answer = await graph.send('GET', '/organization', { version: 'v1.0', schema: organizations, signal })
  const organization = answer.value.value[0]!
  return {
    tenantId: organization.id,
    displayName: organization.displayName ?? organization.id,
    userPrincipalName: await readUserName(graph, signal),
    practiceWorld: answer.headers[practiceHeader] ?? null,
  }
}

/** Tokens of an app have no /me, and some consents leave it out; the rest works without. */
async function readUserName(graph: GraphClient, signal?: AbortSignal): Promise<string | null> {
  try {
    return (await graph.get('/me', { version: 'v1.0', schema: me, signal })).userPrincipalName
  } catch (error) {
    const without = ['graph.badRequest', 'graph.forbidden', 'graph.permissionMissing', 'graph.notFound']
    if (error instanceof AppError && without.includes(error.code)) return null
    throw error
  }
}
