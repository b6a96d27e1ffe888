import { withSession } from '../apple/device-link.ts'
import { setLanguage } from '../apple/language.ts'
import { expandNameTemplate } from '../profiles/naming.ts'
import type { Step } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** The device name, out of the blueprint's template. */
export function name(hands: StepHands): Step {
  return async (context) => {
    const { blueprint, facts, slot, signal } = context
    if (blueprint.nameTemplate === null) return { reason: 'name.unchanged' }
    const wanted = expandNameTemplate(blueprint.nameTemplate, {
      serial: facts?.serial ?? null,
      slot,
      asset: null,
      counter: null,
    })
    const record = await paired(hands, context)
    await withSession(
      hands.mux,
      attachedDevice(context),
      record,
      (lockdown) => lockdown.setValue({ key: 'DeviceName' }, wanted, { signal }),
      { signal },
    )
    return facts === null ? {} : { facts: { ...facts, name: wanted } }
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
