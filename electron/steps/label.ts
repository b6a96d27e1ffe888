import { expandTemplate } from '../../src-shared/naming.ts'
import { labelSvg } from '../profiles/label.ts'
import type { Step } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'
import { nameValues } from './settings.ts'

/** One label per device, named by its serial number, as a file any printer's program takes. A later run replaces it. */
export function label(hands: StepHands): Step {
  return async (context) => {
    const template = context.blueprint.end.label
    if (template === null) return { reason: 'label.none' }
    const text = expandTemplate(template, await nameValues(hands, context, template))
    const serial = context.facts?.serial ?? null
    await hands.putLabel(serial ?? context.udid, labelSvg({ lines: text.split(/\r?\n/), barcode: serial }))
    return {}
  }
}
