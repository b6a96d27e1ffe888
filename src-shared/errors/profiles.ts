import type { ErrorArea } from '../error-area.ts'

export const profilesErrors = {
  'profiles.unreadable': { retry: 'afterFix', fixer: 'operator' },
  'profiles.notEnrollment': { retry: 'afterFix', fixer: 'operator' },
  'profiles.enrollmentInsecure': { retry: 'afterFix', fixer: 'admin' },
  'profiles.enrollmentExpired': { retry: 'afterFix', fixer: 'operator' },
  'profiles.keyMissing': { retry: 'afterFix', fixer: 'admin' },
  'profiles.keyWrong': { retry: 'afterFix', fixer: 'admin' },
  'profiles.identifierRepeated': { retry: 'afterFix', fixer: 'admin' },
  'profiles.uuidRepeated': { retry: 'afterFix', fixer: 'admin' },
  'profiles.referenceDangling': { retry: 'afterFix', fixer: 'admin' },
  'profiles.payloadsConflict': { retry: 'afterFix', fixer: 'admin' },
  'profiles.textUnwritable': { retry: 'afterFix', fixer: 'admin' },
  'profiles.wifiName': { retry: 'afterFix', fixer: 'admin' },
  'profiles.wifiPassword': { retry: 'afterFix', fixer: 'admin' },
  'profiles.nameToken': { retry: 'afterFix', fixer: 'admin' },
  'profiles.nameValueMissing': { retry: 'afterFix', fixer: 'operator' },
  'profiles.nameCharacters': { retry: 'afterFix', fixer: 'admin' },
  'profiles.nameLength': { retry: 'afterFix', fixer: 'admin' },
} as const satisfies ErrorArea
