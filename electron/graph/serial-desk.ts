import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { SerialFacts } from '../../src-shared/plan.ts'
import type { Clock } from '../lib/clock.ts'
import type { GraphClient } from './call.ts'
import { isSameProfile } from '../../src-shared/intune/profile-id.ts'
import { findIdentities } from './resources/apple-identities.ts'
import type { AppleIdentity } from './resources/apple-identities.ts'
import { listDepTokens } from './resources/dep-tokens.ts'
import { normalizeSerial } from './serial.ts'

export type SerialDeskOptions = {
  readonly graph: GraphClient
  /** The account, which is also the container of imported serial numbers, and the blueprint's enrollment profile. */
  readonly desk: {
    readonly accountId: () => Promise<string>
    readonly profile: (blueprint: Blueprint) => Promise<{ readonly id: string }>
  }
  readonly clock: Pick<Clock, 'now' | 'sleep'>
}

/** What a tenant says of one serial number, in each of its lists. */
type Found = { readonly imported: AppleIdentity | null; readonly automated: AppleIdentity | null }

type Answer = { readonly found: ReadonlyMap<string, Found>; readonly tokenGood: boolean | null }

/** Devices of a cart are planned together; one question for all of them costs what one for each would cost many times. */
const gatherMs = 100
/** Many tenants have one token for each school or site; asking more than that for a plan would take too long. */
const mostTokens = 20

/**
 * What Intune knows of serial numbers before anything is done to their devices: whether Apple gave them to this tenant for
 * automated enrollment, whether they were imported, and what is assigned to them.
 */
export class SerialDesk {
  readonly #options: SerialDeskOptions
  #gathering: { readonly serials: Set<string>; readonly answer: Promise<Answer> } | null = null

  constructor(options: SerialDeskOptions) {
    this.#options = options
  }

  /**
   * @param serials as the devices tell them; the answer is by the same spelling
   * @throws AppError those of the Graph client
   */
  async read(
    serials: readonly string[],
    blueprint: Blueprint,
  ): Promise<{ readonly serials: ReadonlyMap<string, SerialFacts>; readonly programTokenGood: boolean | null }> {
    const [{ found, tokenGood }, profile] = await Promise.all([
      this.#together(serials.map(normalizeSerial)),
      blueprint.enrollmentProfile === null ? null : this.#options.desk.profile(blueprint),
    ])
    const facts = serials.map(
      (serial) => [serial, factsOf(found.get(normalizeSerial(serial)), profile?.id ?? null)] as const,
    )
    return { serials: new Map(facts), programTokenGood: tokenGood }
  }

  #together(serials: readonly string[]): Promise<Answer> {
    const gathering = this.#gathering
    if (gathering !== null) {
      for (const serial of serials) gathering.serials.add(serial)
      return gathering.answer
    }
    const mine = new Set(serials)
    const answer = this.#options.clock.sleep(gatherMs).then(() => {
      this.#gathering = null
      return this.#ask([...mine])
    })
    this.#gathering = { serials: mine, answer }
    return answer
  }

  async #ask(serials: readonly string[]): Promise<Answer> {
    const { graph, desk, clock } = this.#options
    const [account, tokens] = await Promise.all([desk.accountId(), listDepTokens(graph)])
    const asked = tokens.slice(0, mostTokens)
    const [imported, ...automated] = await Promise.all(
      [account, ...asked.map(({ id }) => id)].map((container) => findIdentities(graph, container, serials)),
    )
    const found = serials.map((serial) => {
      const identity = imported?.get(serial) ?? null
      // Some tenants show what Apple brought in the account's own list, too.
      const inList = automated.map((list) => list.get(serial)).find((one) => one !== undefined)
      const brought = inList ?? (identity?.fromAutomatedEnrollment === true ? identity : null)
      return [serial, { imported: brought === identity ? null : identity, automated: brought }] as const
    })
    const now = clock.now()
    const good = asked.some(({ expiresAt }) => expiresAt === null || expiresAt > now)
    return { found: new Map(found), tokenGood: asked.length === 0 ? null : good }
  }
}

function factsOf(found: Found | undefined, profileId: string | null): SerialFacts {
  if (found === undefined) return { automated: null, automatedProfile: null, imported: null, assigned: null }
  const assignedTo = found.imported?.profileId ?? null
  return {
    automated: found.automated !== null,
    automatedProfile: found.automated === null ? null : found.automated.profileId !== null,
    imported: found.imported !== null,
    assigned: assignedTo !== null && profileId !== null && isSameProfile(assignedTo, profileId),
  }
}
