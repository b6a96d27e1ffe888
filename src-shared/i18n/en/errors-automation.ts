import type { automationErrors } from '../../errors/automation.ts'
import type { ErrorText } from '../../error-area.ts'

export const errorsAutomation: Readonly<Record<keyof typeof automationErrors, ErrorText>> = {
  'automation.unknownRule': {
    sentence: 'There is no automation rule “{{id}}”.',
    remedy: 'List the rules and take one of their ids.',
  },
  'automation.notArmed': {
    sentence: 'The automation rule is not armed.',
    remedy: 'Arm it again; a restart and every change of a rule disarm it.',
  },
  'automation.blueprintChanged': {
    sentence: 'The blueprint was changed after the rule was armed, so the rule was disarmed.',
    remedy: 'Look what the blueprint does now, then arm the rule again.',
  },
  'automation.usedUp': {
    sentence: 'The rule has started as many devices as it was armed for ({{maximum}}).',
    remedy: 'Arm it again for the devices that are left.',
  },
  'automation.expired': {
    sentence: 'The time the rule was armed for is over.',
    remedy: 'Arm it again if devices are to be started by themselves.',
  },
}
