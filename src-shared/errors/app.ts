import type { ErrorArea } from '../error-area.ts'

export const appErrors = {
  'app.unexpected': { retry: 'never', fixer: 'support' },
  'app.usage': { retry: 'afterFix', fixer: 'operator' },
  'app.dataDirectoryInUse': { retry: 'afterFix', fixer: 'operator' },
  'app.diskFull': { retry: 'afterFix', fixer: 'operator' },
  'app.fileUnreadable': { retry: 'afterFix', fixer: 'operator' },
  'app.fileUnwritable': { retry: 'afterFix', fixer: 'operator' },
  'app.fileDamaged': { retry: 'never', fixer: 'support' },
  'app.journalDamaged': { retry: 'never', fixer: 'support' },
  'app.journalNewer': { retry: 'afterFix', fixer: 'operator' },
  'app.cancelled': { retry: 'never', fixer: 'operator' },
  'app.timeout': { retry: 'backoff', fixer: 'operator' },
  'app.practiceRealMix': { retry: 'never', fixer: 'operator' },
  'app.serviceNotStarted': { retry: 'afterFix', fixer: 'support' },
  'stream.closed': { retry: 'backoff', fixer: 'operator' },
  'stream.tooLarge': { retry: 'never', fixer: 'support' },
  'plist.malformed': { retry: 'never', fixer: 'support' },
  'frame.malformed': { retry: 'backoff', fixer: 'support' },
  'secrets.wrongPassphrase': { retry: 'afterFix', fixer: 'admin' },
  'secrets.damaged': { retry: 'never', fixer: 'support' },
} as const satisfies ErrorArea
