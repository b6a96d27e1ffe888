import type { Translate } from './i18n/translator.ts'

/** How the device gets its user, which decides what they have to do. */
export const handoverKinds = ['portal', 'legacy', 'none'] as const
export type HandoverKind = (typeof handoverKinds)[number]

export type HandoverCard = {
  readonly serial: string
  readonly kind: HandoverKind
  /** Who hands it over; null leaves the line out. */
  readonly organization: string | null
  readonly supportPhone: string | null
}

/**
 * A page to print, one card per device: what its user does from the first start on, and the last four characters of the
 * serial number that Company Portal asks for. No script, nothing from elsewhere.
 * @returns a whole HTML document
 */
export function handoverHtml(cards: readonly HandoverCard[], language: string, t: Translate): string {
  const articles = cards.map((card) => article(card, t)).join('\n')
  return `<!doctype html>
<html lang="${escapeText(language)}"><head><meta charset="utf-8"><title>${escapeText(t('handover:title'))}</title>
<style>${style}</style></head>
<body>
${articles}
</body></html>
`
}

const style = `body{font:12pt/1.45 system-ui,sans-serif;color:#111;background:#fff;margin:2rem auto;max-width:42rem}
article{break-after:page;break-inside:avoid;border:1px solid #999;border-radius:.5rem;padding:1.2rem 1.6rem;margin:0 0 2rem}
article:last-child{break-after:auto}h1{font-size:1.3em;margin:0 0 .4em}li{margin:.3em 0}
.serial{font-family:ui-monospace,monospace}.last{font-size:1.4em;font-weight:700}@media print{body{margin:0;max-width:none}}`

function article({ serial, kind, organization, supportPhone }: HandoverCard, t: Translate): string {
  const last = serial.slice(-4)
  const steps = stepsOf(kind).map((step) => `<li>${escapeText(t(`handover:step.${step}`, { last }))}</li>`)
  const from = organization === null ? [] : [`<p>${escapeText(t('handover:from', { organization }))}</p>`]
  const help = supportPhone === null ? [] : [`<p>${escapeText(t('handover:help', { phone: supportPhone }))}</p>`]
  const number = `${escapeText(serial.slice(0, -4))}<span class="last">${escapeText(last)}</span>`
  return [
    `<article><h1>${escapeText(t('handover:title'))}</h1>`,
    ...from,
    `<p>${escapeText(t('handover:serial'))} <span class="serial">${number}</span></p>`,
    `<ol>${steps.join('')}</ol>`,
    ...(kind === 'none' ? [`<p>${escapeText(t('handover:noPortal'))}</p>`] : []),
    ...help,
    '</article>',
  ].join('\n')
}

/** Only the legacy authentication asks in Setup Assistant; without affinity there is no Company Portal at all. */
function stepsOf(kind: HandoverKind) {
  const portal = ['appleId', 'install', 'signIn', 'choose', 'lastFour', 'website', 'done'] as const
  if (kind === 'none') return ['start', 'ready'] as const
  return kind === 'legacy' ? (['startSignedIn', ...portal] as const) : (['start', ...portal] as const)
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
