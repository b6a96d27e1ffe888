import type { ErrorArea } from '../error-area.ts'

export const graphErrors = {
  'graph.profileUrlMissing': { retry: 'backoff', fixer: 'admin' },
  'graph.signInNeeded': { retry: 'afterFix', fixer: 'operator' },
  'graph.permissionMissing': { retry: 'afterFix', fixer: 'admin' },
  'graph.forbidden': { retry: 'afterFix', fixer: 'admin' },
  'graph.exportNeedsPerson': { retry: 'afterFix', fixer: 'admin' },
  'graph.notFound': { retry: 'afterFix', fixer: 'admin' },
  'graph.badRequest': { retry: 'never', fixer: 'admin' },
  'graph.dependencyFailed': { retry: 'never', fixer: 'admin' },
  'graph.throttled': { retry: 'backoff', fixer: 'operator' },
  'graph.serviceTrouble': { retry: 'backoff', fixer: 'operator' },
  'graph.unreachable': { retry: 'backoff', fixer: 'operator' },
  'graph.outcomeUnknown': { retry: 'afterFix', fixer: 'operator' },
  'graph.unexpectedAnswer': { retry: 'never', fixer: 'support' },
  'graph.foreignOrigin': { retry: 'never', fixer: 'support' },
  'graph.insecureAddress': { retry: 'afterFix', fixer: 'admin' },
  'graph.profileDiffers': { retry: 'afterFix', fixer: 'admin' },
  'graph.enrollmentUrlInsecure': { retry: 'afterFix', fixer: 'admin' },
  'graph.enrollmentServiceInvalid': { retry: 'afterFix', fixer: 'admin' },
  'graph.enrollmentServiceDown': { retry: 'backoff', fixer: 'operator' },
} as const satisfies ErrorArea
