import type { Program } from '../program.ts'
import { addDevices, assignToServer, disown, findDevice } from '../registry.ts'
import type { DeviceSource } from '../store/schema.ts'
import type { Notice } from './html.ts'

export type Chosen =
  | { readonly by: 'serial' | 'csv'; readonly text: string }
  | { readonly by: 'order'; readonly order: string }

export type DeviceAction = 'assign' | 'unassign' | 'disown'

const maxSerials = 75_000

/** Does with the chosen devices what was asked, and says it in words. */
export async function actOnDevices(
  program: Program,
  chosen: Chosen,
  action: DeviceAction,
  server: { readonly uuid: string; readonly name: string } | null,
  by: string,
): Promise<Notice> {
  const serials = await serialsOf(program, chosen)
  if (serials.length === 0) return { kind: 'alert', text: 'No device was chosen.' }
  if (action === 'assign' && server === null) return { kind: 'alert', text: 'Choose an MDM server.' }
  const unknown =
    action === 'disown'
      ? await disownAll(program, serials)
      : await assignToServer(program, serials, action === 'assign' ? (server?.uuid ?? null) : null, by)
  const done = new Set(serials).size - unknown.length
  const what =
    action === 'assign' ? `assigned to ${server?.name ?? ''}` : action === 'unassign' ? 'unassigned' : 'released'
  if (unknown.length === 0) return { kind: 'status', text: `${done} devices ${what}.` }
  const named = unknown.slice(0, 20).join(', ')
  return { kind: 'alert', text: `${done} devices ${what}. Not found in your organization: ${named}` }
}

/** What a shop does at Apple, or somebody with Apple Configurator: the organization owns these devices from now on. */
export async function buyDevices(program: Program, text: string, order: string, source: DeviceSource): Promise<Notice> {
  const serials = readSerials(text)
  if (serials.length === 0) return { kind: 'alert', text: 'No serial number was given.' }
  const orderNumber = order.trim().slice(0, 50)
  const like = {
    model: 'iPhone 13',
    description: 'IPHONE 13 MIDNIGHT 128GB',
    color: 'MIDNIGHT',
    assetTag: '',
    family: 'iPhone',
    orderNumber,
    source,
  } as const
  const added = await addDevices(
    program,
    serials.map((serial) => ({ serial, ...like })),
  )
  return { kind: 'status', text: `${added} devices were ${source === 'APPLE' ? 'bought' : 'added by hand'}.` }
}

async function disownAll(program: Program, serials: readonly string[]): Promise<readonly string[]> {
  const unknown: string[] = []
  for (const serial of new Set(serials)) {
    const device = await findDevice(program.db, serial)
    if (device === undefined) unknown.push(serial)
    else await disown(program, device)
  }
  return unknown
}

async function serialsOf(program: Program, chosen: Chosen): Promise<readonly string[]> {
  if (chosen.by === 'order') {
    const rows = await program.db
      .selectFrom('device')
      .select('serial')
      .where('order_number', '=', chosen.order.trim())
      .where('disowned', '=', 0)
      .execute()
    return rows.map(({ serial }) => serial)
  }
  return readSerials(chosen.text)
}

/** One or many a line, first column; a heading, quotes and a byte order mark do no harm. */
export function readSerials(text: string): readonly string[] {
  const words = text.replace(/^\uFEFF/, '').split(/[\s,;]+/)
  const serials = words.map((word) => word.replaceAll('"', '').trim().toUpperCase())
  return serials.filter((serial) => /^[A-Z0-9]{8,14}$/.test(serial) && /\d|^TEST/.test(serial)).slice(0, maxSerials)
}
