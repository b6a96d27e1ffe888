import { canonicalJson } from '../../src-shared/canonical-json.ts'
import { showsErase } from '../../src-shared/erase-evidence.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { LedgerData, LedgerDraft, LedgerKind, PersonalField } from '../../src-shared/ledger.ts'
import type { Change } from '../engine/ports.ts'
import type { DeviceState, RunState, StepState } from '../engine/state.ts'
import { sha256 } from '../lib/crypto.ts'

type Told = {
  readonly kind: LedgerKind
  readonly data: LedgerData
  readonly personal?: Partial<Record<PersonalField, string | null>>
}

/**
 * What one change of one device means to the ledger: nothing for most. Pure, so that the journal read back after a crash
 * gives the same lines again.
 * @param epoch which numbering of the journal `change.seq` belongs to
 */
export function projectChange(change: Change, epoch: number): readonly LedgerDraft[] {
  const { after, event, seq } = change
  const { run } = after
  if (run === null) return []
  return tell(change, run).map(({ kind, data, personal }, part) => ({
    kind,
    at: Math.round(event.at),
    journal: { epoch, seq, part },
    device: describeDevice(after),
    run: { id: run.id, batchId: run.batchId },
    data,
    personal: known({ operator: run.operator, ...personal }),
  }))
}

function tell(change: Change, run: RunState): readonly Told[] {
  const { event, after } = change
  const was = change.before.run?.id === run.id ? change.before.run : null
  switch (event.type) {
    case 'runStarted':
      return was === null && event.runId === run.id ? runStarted(change, run) : []
    case 'eraseOrdered':
      return event.runId === run.id
        ? [
            {
              kind: 'eraseOrdered',
              data: { again: was?.eraseOrderedAt != null, ...evidence(after) },
              personal: { deviceName: after.facts?.name ?? null },
            },
          ]
        : []
    case 'stepDone':
      return was?.status === 'active' && was.current === event.step
        ? [...stepDone(event, after, run), ...ended(was, after)]
        : []
    case 'enrollmentAwaited':
      return was?.status === 'active' && run.status === 'awaiting' ? [prepared(after, run)] : []
    default:
      return ended(was, after, event.type === 'intuneState' ? event.state : null)
  }
}

function runStarted({ before, after }: Change, run: RunState): readonly Told[] {
  const { blueprint, eraseConsent } = run
  const started: Told = {
    kind: 'runStarted',
    data: {
      blueprintId: blueprint.id,
      blueprintName: blueprint.name,
      blueprintDigest: documentDigest(blueprint),
      route: blueprint.route,
      endsAt: blueprint.endsAt,
      eraseConsent,
      rule: run.rule,
      replaces: before.run?.status === 'awaiting' ? before.run.id : null,
    },
    personal: { deviceName: after.facts?.name ?? null },
  }
  return eraseConsent ? [{ kind: 'consentGiven', data: { to: 'erase', rule: run.rule } }, started] : [started]
}

/** The reason with which an erase step ends that found its work done. */
const alreadyErased = 'erase.alreadyHappened'

function stepDone(
  event: { readonly step: string; readonly reason: string | null },
  after: DeviceState,
  run: RunState,
): readonly Told[] {
  const { step, reason } = event
  if (step === 'erase' && reason === alreadyErased) return proved(after, run)
  // Told once: the step that pairs anew reads the device after every erase, also after one that is proved already.
  if (step === 'pair' && run.steps.some(isHeardErase)) return proved(after, run)
  if (step === 'supervise')
    return [{ kind: 'configurationWritten', data: { supervised: run.blueprint.supervise, reason } }]
  return step === 'verify' ? [{ kind: 'configurationVerified', data: evidence(after) }] : []
}

function isHeardErase({ name, outcome, reason }: StepState): boolean {
  return name === 'erase' && outcome === 'done' && reason !== alreadyErased
}

/** Only what an erase alone leaves behind, or takes away, proves it. `ordered` is false when somebody else must have done it. */
function proved(after: DeviceState, run: RunState): readonly Told[] {
  const seen = evidence(after)
  return showsErase(seen, run.beforeErase)
    ? [{ kind: 'eraseProved', data: { ordered: run.eraseOrderedAt !== null, ...seen } }]
    : []
}

function prepared(after: DeviceState, { blueprint }: RunState): Told {
  const data = { route: blueprint.route, endsAt: blueprint.endsAt, ...evidence(after) }
  return { kind: 'prepared', data, personal: { deviceName: after.facts?.name ?? null } }
}

/** A run that has just come to an end, or to a trouble it did not have before. */
function ended(was: RunState | null, after: DeviceState, intuneState: string | null = null): readonly Told[] {
  const { run } = after
  if (was === null || run === null) return []
  if (run.status === 'prepared' && was.status !== 'prepared') return [prepared(after, run)]
  if (run.status === 'enrolled' && was.status !== 'enrolled')
    return [{ kind: 'enrolled', data: { intuneState, route: run.blueprint.route } }]
  if (run.status === 'cancelled' && was.status !== 'cancelled')
    return [{ kind: 'cancelled', data: { step: stoppedAt(was, run) } }]
  const failed = run.status === 'failed' && was.status !== 'failed'
  if (run.error === null || (run.error.code === was.error?.code && !failed)) return []
  const { code, details } = run.error
  return [
    {
      kind: 'needsAttention',
      data: { code, step: stoppedAt(was, run), ended: run.status === 'failed' },
      // What an error names may be a person's file or device.
      personal: { details: Object.keys(details).length === 0 ? null : canonicalJson(details) },
    },
  ]
}

function stoppedAt(was: RunState, run: RunState): string | null {
  return was.current ?? run.current ?? run.steps.find((step) => step.outcome === 'pending')?.name ?? null
}

/** What was last read from the device itself, of what an erase or a configuration changes. */
function evidence({ facts }: DeviceState) {
  return {
    activationState: facts?.activationState ?? null,
    setupDone: facts?.setupDone ?? null,
    cloudConfigured: facts?.cloudConfigured ?? null,
    supervised: facts?.supervised ?? null,
    findMy: facts?.findMy ?? null,
  }
}

/** The device of a line, as far as it is known. */
export function describeDevice({ udid, slot, facts }: DeviceState): LedgerDraft['device'] {
  return {
    udid,
    slot,
    ecid: facts?.ecid ?? null,
    serial: facts?.serial ?? null,
    productType: facts?.productType ?? null,
    osVersion: facts?.osVersion ?? null,
  }
}

/** SHA-256, in hexadecimal, of the whole blueprint in canonical JSON, names included: which document it was. */
export function documentDigest(blueprint: Blueprint): string {
  return sha256(canonicalJson(blueprint)).toString('hex')
}

function known(fields: Partial<Record<PersonalField, string | null>>): LedgerDraft['personal'] {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))
}
