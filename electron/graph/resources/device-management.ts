import * as z from 'zod'
import type { GraphClient } from '../call.ts'
import { optionalText, wireId } from './wire.ts'

export type IntuneAccount = {
  /** Also the id of the hidden container that holds Apple Configurator's profiles and serials. */
  readonly accountId: string
  /** active, warning, disabled …; null where the service leaves it out. */
  readonly subscriptionState: string | null
}

const deviceManagement = z.object({ intuneAccountId: wireId, subscriptionState: optionalText })

/** The first call after sign-in: it proves licence and consent in one go. */
export async function readIntuneAccount(graph: GraphClient, signal?: AbortSignal): Promise<IntuneAccount> {
  const found = await graph.get('/deviceManagement', { version: 'beta', schema: deviceManagement, signal })
  return { accountId: found.intuneAccountId.toLowerCase(), subscriptionState: found.subscriptionState }
}
