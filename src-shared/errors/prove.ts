import type { ErrorArea } from '../error-area.ts'

export const proveErrors = {
  'prove.noDevice': { retry: 'afterFix', fixer: 'operator' },
  'prove.whichDevice': { retry: 'afterFix', fixer: 'operator' },
  'prove.serialUnknown': { retry: 'afterFix', fixer: 'operator' },
  'prove.serialMismatch': { retry: 'afterFix', fixer: 'operator' },
  'prove.notBack': { retry: 'afterFix', fixer: 'operator' },
  'prove.transcriptUnreadable': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
