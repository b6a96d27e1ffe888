import { configuratorChecks } from '../../../src-shared/configurator-view.ts'
import type {
  ConfiguratorCheck,
  ConfiguratorCheckResult,
  ConfiguratorReport,
} from '../../../src-shared/configurator-view.ts'
import { asAppError } from '../../../src-shared/errors.ts'
import { Declined, Refuted } from './bench.ts'
import type { ProveBench } from './bench.ts'
import { checks } from './checks.ts'
import { identifyCfgutil } from './verification.ts'

/**
 * Tries on one spare device what is believed of cfgutil. Each check builds on those before it, so that the first one
 * that is not confirmed ends the trial.
 * @throws AppError when cfgutil cannot be run at all
 */
export async function proveConfigurator(bench: ProveBench): Promise<ConfiguratorReport> {
  const cfgutil = await identifyCfgutil(bench.cfgutil, bench.signal)
  const results: ConfiguratorCheckResult[] = []
  for (const check of configuratorChecks) {
    const isOpen = results.every(({ verdict }) => verdict === 'confirmed')
    const result = isOpen ? await runCheck(check, bench) : untested(check, 'notReached')
    bench.person.ended(result)
    results.push(result)
  }
  const passed = results.every(({ verdict }) => verdict === 'confirmed')
  return { version: 1, madeAt: new Date(bench.clock.now()).toISOString(), cfgutil, passed, checks: results }
}

async function runCheck(check: ConfiguratorCheck, bench: ProveBench): Promise<ConfiguratorCheckResult> {
  bench.person.begins(check)
  try {
    await checks[check](bench)
    return { check, verdict: 'confirmed', why: null, seen: null }
  } catch (error) {
    if (error instanceof Declined) return untested(check, 'declined')
    if (bench.signal.aborted) return untested(check, 'stopped')
    if (error instanceof Refuted) return { check, verdict: 'refuted', why: null, seen: error.message }
    const { code, message } = asAppError(error)
    return { check, verdict: 'refuted', why: null, seen: `${code}: ${message}`.slice(0, 500) }
  }
}

function untested(check: ConfiguratorCheck, why: 'declined' | 'notReached' | 'stopped'): ConfiguratorCheckResult {
  return { check, verdict: 'untested', why, seen: null }
}
