import type { DeviceStage } from '../src-shared/device.ts'
import type { DeviceView } from '../src-shared/device-view.ts'
import type { Translator } from '../src-shared/i18n/translator.ts'
import { productName } from '../src-shared/product-names.ts'

/** Last four of the serial, which is what people compare with the sticker; dashes before it could be read. */
export function lastFour(device: DeviceView): string {
  const serial = device.facts?.serial ?? null
  return serial === null ? '– – – –' : serial.slice(-4)
}

/** What to call a device in a sentence: its name, else its serial, else its kind. */
export function deviceName(device: DeviceView, { t }: Translator): string {
  const { facts } = device
  return facts?.name ?? facts?.serial ?? facts?.deviceClass ?? t('slot.unknownDevice')
}

/** As it is sold where that is known, else its product type. */
export function modelOf(device: DeviceView, { t }: Translator): string {
  const type = device.facts?.productType ?? null
  return type === null ? (device.facts?.deviceClass ?? t('slot.unknownDevice')) : productName(type)
}

export function slotLabel(device: DeviceView, { t }: Translator): string {
  return device.slot === null ? t('slot.noSlot') : t('slot.slot', { slot: device.slot })
}

/** A run is at work on the device, or about to be. */
export function isUnderWay(device: DeviceView): boolean {
  return device.run !== null && device.run.endedAt === null && underWay.has(device.stage)
}

/** Nothing is at work, so that staging may start. */
export function isStageable(device: DeviceView): boolean {
  return device.presence === 'attached' && !isUnderWay(device) && !notStageable.has(device.stage)
}

/** A run stopped before its end and can be taken up again. One that a pulled cable interrupted goes on by itself. */
export function isRetryable(device: DeviceView): boolean {
  return device.stage === 'needsAttention'
}

const underWay: ReadonlySet<DeviceStage> = new Set([
  'queued',
  'running',
  'waitingForTap',
  'interrupted',
  'held',
  'paused',
  'away',
  'awaitingEnrollment',
])
const notStageable: ReadonlySet<DeviceStage> = new Set(['seen', 'identifying', ...underWay])
