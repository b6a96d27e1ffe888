import type { EnrollmentRoute } from '../../../src-shared/blueprint.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { productName } from '../../../src-shared/product-names.ts'
import { formatTable } from './table.ts'

/** What became of one practice device; the shape of `practice run --json`. Durations in milliseconds. */
export type DeviceOutcome = {
  readonly slot: number | null
  readonly serial: string | null
  readonly route: EnrollmentRoute
  readonly intuneState: string
  readonly durationMs: number
  readonly error: { readonly code: string; readonly message: string } | null
  readonly steps: readonly {
    readonly name: string
    readonly outcome: 'done' | 'skipped' | 'failed'
    readonly durationMs: number
  }[]
}

export type PracticeOutcome = {
  readonly ok: boolean
  readonly durationMs: number
  readonly devices: readonly DeviceOutcome[]
}

/** Every device where its blueprint says, and enrolled by Intune's own word. */
export function outcomeOf(views: readonly DeviceView[], durationMs: number): PracticeOutcome {
  const ok = views.length > 0 && views.every((view) => view.stage === 'enrolled' && view.intuneState === 'enrolled')
  return { ok, durationMs, devices: views.map((view) => deviceOutcome(view)) }
}

function deviceOutcome(view: DeviceView): DeviceOutcome {
  const { run, error } = view
  const steps = (run?.steps ?? []).flatMap(({ name, outcome, durationMs }) =>
    // What was never reached is left out rather than called something it is not.
    outcome === 'done' || outcome === 'skipped' || outcome === 'failed' ? [{ name, outcome, durationMs }] : [],
  )
  return {
    slot: view.slot,
    serial: view.facts?.serial ?? null,
    route: run?.route ?? 'setupAssistant',
    intuneState: view.intuneState ?? 'unknown',
    durationMs: run === null ? 0 : (run.endedAt ?? Date.now()) - run.startedAt,
    error: error === null ? null : { code: error.code, message: error.message },
    steps,
  }
}

export function outcomeTable(views: readonly DeviceView[], translator: Translator): string {
  const { t } = translator
  const header = (['slot', 'name', 'serial', 'model', 'route', 'steps', 'duration', 'intune'] as const).map((key) =>
    t(`cli:table.${key}`),
  )
  const rows = views.map((view) => {
    const outcome = deviceOutcome(view)
    const failed = outcome.steps.find((step) => step.outcome === 'failed')
    const count = (wanted: string): number => outcome.steps.filter((step) => step.outcome === wanted).length
    return [
      String(view.slot ?? '–'),
      view.facts?.name ?? '–',
      outcome.serial ?? view.udid,
      productName(view.facts?.productType ?? '–'),
      t(`cli:table.${outcome.route}`),
      failed === undefined
        ? t('cli:table.stepsDone', { done: count('done'), skipped: count('skipped') })
        : t('cli:table.stepsFailed', { step: translator.reason(`step.${failed.name}`) }),
      `${(outcome.durationMs / 1000).toFixed(1)} s`,
      outcome.intuneState,
    ]
  })
  return formatTable(header, rows)
}
