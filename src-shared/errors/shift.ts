import type { ErrorArea } from '../error-area.ts'

export const shiftErrors = {
  'shift.wrong': { retry: 'afterFix', fixer: 'operator' },
  'shift.nothingTyped': { retry: 'afterFix', fixer: 'operator' },
  'shift.wait': { retry: 'backoff', fixer: 'operator' },
  'shift.nobody': { retry: 'never', fixer: 'operator' },
  'shift.signOnFirst': { retry: 'afterFix', fixer: 'operator' },
  'shift.isSignedOn': { retry: 'afterFix', fixer: 'operator' },
  'shift.nothingToSignOnWith': { retry: 'afterFix', fixer: 'operator' },
  'shift.nameTaken': { retry: 'afterFix', fixer: 'operator' },
  'shift.badgeTaken': { retry: 'afterFix', fixer: 'operator' },
  'shift.unknownOperator': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
