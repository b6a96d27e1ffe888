import type { ErrorArea } from '../error-area.ts'

export const returnsErrors = {
  'returns.notSaid': { retry: 'afterFix', fixer: 'admin' },
  'returns.findMyNoCode': { retry: 'afterFix', fixer: 'operator' },
  'returns.findMyOn': { retry: 'afterFix', fixer: 'operator' },
  'returns.recordUnknown': { retry: 'afterFix', fixer: 'operator' },
  'returns.stillAutomated': { retry: 'afterFix', fixer: 'admin' },
  'returns.eraseNotProved': { retry: 'afterFix', fixer: 'operator' },
  'returns.noBypassCode': { retry: 'afterFix', fixer: 'operator' },
  'returns.noCertificate': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
