import type { ErrorArea } from '../error-area.ts'

export const stageErrors = {
  'stage.serialUnknown': { retry: 'afterFix', fixer: 'operator' },
  'stage.apnsMissing': { retry: 'afterFix', fixer: 'admin' },
  'stage.identityMissing': { retry: 'afterFix', fixer: 'admin' },
  'stage.directNeedsSetUpDevice': { retry: 'afterFix', fixer: 'operator' },
  'stage.eraseNeeded': { retry: 'afterFix', fixer: 'admin' },
  'stage.eraseNotConsented': { retry: 'afterFix', fixer: 'operator' },
  'stage.consentMismatch': { retry: 'afterFix', fixer: 'operator' },
  'stage.configurationUnreadable': { retry: 'afterFix', fixer: 'operator' },
  'stage.findMyOn': { retry: 'afterFix', fixer: 'operator' },
  'stage.eraseDidNotHappen': { retry: 'afterFix', fixer: 'operator' },
  'stage.busy': { retry: 'afterFix', fixer: 'operator' },
  'stage.unknownDevice': { retry: 'afterFix', fixer: 'operator' },
  'stage.unknownBlueprint': { retry: 'afterFix', fixer: 'operator' },
  'stage.notBack': { retry: 'afterFix', fixer: 'operator' },
  'stage.enrollmentRefused': { retry: 'afterFix', fixer: 'admin' },
  'stage.verifyMismatch': { retry: 'afterFix', fixer: 'operator' },
  'stage.registrationRefused': { retry: 'afterFix', fixer: 'admin' },
  'stage.profileMissing': { retry: 'afterFix', fixer: 'admin' },
  'stage.secretMissing': { retry: 'afterFix', fixer: 'admin' },
  'stage.installNotConfirmed': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
