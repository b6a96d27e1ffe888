import { createInterface } from 'node:readline'
import type { ConfiguratorCheckResult } from '../../../src-shared/configurator-view.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { ConfiguratorPerson } from '../../configurator-bench.ts'
import type { CliHost } from './cli-host.ts'
import { onBench } from './configurator-turn.ts'
import type { ConfiguratorFlags } from './configurator-turn.ts'
import { printable } from './printable.ts'

/** `slipway prove --backend configurator`: tries cfgutil on one spare device, and keeps the verdict. */
export async function proveConfigurator(flags: ConfiguratorFlags, host: CliHost): Promise<void> {
  const { translator } = host
  const { t } = translator
  const out = flags.json === true ? process.stderr : process.stdout
  await onBench(flags, host, async (bench, signal) => {
    const ecid = await bench.choose(flags.ecid ?? null)
    out.write(`${t('configurator:prove.intro')}\n\n`)
    const { person, close } = terminalPerson(translator, out, signal)
    try {
      const report = await bench.prove(ecid, person)
      if (flags.json === true) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
      const version = report.cfgutil.version ?? t('configurator:status.unknownVersion')
      out.write(`\n${t(report.passed ? 'configurator:prove.passed' : 'configurator:prove.notPassed', { version })}\n`)
      process.exitCode = report.passed ? 0 : 1
    } finally {
      close()
    }
  })
}

/** Typed lines count only while a question is open, so that nothing typed ahead agrees to anything. */
function terminalPerson(translator: Translator, out: NodeJS.WritableStream, signal: AbortSignal) {
  const { t } = translator
  const lines = createInterface({ input: process.stdin })
  let asked: ((line: string | null) => void) | null = null
  let ended = false
  const hear = (line: string | null): void => {
    const ask = asked
    asked = null
    ask?.(line)
  }
  lines.on('line', (line) => hear(line.trim() === '' ? null : line))
  const end = (): void => {
    ended = true
    hear(null)
  }
  lines.once('close', end)
  signal.addEventListener('abort', end, { once: true })
  const person: ConfiguratorPerson = {
    begins: (check) => void out.write(`${t(`configurator:prove.check.${check}`)} …\n`),
    ended: (result) => void out.write(`${resultText(result, translator)}\n`),
    consent: (serial, verb) => {
      out.write(`\n>>> ${t(`configurator:consent.${verb}`, { serial: printable(serial) })}\n`)
      out.write(`    ${t('configurator:consent.question')}\n`)
      return ended ? Promise.resolve(null) : new Promise((resolve) => (asked = resolve))
    },
  }
  return { person, close: () => lines.close() }
}

function resultText({ check, verdict, why, seen }: ConfiguratorCheckResult, { t }: Translator): string {
  // One that was not reached has not been announced.
  const about = why === 'notReached' ? t(`configurator:prove.check.${check}`) + ': ' : '  '
  const reason = why === null ? '' : t(`configurator:prove.why.${why}`)
  return about + t(`configurator:prove.verdict.${verdict}`, { why: reason, seen: printable(seen ?? '') })
}
