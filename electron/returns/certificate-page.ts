import type { Translator } from '../../src-shared/i18n/translator.ts'
import type { ErasureCertificate } from '../../src-shared/returns.ts'

/** The certificate for people: one page without scripts, pictures or anything from elsewhere, fit to be printed. */
export function certificatePage(certificate: ErasureCertificate, translator: Translator): string {
  const { t, language } = translator
  const { device, method, station, ledger } = certificate
  const title = t('returns:certificate.title')
  const time = (at: number | null): string => (at === null ? t('returns:certificate.unknown') : utc(at))
  const head = `${ledger.head.count}:${ledger.head.hash}`
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escape(`${title} ${device.serial}`)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head><body><main>
${certificate.practice ? `<p class="practice">${escape(t('returns:certificate.practice'))}</p>\n` : ''}<h1>${escape(title)}</h1>
<p>${escape(t('returns:certificate.statement', { command: method.command }))}</p>
${section(t('returns:certificate.device'), [
  [t('returns:certificate.serial'), device.serial],
  [t('returns:certificate.model'), device.productType],
  [t('returns:certificate.system'), device.osVersion],
  [t('returns:certificate.imei'), device.imei],
  [t('returns:certificate.ecid'), device.ecid],
  [t('returns:certificate.udid'), device.udid],
])}
${section(t('returns:certificate.erase'), [
  [t('returns:certificate.ordered'), time(method.orderedAt)],
  [t('returns:certificate.proved'), time(method.provedAt)],
  [t('returns:certificate.operator'), certificate.operator],
  [t('returns:certificate.organization'), station.organization],
  [t('returns:certificate.station'), station.name],
  [
    t('returns:certificate.dataPlan'),
    t(method.preserveDataPlan ? 'returns:certificate.dataPlanKept' : 'returns:certificate.dataPlanErased'),
  ],
  [t('returns:certificate.outcome'), t(`returns:outcome.${certificate.outcome}`)],
])}
${evidence(certificate, translator)}
${section(t('returns:certificate.tenant'), [
  [t('returns:certificate.retire'), reasonText(certificate.tenant.retire, translator)],
  [t('returns:certificate.record'), reasonText(certificate.tenant.record, translator)],
])}
<h2>${escape(t('returns:certificate.ledger'))}</h2>
<p>${escape(t('returns:certificate.ledgerHow', { head }))}</p>
<table><tr><th>${escape(t('returns:certificate.line'))}</th><th>${escape(t('returns:certificate.what'))}</th><th>${escape(t('returns:certificate.hash'))}</th></tr>
${ledger.lines.map(({ seq, at, kind, hash }) => `<tr><td>${seq}</td><td>${escape(`${kind}, ${utc(at)}`)}</td><td class="hash">${hash}</td></tr>`).join('\n')}
</table>
<footer>${escape(t('returns:certificate.issued', { time: utc(certificate.issuedAt), version: `Slipway ${station.version}`, id: certificate.id }))}</footer>
</main></body></html>
`
}

function evidence({ before, after, activatedAfter }: ErasureCertificate, { t }: Translator): string {
  const say = (value: string | boolean | null): string => {
    if (value === null) return t('returns:certificate.unknown')
    return typeof value === 'string' ? value : t(value ? 'returns:certificate.yes' : 'returns:certificate.no')
  }
  const keys = ['activationState', 'setupDone', 'cloudConfigured', 'supervised', 'findMy'] as const
  const rows = keys.map(
    (key) =>
      `<tr><th>${escape(t(`returns:certificate.${key}`))}</th><td>${escape(say(before[key]))}</td><td>${escape(say(after[key]))}</td></tr>`,
  )
  return `<h2>${escape(t('returns:certificate.evidence'))}</h2>
<table><tr><th></th><th>${escape(t('returns:certificate.before'))}</th><th>${escape(t('returns:certificate.after'))}</th></tr>
${rows.join('\n')}
<tr><th>${escape(t('returns:certificate.activatedAfter'))}</th><td></td><td>${escape(say(activatedAfter))}</td></tr>
</table>`
}

function reasonText(reason: string | null, { t, reason: words }: Translator): string {
  return reason === null ? t('returns:certificate.unknown') : words(reason)
}

function section(heading: string, rows: readonly (readonly [string, string | null])[]): string {
  const known = rows.filter((row): row is readonly [string, string] => row[1] !== null && row[1] !== '')
  const cells = known.map(([name, value]) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`)
  return `<h2>${escape(heading)}</h2>\n<table>${cells.join('\n')}</table>`
}

/** ISO 8601 in UTC, to the second: the same everywhere. */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** What a device or a person named must not become markup. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `body{font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;margin:0}main{max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0 0 1rem}h2{font-size:1.05rem;margin:1.5rem 0 .4rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0;border-bottom:1px solid #ddd;font-weight:normal}
th{color:#555;width:34%}.hash{font-family:ui-monospace,monospace;font-size:.75rem;word-break:break-all}
.practice{border:2px solid #b00;color:#b00;padding:.5rem 1rem;font-weight:bold}footer{margin-top:2rem;color:#555;font-size:.85rem}`
