import type { ErrorArea } from '../error-area.ts'

export const assetErrors = {
  'assets.taken': { retry: 'afterFix', fixer: 'operator' },
  'assets.hasOther': { retry: 'afterFix', fixer: 'operator' },
  'assets.changed': { retry: 'never', fixer: 'operator' },
} as const satisfies ErrorArea
