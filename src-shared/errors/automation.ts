import type { ErrorArea } from '../error-area.ts'

export const automationErrors = {
  'automation.unknownRule': { retry: 'afterFix', fixer: 'operator' },
  'automation.notArmed': { retry: 'afterFix', fixer: 'operator' },
  'automation.blueprintChanged': { retry: 'afterFix', fixer: 'operator' },
  'automation.usedUp': { retry: 'afterFix', fixer: 'operator' },
  'automation.expired': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
