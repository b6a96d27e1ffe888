import type { Command } from 'commander'
import { explainedErrors } from '../../../src-shared/explained/catalogue.ts'
import type { ExplainedError } from '../../../src-shared/explained/catalogue.ts'
import { hexOf } from '../../../src-shared/explained/error-number.ts'
import { explainTexts } from '../../../src-shared/explained/explain.ts'
import type { Explanation } from '../../../src-shared/explained/explain.ts'
import type { ErrorSpelling } from '../../../src-shared/explained/explained-error.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'

type ErrorsFlags = { readonly domain?: string; readonly json?: boolean }
type Translate = Translator['t']

/** `slipway errors explain | list`: other people's error codes in words. */
export function addErrorsCommand(program: Command, { translator }: CliHost): void {
  const { t } = translator
  const errors = program.command('errors').description(t('lookup:errors.about'))
  errors
    .command('explain')
    .description(t('lookup:errors.explain'))
    .argument('<code...>', t('lookup:errors.code'))
    .option('--domain <name>', t('lookup:errors.domain'))
    .option('--json', t('cli:option.json'))
    .action((codes: string[], flags: ErrorsFlags) => {
      const explanation = explainTexts(codes, flags.domain ?? null)
      const document = () => ({
        asked: codes,
        ...explanation,
        errors: explanation.errors.map((one) => entryJson(one, t)),
      })
      print(flags.json === true ? JSON.stringify(document(), null, 2) : explanationText(explanation, flags, t))
    })
  errors
    .command('list')
    .description(t('lookup:errors.list'))
    .option('--domain <name>', t('lookup:errors.domain'))
    .option('--json', t('cli:option.json'))
    .action((flags: ErrorsFlags) => print(listText(flags, t)))
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Every meaning the code can have, one block each. */
export function explanationText(explanation: Explanation, { domain }: ErrorsFlags, t: Translate): string {
  const { errors, known, inDomain, chain } = explanation
  const blocks = errors.map((error) => entryText(error, t))
  if (errors.length > 1) blocks.unshift(t('lookup:errors.several', { total: errors.length }))
  if (known && !inDomain) {
    const asked = domain ?? chain.findLast((link) => link.domain !== null)?.domain ?? ''
    blocks.unshift(t('lookup:errors.otherDomain', { domain: asked }))
  }
  if (chain.length > 1) blocks.push([t('explained:label.evidence'), ...chain.map(linkText)].join('\n  '))
  return blocks.join('\n\n')
}

function linkText({ domain, codes, text }: Explanation['chain'][number]): string {
  const [code] = codes
  const number = code === undefined ? '' : `${code} (${hexOf(code)})`
  return [domain ?? '', number, text ?? ''].filter((part) => part !== '').join(' ')
}

function entryText(error: ExplainedError, t: Translate): string {
  const label = (key: 'cause' | 'remedy' | 'retry' | 'confidence' | 'source' | 'codes', text: string): string =>
    `  ${t('lookup:errors.line', { label: t(`explained:label.${key}`), text })}`
  const codes = namesOf(error).map(({ domain, code, hex }) => `${domain} ${code}${hex === '' ? '' : ` (${hex})`}`)
  return [
    t(`explained:of.${error.id}.meaning`),
    label('cause', t(`explained:of.${error.id}.cause`)),
    label('remedy', t(`explained:of.${error.id}.remedy`)),
    label('retry', t(`explained:retry.${error.retry}`)),
    ...(codes.length === 0 ? [] : [label('codes', codes.join(', '))]),
    label('confidence', t(`beliefs:confidence.${error.confidence}`)),
    label('source', t(`explained:source.${error.source}`)),
  ].join('\n')
}

type Name = { readonly domain: string; readonly code: string; readonly hex: string }

function namesOf({ names }: ExplainedError): readonly Name[] {
  return Object.entries(names).flatMap(([domain, spellings]) =>
    spellings.map((spelling) => ({ domain, ...spelled(spelling) })),
  )
}

function spelled(spelling: ErrorSpelling): Omit<Name, 'domain'> {
  if (typeof spelling === 'string') return { code: spelling, hex: '' }
  if (typeof spelling !== 'number') return { code: `${spelling[0]}–${spelling[1]}`, hex: '' }
  // Small negative numbers are libimobiledevice's and the hubs' own, which nobody writes in hex.
  return { code: String(spelling), hex: spelling < 0 && spelling > -100_000 ? '' : hexOf(spelling) }
}

function entryJson(error: ExplainedError, t: Translate): Readonly<Record<string, unknown>> {
  const { id, names, retry, confidence, source } = error
  const text = (part: 'meaning' | 'cause' | 'remedy'): string => t(`explained:of.${id}.${part}`)
  return {
    id,
    meaning: text('meaning'),
    cause: text('cause'),
    remedy: text('remedy'),
    retry,
    confidence,
    source: t(`explained:source.${source}`),
    names,
  }
}

function listText({ domain, json }: ErrorsFlags, t: Translate): string {
  const wanted = domain?.toLowerCase()
  const inDomain = (name: string): boolean => wanted === undefined || name.toLowerCase() === wanted
  const found = explainedErrors.filter(({ names }) => Object.keys(names).some(inDomain))
  if (json === true) return JSON.stringify({ errors: found.map((error) => entryJson(error, t)) }, null, 2)
  const rows = found.flatMap((error) =>
    namesOf(error)
      .filter((name) => inDomain(name.domain))
      .map(({ domain: name, code, hex }) => [name, code, hex || '–', t(`explained:of.${error.id}.meaning`)]),
  )
  const header = (['domain', 'code', 'hex', 'meaning'] as const).map((key) => t(`lookup:errors.column.${key}`))
  return formatTable(header, rows)
}
