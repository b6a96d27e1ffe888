import { withSession } from '../apple/device-link.ts'
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

const international = 'com.apple.international'

/** Locale before language: a change of language restarts parts of the system, and later calls may drop. */
export function language(hands: StepHands): Step {
  return async (context) => {
    const { blueprint, signal } = context
    const record = await paired(hands, context)
    await withSession(
      hands.mux,
      attachedDevice(context),
      record,
      async (lockdown) => {
        if (blueprint.locale !== null)
          await lockdown.setValue({ domain: international, key: 'Locale' }, blueprint.locale, { signal })
        if (blueprint.language !== null)
          await lockdown.setValue({ domain: international, key: 'Language' }, blueprint.language, { signal })
      },
      { signal },
    )
    return {}
  }
}
