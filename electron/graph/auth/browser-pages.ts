import type { Language } from '../../../src-shared/i18n/languages.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'

/** What the browser shows when it comes back from Microsoft. */
export function browserPages(language: Language): { readonly success: string; readonly failure: string } {
  const { t } = createTranslator(language)
  const page = (title: string, text: string): string =>
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  return {
    success: page(t('account:browser.doneTitle'), t('account:browser.done')),
    failure: page(t('account:browser.failedTitle'), t('account:browser.failed')),
  }
}
