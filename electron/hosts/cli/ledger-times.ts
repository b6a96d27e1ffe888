import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'

const dayMs = 86_400_000

/** A day or a time of this computer, or one with an offset, as milliseconds since 1970. @throws AppError 'app.usage' */
export function readSince(text: string | undefined, t: Translator['t']): number | null {
  if (text === undefined) return null
  const time = isDay(text) ? startOfDay(text, 0) : parseTime(text)
  if (!Number.isNaN(time)) return time
  throw new AppError('app.usage', { detail: t('ledger:badTime', { text }) })
}

/** The same, for the end of a period: of a day, its end. @throws AppError 'app.usage' */
export function readUntil(text: string | undefined, t: Translator['t']): number | null {
  return text !== undefined && isDay(text) && !Number.isNaN(startOfDay(text, 1))
    ? startOfDay(text, 1)
    : readSince(text, t)
}

/** An age in days (`365d`), or a time, as the time before which something is older. @throws AppError 'app.usage' */
export function readAge(text: string | undefined, now: number, t: Translator['t']): number | null {
  if (text === undefined) return null
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  if (days !== undefined) return now - Number(days) * dayMs
  const time = isDay(text) ? startOfDay(text, 0) : parseTime(text)
  if (!Number.isNaN(time)) return time
  throw new AppError('app.usage', { detail: t('ledger:forget.badAge', { text }) })
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

function startOfDay(text: string, plusDays: number): number {
  const day = new Date(`${text}T00:00`)
  // The 31st of a short month would silently become another day.
  if (day.getDate() !== Number(text.slice(-2))) return Number.NaN
  day.setDate(day.getDate() + plusDays)
  return day.getTime()
}

function parseTime(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(text) ? Date.parse(text) : Number.NaN
}
