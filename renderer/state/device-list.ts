import type { DeviceView } from '../../src-shared/device-view.ts'
import { columnValue, deviceColumns } from './device-columns.ts'
import type { ColumnWorld, DeviceColumn } from './device-columns.ts'
import { isIn } from './device-groups.ts'
import type { DeviceGroup } from './device-groups.ts'

export type ListOrder = { readonly column: DeviceColumn; readonly descending: boolean }
export type ListChoice = {
  readonly search: string
  readonly filter: DeviceGroup | 'all'
  readonly order: ListOrder
  readonly groupBy: DeviceColumn | null
}

export type ListRow =
  | { readonly kind: 'device'; readonly udid: string }
  | { readonly kind: 'group'; readonly name: string | null; readonly total: number }

/** What the list shows, top to bottom: filtered, searched, sorted, and in groups where that was asked for. */
export function listRows(devices: readonly DeviceView[], choice: ListChoice, world: ColumnWorld): readonly ListRow[] {
  const found = devices.filter((device) => fits(device, choice, world)).toSorted(inOrder(choice.order, world))
  const rowOf = ({ udid }: DeviceView): ListRow => ({ kind: 'device', udid })
  const { groupBy } = choice
  if (groupBy === null) return found.map(rowOf)
  const groups = Map.groupBy(found, (device) => columnValue(groupBy, device, world))
  return [...groups]
    .toSorted(([left], [right]) => compare(left, right))
    .flatMap(([name, members]) => [
      { kind: 'group', name: name === null ? null : String(name), total: members.length } as const,
      ...members.map(rowOf),
    ])
}

function fits(device: DeviceView, { search, filter }: ListChoice, world: ColumnWorld): boolean {
  if (filter !== 'all' && !isIn(filter, device)) return false
  const words = plain(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const told = plain(
    [device.udid, ...deviceColumns.map((column) => columnValue(column, device, world) ?? '')].join(' '),
  )
  return words.every((word) => told.includes(word))
}

/** Without case and accents: people type what is quick. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function inOrder({ column, descending }: ListOrder, world: ColumnWorld) {
  return (left: DeviceView, right: DeviceView): number => {
    const [a, b] = [columnValue(column, left, world), columnValue(column, right, world)]
    const order = a === null || b === null || !descending ? compare(a, b) : compare(b, a)
    if (order !== 0) return order
    return compare(left.slot, right.slot) || compare(left.udid, right.udid)
  }
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function compare(left: string | number | null, right: string | number | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return collator.compare(String(left), String(right))
}
