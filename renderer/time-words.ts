import type { Language } from '../src-shared/i18n/languages.ts'

/** Day and time of the bench's clock. @param at milliseconds since 1970 */
export function timeText(at: number, language: Language): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}

/** The time of day alone, for what is due within the hour. @param at milliseconds since 1970 */
export function timeOfDay(at: number, language: Language): string {
  return new Date(at).toLocaleTimeString(language, { timeStyle: 'short' })
}
