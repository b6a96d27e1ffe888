import { withSession } from '../apple/device-link.ts'
import { setLanguage } from '../apple/language.ts'
import type { Lockdown } from '../apple/lockdown.ts'
import { setTimeZone } from '../apple/time-zone.ts'
import { expandNameTemplate, usesToken } from '../../src-shared/naming.ts'
import type { NameValues } from '../../src-shared/naming.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** The device name, out of the blueprint's template. */
export function name(hands: StepHands): Step {
  return async (context) => {
    const { blueprint, facts } = context
    if (blueprint.nameTemplate === null) return { reason: 'name.unchanged' }
    const wanted = await nameFor(hands, context, blueprint.nameTemplate)
    await inSession(hands, context, (lockdown) =>
      lockdown.setValue({ key: 'DeviceName' }, wanted, { signal: context.signal }),
    )
    return facts === null ? {} : { facts: { ...facts, name: wanted } }
  }
}

/** The name the blueprint gives this device; the same whenever it is asked for within a run. */
export async function nameFor(hands: StepHands, context: StepContext, template: string): Promise<string> {
  return expandNameTemplate(template, await nameValues(hands, context, template))
}

/** What a template may use. A number is only taken from the counter when the template asks for one. */
export async function nameValues(hands: StepHands, context: StepContext, template: string): Promise<NameValues> {
  const { blueprint, facts, slot, runId } = context
  const serial = facts?.serial ?? null
  return {
    serial,
    slot,
    asset: serial !== null && usesToken(template, 'asset') ? await hands.asset(serial) : null,
    counter: usesToken(template, 'counter') ? await hands.counter(blueprint.id, runId) : null,
    deviceType: facts?.deviceClass ?? null,
  }
}

/** A device in Setup Assistant may never say that its interface is back; what follows then has waited long enough. */
const interfaceMs = 30_000

/** Locale before language: a change of language restarts the interface, and calls during that may drop. */
export function language(hands: StepHands): Step {
  return async (context) => {
    const { blueprint, signal } = context
    const changed = await setLanguage({
      mux: hands.mux,
      device: attachedDevice(context),
      record: await paired(hands, context),
      language: blueprint.language,
      locale: blueprint.locale,
      logger: hands.logger,
      signal,
      restartMs: interfaceMs,
    })
    return changed ? {} : { reason: 'language.already' }
  }
}

/** A device that finds its time zone by itself keeps that one; whether this matters, the blueprint's verification says. */
export function timeZone(hands: StepHands): Step {
  return async (context) => {
    const wanted = context.blueprint.timeZone
    if (wanted === null) return { reason: 'timeZone.unchanged' }
    const set = await inSession(hands, context, (lockdown) => setTimeZone(lockdown, wanted, { signal: context.signal }))
    if (set.before === wanted) return { reason: 'timeZone.already' }
    return set.stored === wanted ? {} : { reason: 'timeZone.notHonored' }
  }
}

/** Work within a session of lockdownd, closed afterwards whatever happens. */
export async function inSession<T>(
  hands: StepHands,
  context: StepContext,
  work: (lockdown: Lockdown) => Promise<T>,
): Promise<T> {
  const record = await paired(hands, context)
  return withSession(hands.mux, attachedDevice(context), record, work, { signal: context.signal })
}
