import type { ErrorArea } from '../error-area.ts'

export const configuratorErrors = {
  'configurator.notMac': { retry: 'never', fixer: 'operator' },
  'configurator.practice': { retry: 'never', fixer: 'operator' },
  'configurator.notFound': { retry: 'afterFix', fixer: 'operator' },
  'configurator.notVerified': { retry: 'afterFix', fixer: 'operator' },
  'configurator.noDevice': { retry: 'afterFix', fixer: 'operator' },
  'configurator.whichDevice': { retry: 'afterFix', fixer: 'operator' },
  'configurator.ecidUnknown': { retry: 'afterFix', fixer: 'operator' },
  'configurator.wordRefused': { retry: 'afterFix', fixer: 'operator' },
  'configurator.noWarrant': { retry: 'never', fixer: 'support' },
  'configurator.stopped': { retry: 'afterFix', fixer: 'operator' },
  'configurator.noAnswer': { retry: 'backoff', fixer: 'operator' },
  'configurator.tooMuch': { retry: 'never', fixer: 'support' },
  'configurator.garbled': { retry: 'backoff', fixer: 'support' },
  'configurator.wrongDevice': { retry: 'never', fixer: 'support' },
  'configurator.deviceLeft': { retry: 'backoff', fixer: 'operator' },
  'configurator.alreadyPrepared': { retry: 'afterFix', fixer: 'operator' },
  'configurator.waitsForTap': { retry: 'afterFix', fixer: 'operator' },
  'configurator.refused': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
