import { constantTimeEqual, hmacSha256, randomBytes, randomUuid } from '../../../lib/crypto.ts'
import type { Program } from '../dep/program.ts'
import { findOrganization } from '../dep/program.ts'
import { assignToServer, findDevice } from '../dep/registry.ts'
import type { Activity } from '../dep/store/schema.ts'
import type { Resource } from './resources.ts'
import { time } from './resources.ts'

export type ActivityType = 'ASSIGN_DEVICES' | 'UNASSIGN_DEVICES'

/** Apple: what an activity did can be read for thirty days. */
const keptMs = 30 * 24 * 3_600_000
const logLifeMs = 3_600_000

/** Orders over many devices: taken at once, carried out a little later, and then with a list of results. */
export class Activities {
  readonly #program: Program
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Signs the addresses of lists; those from before a restart are void, as they are at Apple after a while. */
  readonly #key = randomBytes(32)

  constructor(program: Program) {
    this.#program = program
  }

  async add(type: ActivityType, serverUuid: string, serials: readonly string[]): Promise<Activity> {
    const activity = {
      id: randomUuid(),
      type,
      server_uuid: serverUuid,
      serials: JSON.stringify(serials),
      created_at: this.#program.clock.now(),
      completed_at: null,
      sub_status: 'SUBMITTED',
      log: null,
    } as const
    await this.#program.db.insertInto('activity').values(activity).execute()
    this.#later(activity)
    return activity
  }

  async find(id: string): Promise<Activity | undefined> {
    const found = await this.#program.db.selectFrom('activity').selectAll().where('id', '=', id).executeTakeFirst()
    return found === undefined || found.created_at + keptMs < this.#program.clock.now() ? undefined : found
  }

  /** Takes up what a stop of the service left undone. */
  async resume(): Promise<void> {
    const open = await this.#program.db.selectFrom('activity').selectAll().where('completed_at', 'is', null).execute()
    for (const activity of open) this.#later(activity)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  resource(base: string, activity: Activity): Resource {
    const { id, created_at, completed_at, sub_status: subStatus } = activity
    const over =
      completed_at === null ? {} : { completedDateTime: time(completed_at), downloadUrl: this.#logUrl(base, id) }
    return {
      type: 'orgDeviceActivities',
      id,
      attributes: {
        status: completed_at === null ? 'IN_PROGRESS' : 'COMPLETED',
        subStatus,
        createdDateTime: time(created_at),
        ...over,
      },
      links: { self: `${base}/v1/orgDeviceActivities/${id}` },
    }
  }

  /** The list of results behind a signed address; null when the address is not one of ours or is over. */
  async log(id: string, query: URLSearchParams): Promise<string | null> {
    const ends = query.get('expires') ?? ''
    const signature = Buffer.from(query.get('signature') ?? '', 'base64url')
    if (!constantTimeEqual(this.#sign(id, ends), signature) || Number(ends) <= this.#program.clock.now()) return null
    return (await this.find(id))?.log ?? null
  }

  #logUrl(base: string, id: string): string {
    const expires = String(this.#program.clock.now() + logLifeMs)
    const query = new URLSearchParams({
      expires,
      signature: this.#sign(id, expires).toString('base64url'),
      'response-content-disposition': `attachment; filename="activity-${id}.csv"`,
    })
    return `${base}/activity-logs/${id}?${query.toString()}`
  }

  #sign(id: string, expires: string): Buffer {
    return hmacSha256(this.#key, `${id}.${expires}`)
  }

  #later(activity: Activity): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#carryOut(activity).catch((error: unknown) =>
        this.#program.logger.error({ err: error }, 'a practice activity failed'),
      )
    }, this.#program.switches.activityMs)
    this.#timers.add(timer)
  }

  async #carryOut({ id, type, server_uuid: server, serials: text }: Activity): Promise<void> {
    const program = this.#program
    const { administrator } = await findOrganization(program.db)
    const results: (readonly [string, string])[] = []
    for (const serial of JSON.parse(text) as readonly string[]) {
      const reason = await refusalOf(program, type, server, serial)
      results.push([serial, reason])
      if (reason === '')
        await assignToServer(program, [serial], type === 'ASSIGN_DEVICES' ? server : null, administrator)
    }
    const failed = results.some(([, reason]) => reason !== '')
    // What Apple's columns are called is published nowhere.
    const lines = results.map(([serial, reason]) => `${serial},${reason === '' ? 'SUCCESS' : 'FAILED'},${reason}`)
    await program.db
      .updateTable('activity')
      .set({
        completed_at: program.clock.now(),
        sub_status: failed ? 'COMPLETED_WITH_FAILURE' : 'COMPLETED_WITH_SUCCESS',
        log: `${['Serial Number,Result,Reason', ...lines].join('\r\n')}\r\n`,
      })
      .where('id', '=', id)
      .execute()
  }
}

/** Why this device is left as it is; empty when nothing is in the way. */
async function refusalOf(program: Program, type: string, server: string, serial: string): Promise<string> {
  const device = await findDevice(program.db, serial)
  if (device === undefined) return 'NOT_FOUND'
  if (program.throttled.has(device.serial)) return 'THROTTLED'
  return type === 'UNASSIGN_DEVICES' && device.server_uuid !== server ? 'NOT_ASSIGNED_TO_SERVER' : ''
}
