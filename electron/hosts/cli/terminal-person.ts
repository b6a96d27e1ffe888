import { createInterface } from 'node:readline'
import type { Interface } from 'node:readline'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { Observation, Person } from '../../workbench.ts'
import { printable } from './printable.ts'
import { outcomeWords } from './prove-report.ts'

/** The person at the bench, asked in a terminal. Close it to give standard input back. */
export class TerminalPerson implements Person {
  readonly #translator: Translator
  readonly #out: NodeJS.WritableStream
  readonly #lines: Interface
  #ended = false
  /** Gets the next line; what is typed while nobody asks is dropped, so that nothing typed ahead agrees to anything. */
  #asked: ((line: string | null) => void) | null = null

  constructor(translator: Translator, input: NodeJS.ReadableStream, out: NodeJS.WritableStream) {
    this.#translator = translator
    this.#out = out
    this.#lines = createInterface({ input })
    this.#lines.on('line', (line) => this.#hear(line))
    this.#lines.once('close', () => {
      this.#ended = true
      this.#hear(null)
    })
  }

  readonly checkBegins: Person['checkBegins'] = (check) => {
    this.#out.write(`${this.#translator.t(`prove:check.${check}`)} …\n`)
  }

  readonly checkEnded: Person['checkEnded'] = (outcome, observations) => {
    const words = outcomeWords(outcome, this.#translator)
    // One that was left out has not been announced.
    const about = outcome.outcome === 'leftOut' ? `${this.#translator.t(`prove:check.${outcome.id}`)}: ` : '  '
    this.#out.write(`${about}${words}\n`)
    for (const line of observations.flatMap((one) => this.#refuted(one))) this.#out.write(`  ${printable(line)}\n`)
  }

  readonly wish: Person['wish'] = (wish) => {
    const { t } = this.#translator
    const skipping = new AbortController()
    this.#out.write(`\n>>> ${t(`prove:wish.${wish}`)}\n    ${t('prove:skipHint')}\n`)
    // Without a keyboard only what may be left alone is left alone: fingers may still be at the device.
    if (this.#ended && wish === 'installProfile') skipping.abort()
    const listener = (line: string | null): void => {
      if (line !== null || wish === 'installProfile') skipping.abort()
    }
    this.#asked = listener
    return {
      skipped: skipping.signal,
      done: () => {
        if (this.#asked === listener) this.#asked = null
      },
    }
  }

  readonly consent: Person['consent'] = async (serial, occasion) => {
    const { t } = this.#translator
    const about = occasion === 'eraseAgain' || occasion === 'leaveBlank' ? occasion : 'erase'
    this.#out.write(`\n>>> ${t(`prove:consent.${about}`, { serial: printable(serial) })}\n`)
    this.#out.write(`    ${t('prove:consent.question')}`)
    const line = this.#ended ? null : await new Promise<string | null>((resolve) => (this.#asked = resolve))
    this.#out.write('\n')
    return line === null || line.trim() === '' ? null : line
  }

  close(): void {
    this.#lines.close()
  }

  #hear(line: string | null): void {
    const asked = this.#asked
    this.#asked = null
    asked?.(line)
  }

  #refuted(one: Observation): readonly string[] {
    if (one.verdict !== 'refuted') return []
    const { t } = this.#translator
    const { belief, expected, seen } = one
    return [
      `${t('prove:verdict.refuted')} ${belief}: ${t('prove:report.expected')}: ${expected}. ${t('prove:report.seen')}: ${seen}`,
    ]
  }
}
