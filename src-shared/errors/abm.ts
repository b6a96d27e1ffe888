import type { ErrorArea } from '../error-area.ts'

export const abmErrors = {
  'abm.noService': { retry: 'never', fixer: 'operator' },
  'abm.notConnected': { retry: 'afterFix', fixer: 'admin' },
  'abm.keyUnusable': { retry: 'afterFix', fixer: 'admin' },
  'abm.keyRefused': { retry: 'afterFix', fixer: 'admin' },
  'abm.tokenRefused': { retry: 'afterFix', fixer: 'admin' },
  'abm.forbidden': { retry: 'afterFix', fixer: 'admin' },
  'abm.termsNotSigned': { retry: 'afterFix', fixer: 'admin' },
  'abm.serverUnknown': { retry: 'afterFix', fixer: 'operator' },
  'abm.serverNotUnique': { retry: 'afterFix', fixer: 'operator' },
  'abm.deviceUnknown': { retry: 'afterFix', fixer: 'operator' },
  'abm.activityUnknown': { retry: 'afterFix', fixer: 'operator' },
  'abm.refused': { retry: 'afterFix', fixer: 'admin' },
  'abm.throttled': { retry: 'backoff', fixer: 'operator' },
  'abm.serviceTrouble': { retry: 'backoff', fixer: 'operator' },
  'abm.outcomeUnknown': { retry: 'afterFix', fixer: 'operator' },
  'abm.unexpectedAnswer': { retry: 'never', fixer: 'support' },
  'abm.foreignOrigin': { retry: 'never', fixer: 'support' },
} as const satisfies ErrorArea
