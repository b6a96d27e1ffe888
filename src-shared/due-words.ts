import type { DueItem } from './deadlines-contract.ts'
import type { Translator } from './i18n/translator.ts'

/** Which one lapses, in words; null where there is only one of its kind. */
export function dueOf({ of, count }: Pick<DueItem, 'of' | 'count'>, { t }: Pick<Translator, 't'>): string | null {
  return of !== null && count !== undefined && count > 1 ? t('lookup:deadlines.ofFirst', { of, count }) : of
}
