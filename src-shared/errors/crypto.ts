import type { ErrorArea } from '../error-area.ts'

export const cryptoErrors = {
  'crypto.selfTest': { retry: 'never', fixer: 'support' },
  'crypto.cannotOpen': { retry: 'afterFix', fixer: 'admin' },
  'crypto.badKey': { retry: 'afterFix', fixer: 'admin' },
  'certificate.invalid': { retry: 'afterFix', fixer: 'admin' },
  'certificate.untrusted': { retry: 'afterFix', fixer: 'admin' },
  'certificate.expired': { retry: 'afterFix', fixer: 'admin' },
  'certificate.notYetValid': { retry: 'afterFix', fixer: 'operator' },
  'csr.invalid': { retry: 'never', fixer: 'support' },
  'cms.invalid': { retry: 'never', fixer: 'support' },
  'cms.cannotOpen': { retry: 'never', fixer: 'support' },
  'scep.invalid': { retry: 'never', fixer: 'support' },
  'pkcs12.cannotOpen': { retry: 'afterFix', fixer: 'admin' },
  'tls.handshake': { retry: 'backoff', fixer: 'operator' },
  'http.badUrl': { retry: 'afterFix', fixer: 'admin' },
  'http.notHttps': { retry: 'afterFix', fixer: 'admin' },
  'http.unreachable': { retry: 'backoff', fixer: 'operator' },
  'http.untrusted': { retry: 'afterFix', fixer: 'admin' },
  'http.timeout': { retry: 'backoff', fixer: 'operator' },
  'http.tooLarge': { retry: 'never', fixer: 'support' },
} as const satisfies ErrorArea
