import type { ErrorArea } from '../error-area.ts'

/** Several hosts on one data directory: one does the work, the others work through it. */
export const localErrors = {
  'local.otherVersion': { retry: 'afterFix', fixer: 'operator' },
  'local.otherSetting': { retry: 'afterFix', fixer: 'operator' },
  'local.noTrace': { retry: 'afterFix', fixer: 'operator' },
  'local.engineEnded': { retry: 'backoff', fixer: 'operator' },
  'local.engineSilent': { retry: 'backoff', fixer: 'operator' },
  'local.notServed': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
