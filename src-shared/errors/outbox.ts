import type { ErrorArea } from '../error-area.ts'

export const outboxErrors = {
  'outbox.recordGone': { retry: 'never', fixer: 'admin' },
  'outbox.otherDevice': { retry: 'never', fixer: 'admin' },
  'outbox.outcomeUnknown': { retry: 'afterFix', fixer: 'admin' },
  'outbox.noWarrant': { retry: 'never', fixer: 'support' },
  'outbox.underWay': { retry: 'afterFix', fixer: 'operator' },
  'outbox.unknown': { retry: 'never', fixer: 'operator' },
  'outbox.otherTenant': { retry: 'afterFix', fixer: 'admin' },
  'outbox.dropped': { retry: 'never', fixer: 'operator' },
  'outbox.registrationRefused': { retry: 'afterFix', fixer: 'admin' },
  'offline.factsOld': { retry: 'afterFix', fixer: 'operator' },
  'offline.activationUnreachable': { retry: 'afterFix', fixer: 'operator' },
  'offline.fileUnreadable': { retry: 'afterFix', fixer: 'operator' },
  'offline.wrongPassphrase': { retry: 'afterFix', fixer: 'operator' },
  'offline.weakPassphrase': { retry: 'afterFix', fixer: 'operator' },
  'offline.expired': { retry: 'afterFix', fixer: 'operator' },
  'offline.otherTenant': { retry: 'afterFix', fixer: 'operator' },
  'offline.nothingToPack': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
