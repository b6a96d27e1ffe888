import type { ErrorArea } from '../error-area.ts'

export const deviceErrors = {
  'device.none': { retry: 'afterFix', fixer: 'operator' },
  'device.several': { retry: 'afterFix', fixer: 'operator' },
  'device.nameInvalid': { retry: 'afterFix', fixer: 'operator' },
  'device.nothingToSet': { retry: 'afterFix', fixer: 'operator' },
  'device.languageUnknown': { retry: 'afterFix', fixer: 'operator' },
  'device.timeZoneUnknown': { retry: 'afterFix', fixer: 'operator' },
  'device.profileNotThere': { retry: 'afterFix', fixer: 'operator' },
  'device.appNotThere': { retry: 'afterFix', fixer: 'operator' },
  'device.ipaUnreadable': { retry: 'afterFix', fixer: 'operator' },
  'device.fileTooLarge': { retry: 'afterFix', fixer: 'operator' },
  'device.layoutInvalid': { retry: 'afterFix', fixer: 'operator' },
  'device.imageUnknown': { retry: 'afterFix', fixer: 'operator' },
  'device.noUnlockToken': { retry: 'never', fixer: 'operator' },
  'zip.invalid': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
