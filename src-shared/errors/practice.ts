import type { ErrorArea } from '../error-area.ts'

export const practiceErrors = {
  'practice.scenarioInvalid': { retry: 'afterFix', fixer: 'operator' },
  'practice.cannotListen': { retry: 'afterFix', fixer: 'operator' },
  'practice.activationInvalid': { retry: 'never', fixer: 'support' },
} as const satisfies ErrorArea
