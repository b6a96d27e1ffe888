import type { ErrorArea } from '../error-area.ts'

export const practiceErrors = {
  'practice.dataUnusable': { retry: 'afterFix', fixer: 'operator' },
  'practice.portTaken': { retry: 'afterFix', fixer: 'operator' },
  'practice.scenarioInvalid': { retry: 'afterFix', fixer: 'operator' },
  'practice.cannotListen': { retry: 'afterFix', fixer: 'operator' },
  'practice.activationInvalid': { retry: 'never', fixer: 'support' },
  'practice.notHere': { retry: 'never', fixer: 'operator' },
  'practice.questionGone': { retry: 'never', fixer: 'operator' },
} as const satisfies ErrorArea
