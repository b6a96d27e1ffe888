import type { ErrorArea } from '../error-area.ts'

/** What a plan finds before a device is touched: problems that stop it, and remarks that do not. */
export const planErrors = {
  'plan.profileNotNamed': { retry: 'afterFix', fixer: 'admin' },
} as const satisfies ErrorArea
