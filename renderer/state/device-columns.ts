import type { Cart } from '../../src-shared/carts.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { modelOf } from '../device-words.ts'
import { runProgress } from '../../src-shared/run-progress.ts'
import { placeOf } from './carts.ts'
import { timeLeft } from './time-left.ts'

export const deviceColumns = [
  'slot',
  'cart',
  'serial',
  'name',
  'model',
  'os',
  'stage',
  'step',
  'left',
  'blueprint',
  'intune',
  'battery',
] as const
export type DeviceColumn = (typeof deviceColumns)[number]

export const usualColumns: readonly DeviceColumn[] = ['slot', 'serial', 'name', 'model', 'stage', 'step', 'left']

/** What a value depends on beside its device. */
export type ColumnWorld = { readonly carts: readonly Cart[]; readonly text: Translator; readonly now: number }

/** What a column sorts by; null goes last, whichever way it is sorted. */
export function columnValue(column: DeviceColumn, device: DeviceView, world: ColumnWorld): string | number | null {
  const { facts, run } = device
  switch (column) {
    case 'slot':
      return device.slot
    case 'cart':
      return placeOf(device.slot, world.carts)
    case 'serial':
      return facts?.serial ?? null
    case 'name':
      return facts?.name ?? null
    case 'model':
      return modelOf(device, world.text)
    case 'os':
      return facts?.osVersion ?? null
    case 'stage':
      return world.text.t(`stage.${device.stage}`)
    case 'step':
      return run === null ? null : stepsDone(device)
    case 'left':
      return timeLeft(device, world.now)
    case 'blueprint':
      return run?.blueprintName ?? null
    case 'intune':
      return device.intuneState
    default:
      return facts?.batteryPercent ?? null
  }
}

/** The part of the steps that is done, 0 to 1. */
export function stepsDone({ run }: DeviceView): number {
  if (run === null) return 0
  const { done, total } = runProgress(run)
  return total === 0 ? 0 : done / total
}
