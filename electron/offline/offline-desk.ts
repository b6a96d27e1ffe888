import { hostname } from 'node:os'
import * as z from 'zod'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import { intent, isOpen, tenantTargetOf } from '../../src-shared/outbox.ts'
import type { EnrollmentDesk } from '../graph/enrollment-desk.ts'
import { enrollmentFacts, usableUntil } from '../graph/enrollment-facts.ts'
import type { FactsShelf } from '../graph/enrollment-facts.ts'
import type { Outbox } from '../graph/outbox/outbox.ts'
import type { Clock } from '../lib/clock.ts'
import { openFile, sealFile } from '../store/sealed-file.ts'
import { readVaultFiles, vaultFile, writeVaultFiles } from './vault-files.ts'

export type OfflineOptions = {
  readonly desk: EnrollmentDesk
  readonly facts: FactsShelf
  readonly outbox: Outbox
  readonly store: {
    readonly blueprints: () => Promise<Blueprint[]>
    readonly putBlueprint: (value: Blueprint, position: number) => Promise<void>
  }
  /** Directory of the profile vault. */
  readonly vault: string
  readonly clock: Clock
}

/** What a site without network needs to prepare devices. Secrets beside the enrollment itself (Wi-Fi passwords, identities) are not in it. */
const offlinePackage = z.object({
  version: z.literal(1),
  site: z.string().max(200),
  createdAt: z.number(),
  facts: z.array(enrollmentFacts).min(1).max(200),
  blueprints: z.array(blueprint).max(500),
  vault: z.array(vaultFile).max(200),
})
type OfflinePackage = z.infer<typeof offlinePackage>

const outboxReport = z.object({
  version: z.literal(1),
  site: z.string().max(200),
  createdAt: z.number(),
  tenantId: z.string(),
  intents: z.array(intent).max(20_000),
})

export type PackageFacts = {
  readonly tenant: string
  readonly site: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly profiles: string[]
  readonly blueprints: string[]
  readonly vault: string[]
}

/** Files between a bench with network and one without: what it needs to prepare, and what Intune must then be told. */
export class OfflineDesk {
  readonly #options: OfflineOptions

  constructor(options: OfflineOptions) {
    this.#options = options
  }

  /**
   * Everything to prepare devices elsewhere, fresh from Intune where it can be reached.
   * @throws AppError `offline.nothingToPack`, `offline.weakPassphrase`, and those of the Graph client
   */
  async exportPackage(passphrase: string): Promise<PackageFacts & { readonly bytes: Buffer }> {
    const { desk, facts, store, vault, clock } = this.#options
    const blueprints = (await store.blueprints()).filter((one) => one.enrollmentProfile !== null)
    for (const one of blueprints) await desk.readiness(one)
    const kept = await facts.all()
    if (kept.length === 0 || blueprints.length === 0) throw new AppError('offline.nothingToPack')
    const files = await readVaultFiles(vault, new Set(blueprints.flatMap((one) => one.profiles)))
    const content: OfflinePackage = {
      version: 1,
      site: hostname(),
      createdAt: clock.now(),
      facts: [...kept],
      blueprints,
      vault: [...files],
    }
    return { ...this.#describe(content), bytes: await sealFile('offline-package', content, passphrase) }
  }

  /**
   * Takes over what an export packed. Blueprints and vault files of the same name are replaced.
   * @throws AppError `offline.wrongPassphrase`, `offline.fileUnreadable`, `offline.expired`, `offline.otherTenant`
   */
  async importPackage(bytes: Buffer, passphrase: string): Promise<PackageFacts> {
    const { facts, store, vault, clock } = this.#options
    const content = await openFile('offline-package', bytes, passphrase, offlinePackage)
    const described = this.#describe(content)
    if (described.expiresAt <= clock.now()) {
      throw new AppError('offline.expired', { expiredOn: new Date(described.expiresAt).toISOString().slice(0, 10) })
    }
    const [mine] = await facts.all()
    const [theirs] = content.facts
    if (mine !== undefined && theirs !== undefined && mine.tenantId !== theirs.tenantId) {
      throw new AppError('offline.otherTenant', { found: theirs.tenantName, mine: mine.tenantName })
    }
    await writeVaultFiles(vault, content.vault)
    const known = await store.blueprints()
    for (const [index, one] of content.blueprints.entries()) {
      const at = known.findIndex(({ id }) => id === one.id)
      await store.putBlueprint(one, at >= 0 ? at : known.length + index)
    }
    await facts.put(content.facts)
    return described
  }

  /** What Intune must still be told, for a Slipway that can reach it. What cannot be undone stays at home. */
  async report(passphrase: string): Promise<{ bytes: Buffer; entries: number; leftOut: number }> {
    const { outbox, clock, facts } = this.#options
    const open = outbox.intents.filter(isOpen)
    const intents = open.filter((one) => tenantTargetOf(one) === null)
    const [first] = await facts.all()
    const tenantId = first?.tenantId ?? intents[0]?.tenantId ?? ''
    const site = hostname()
    const content = { version: 1, site, createdAt: clock.now(), tenantId, intents: intents.map((one) => ({ ...one })) }
    const bytes = await sealFile('outbox-report', content, passphrase)
    return { bytes, entries: intents.length, leftOut: open.length - intents.length }
  }

  /**
   * Takes another site's report into this outbox; the same report again adds nothing.
   * @throws AppError `offline.wrongPassphrase`, `offline.fileUnreadable`, `offline.otherTenant`
   */
  async takeReport(
    bytes: Buffer,
    passphrase: string,
  ): Promise<{ site: string; added: number; known: number; refused: number }> {
    const { outbox, desk } = this.#options
    const content = await openFile('outbox-report', bytes, passphrase, outboxReport)
    const tenant = await desk.tenant()
    if (content.tenantId !== '' && content.tenantId !== tenant.tenantId) {
      throw new AppError('offline.otherTenant', { found: content.tenantId, mine: tenant.displayName })
    }
    // A file may not carry what needs a person's consent, whatever its maker put in.
    const allowed = content.intents.filter((one) => isOpen(one) && tenantTargetOf(one) === null)
    const { site } = content
    // It may have been sent from there: what Intune shows is read before it is sent from here.
    const added = outbox.take(allowed.map((one) => ({ ...one, origin: site })))
    const refused = content.intents.length - allowed.length
    return { site, added, known: allowed.length - added, refused }
  }

  #describe(content: OfflinePackage): PackageFacts {
    const now = this.#options.clock.now()
    return {
      tenant: content.facts[0]?.tenantName ?? '',
      site: content.site,
      createdAt: content.createdAt,
      // The first to lapse decides: who is offline should not find out which.
      expiresAt: Math.min(...content.facts.map((facts) => usableUntil(facts, now))),
      profiles: content.facts.map((facts) => facts.profile.displayName),
      blueprints: content.blueprints.map((one) => one.name),
      vault: content.vault.map((file) => file.name),
    }
  }
}
