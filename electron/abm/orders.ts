import type { AbmActivity, AbmRow } from '../../src-shared/abm.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import { readActivityLog } from './activity-log.ts'
import type { AbmClient } from './client.ts'
import { findPlaces } from './places.ts'
import type { Place } from './places.ts'
import { activityWire, one } from './wire.ts'
import type { ActivityWire } from './wire.ts'

export type Ordered = { readonly rows: readonly AbmRow[]; readonly activities: readonly AbmActivity[] }

type Order = {
  readonly type: 'ASSIGN_DEVICES' | 'UNASSIGN_DEVICES'
  readonly serverId: string
  readonly serials: readonly string[]
}

/** Apple names no limit for one activity; a page of its lists holds as many. */
const perActivity = 1000
const waitMs = 5 * 60_000
const firstPauseMs = 500
const longestPauseMs = 10_000

/** Puts devices on a server, then reads back: a row says what is so, not what was sent. */
export async function assignDevices(
  client: AbmClient,
  clock: Clock,
  serverId: string,
  serials: readonly string[],
): Promise<Ordered> {
  const before = await findPlaces(client, serials)
  const isThere = (place: Place | undefined): boolean => place?.serverId === serverId
  const open = serials.filter((serial) => before.get(serial) != null && !isThere(before.get(serial)))
  const order = { type: 'ASSIGN_DEVICES', serverId, serials: open } as const
  return carryOut(client, clock, { serials, before, orders: [order], isSo: isThere })
}

/** Takes devices off the servers they are on: Apple wants to hear from which. */
export async function unassignDevices(client: AbmClient, clock: Clock, serials: readonly string[]): Promise<Ordered> {
  const before = await findPlaces(client, serials)
  const isFree = (place: Place | undefined): boolean => place != null && place.serverId === null
  const byServer = Map.groupBy(
    serials.filter((serial) => before.get(serial)?.serverId != null),
    (serial) => before.get(serial)?.serverId ?? '',
  )
  const orders = [...byServer].map(([serverId, some]): Order => ({ type: 'UNASSIGN_DEVICES', serverId, serials: some }))
  return carryOut(client, clock, { serials, before, orders, isSo: isFree })
}

type Plan = {
  readonly serials: readonly string[]
  readonly before: ReadonlyMap<string, Place>
  readonly orders: readonly Order[]
  readonly isSo: (place: Place | undefined) => boolean
}

async function carryOut(client: AbmClient, clock: Clock, { serials, before, orders, isSo }: Plan): Promise<Ordered> {
  const activities: AbmActivity[] = []
  const reasons = new Map<string, string>()
  for (const order of orders) {
    for (let start = 0; start < order.serials.length; start += perActivity) {
      const some = order.serials.slice(start, start + perActivity)
      const activity = await orderOnce(client, clock, { ...order, serials: some })
      if (activity === null) continue
      activities.push(activity)
      for (const [serial, reason] of readActivityLog(activity.log ?? '', new Set(some))) reasons.set(serial, reason)
    }
  }
  const open = orders.flatMap((order) => order.serials)
  const after = open.length === 0 ? before : await findPlaces(client, open)
  const working = activities.some(({ status }) => status === 'IN_PROGRESS') || activities.length < orders.length
  const asked = new Set(open)
  const rows = serials.map((serial): AbmRow => {
    const reason = reasons.get(serial) ?? null
    if (before.get(serial) == null) return { serial, outcome: 'unknown', reason }
    if (!asked.has(serial)) return { serial, outcome: 'unchanged', reason }
    if (isSo(after.get(serial))) return { serial, outcome: 'done', reason }
    return { serial, outcome: working ? 'pending' : 'refused', reason }
  })
  return { rows, activities }
}

/** Null when the connection broke before Apple's answer: it is not ordered again, for the read-back tells what is so. */
async function orderOnce(client: AbmClient, clock: Clock, order: Order): Promise<AbmActivity | null> {
  try {
    const { data } = await client.post('/v1/orgDeviceActivities', bodyOf(order), one(activityWire))
    return await withLog(client, await finished(client, clock, data))
  } catch (error) {
    if (error instanceof AppError && error.code === 'abm.outcomeUnknown') return null
    throw error
  }
}

function bodyOf({ type, serverId, serials }: Order): object {
  return {
    data: {
      type: 'orgDeviceActivities',
      attributes: { activityType: type },
      relationships: {
        mdmServer: { data: { type: 'mdmServers', id: serverId } },
        devices: { data: serials.map((id) => ({ type: 'orgDevices', id })) },
      },
    },
  }
}

async function finished(client: AbmClient, clock: Clock, started: ActivityWire): Promise<ActivityWire> {
  const end = clock.now() + waitMs
  let activity = started
  for (let pause = firstPauseMs; activity.status === 'IN_PROGRESS' && clock.now() < end;) {
    await clock.sleep(pause)
    pause = Math.min(pause * 2, longestPauseMs)
    activity = await findActivity(client, started.id)
  }
  return activity
}

/** @throws AppError `abm.activityUnknown` */
export async function findActivity(client: AbmClient, id: string): Promise<ActivityWire> {
  const found = await client.find(`/v1/orgDeviceActivities/${encodeURIComponent(id)}`, one(activityWire))
  if (found === null) throw new AppError('abm.activityUnknown', { id })
  return found.data
}

/** With Apple's list of results, where there is one; that it cannot be had takes nothing from what was done. */
export async function withLog(client: AbmClient, activity: ActivityWire): Promise<AbmActivity> {
  const { id, status, subStatus, downloadUrl } = activity
  const log = downloadUrl === null ? null : await client.download(downloadUrl).catch(unreadable)
  return { id, status, subStatus, log: log?.toString('utf8') ?? null }
}

function unreadable(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}
