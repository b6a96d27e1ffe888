import { pickLanguage } from '../../../src-shared/i18n/languages.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { createTranslator } from '../../../src-shared/i18n/translator.ts'
import type { Verdict } from './request-guard.ts'

/** The first language of `Accept-Language` that Slipway speaks. */
export function translatorFor(acceptLanguage: string | undefined): Translator {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.split(';')[0]?.trim())
  return createTranslator(pickLanguage(wanted))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function page(translator: Translator, title: string, paragraphs: readonly string[], head = ''): string {
  const body = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')
  const heading = escapeHtml(title)
  return `<!doctype html><html lang="${translator.language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title>${head}<main><h1>${heading}</h1>${body}</main></html>`
}

/** Says why a request was refused and what to do, without scripts or styles. */
export function refusalPage(translator: Translator, verdict: Exclude<Verdict, 'allowed'>): string {
  const { t } = translator
  if (verdict === 'wrongPlace') return page(translator, 'Slipway', [escapeHtml(t('host:refused.wrongPlace'))])
  const paragraphs = [t('host:refused.text'), t('host:refused.again')].map(escapeHtml)
  return page(translator, t('host:refused.title'), paragraphs)
}

/**
 * Sends the browser on from the entry address. Not a redirect: after one that began on another site, a SameSite=Strict
 * cookie would be held back; this navigation begins on our own page.
 */
export function entryPage(translator: Translator): string {
  const link = `<a href="/">${escapeHtml(translator.t('host:refused.continue'))}</a>`
  return page(translator, translator.t('host:refused.opening'), [link], '<meta http-equiv="refresh" content="0;url=/">')
}
