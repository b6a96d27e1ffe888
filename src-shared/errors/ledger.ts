import type { ErrorArea } from '../error-area.ts'

export const ledgerErrors = {
  'ledger.none': { retry: 'afterFix', fixer: 'operator' },
  'ledger.notALedger': { retry: 'afterFix', fixer: 'operator' },
  'ledger.lineUnreadable': { retry: 'never', fixer: 'support' },
  'ledger.forgetWhat': { retry: 'afterFix', fixer: 'operator' },
  'ledger.countMismatch': { retry: 'afterFix', fixer: 'operator' },
  'ledger.forgetBusy': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
