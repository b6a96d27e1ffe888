import { dayMs } from '../clock.ts'
import type { Tenant } from '../tenant.ts'
import { assignAtApple } from './assign-at-apple.ts'
import { ProgramRefused, ProgramUnreachable } from './client.ts'
import { findToken, programClient, syncProgram } from './sync.ts'

/** Intune: by itself every twelve hours. */
const automaticEveryMs = dayMs / 2
const lookEveryMs = 60_000

/** Work with Apple that goes on after Graph has answered: for one token at a time, in the order it was asked for. */
export class ProgramJobs {
  readonly #last = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | null = null

  /** The sync itself; whoever starts it has checked that it may start. */
  sync(tenant: Tenant, containerId: string): void {
    this.#enqueue(tenant, containerId, () => syncProgram(tenant, containerId))
  }

  /** After an assignment or an edit: Apple hears of it at once. What fails is done again by the next sync. */
  assign(tenant: Tenant, containerId: string): void {
    this.#enqueue(tenant, containerId, async () => {
      const token = await findToken(tenant, containerId)
      if (token !== undefined) await assignAtApple(tenant, containerId, programClient(tenant, token))
    })
  }

  /** Settles when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values())
  }

  start(tenant: Tenant): void {
    this.#timer = setInterval(() => void this.syncDue(tenant).catch(() => {}), lookEveryMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.settled()
  }

  /** Starts what half a day has made due. */
  async syncDue(tenant: Tenant): Promise<void> {
    const now = tenant.clock.now()
    const rows = await tenant.db
      .selectFrom('container')
      .innerJoin('program_token', 'program_token.container_id', 'container.id')
      .select(['container.id', 'container.sync_triggered_at', 'container.modified_at'])
      .where('container.expires_at', '>', now)
      .execute()
    for (const { id, sync_triggered_at: last, modified_at: uploaded } of rows) {
      if (now - (last ?? uploaded) < automaticEveryMs) continue
      await tenant.db.updateTable('container').set({ sync_triggered_at: now }).where('id', '=', id).execute()
      this.sync(tenant, id)
    }
  }

  #enqueue(tenant: Tenant, containerId: string, work: () => Promise<void>): void {
    const before = this.#last.get(containerId) ?? Promise.resolve()
    const job = before.then(work).catch((error: unknown) => {
      const expected = error instanceof ProgramRefused || error instanceof ProgramUnreachable
      tenant.logger[expected ? 'warn' : 'error']({ err: error, containerId }, 'work with the enrollment program failed')
    })
    this.#last.set(containerId, job)
    void job.finally(() => {
      if (this.#last.get(containerId) === job) this.#last.delete(containerId)
    })
  }
}
