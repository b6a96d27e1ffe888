import type { ErrorArea } from '../error-area.ts'

export const signInErrors = {
  'signIn.notSetUp': { retry: 'afterFix', fixer: 'admin' },
  'signIn.again': { retry: 'afterFix', fixer: 'operator' },
  'signIn.cancelled': { retry: 'afterFix', fixer: 'operator' },
  'signIn.running': { retry: 'backoff', fixer: 'operator' },
  'signIn.consentNeeded': { retry: 'afterFix', fixer: 'admin' },
  'signIn.blocked': { retry: 'afterFix', fixer: 'admin' },
  'signIn.codeExpired': { retry: 'afterFix', fixer: 'operator' },
  'signIn.anotherAccount': { retry: 'afterFix', fixer: 'operator' },
  'signIn.wrongTenant': { retry: 'afterFix', fixer: 'operator' },
  'signIn.registrationUnknown': { retry: 'afterFix', fixer: 'admin' },
  'signIn.redirectMissing': { retry: 'afterFix', fixer: 'admin' },
  'signIn.publicClientOff': { retry: 'afterFix', fixer: 'admin' },
  'signIn.certificateRefused': { retry: 'afterFix', fixer: 'admin' },
  'signIn.certificateUnusable': { retry: 'afterFix', fixer: 'admin' },
  'signIn.certificateExpired': { retry: 'afterFix', fixer: 'admin' },
  'signIn.refused': { retry: 'afterFix', fixer: 'admin' },
  'signIn.noTrustedAnswer': { retry: 'backoff', fixer: 'admin' },
  'signIn.restartNeeded': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
