import type { ErrorArea } from '../error-area.ts'

export const practiceErrors = {
  'practice.dataUnusable': { retry: 'afterFix', fixer: 'operator' },
  'practice.portTaken': { retry: 'afterFix', fixer: 'operator' },
  'practice.noFactory': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
