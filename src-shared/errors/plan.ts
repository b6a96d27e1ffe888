import type { ErrorArea } from '../error-area.ts'

/** What a plan finds before a device is touched: problems that stop it, and remarks that do not. */
export const planErrors = {
  'plan.profileNotNamed': { retry: 'afterFix', fixer: 'admin' },
  'plan.kindNotStaged': { retry: 'afterFix', fixer: 'operator' },
  'plan.organizationUnknown': { retry: 'afterFix', fixer: 'admin' },
  'plan.pairingWithoutKey': { retry: 'afterFix', fixer: 'admin' },
  'plan.appMissing': { retry: 'afterFix', fixer: 'admin' },
  'plan.pictureMissing': { retry: 'afterFix', fixer: 'admin' },
  'plan.assetUnknown': { retry: 'afterFix', fixer: 'operator' },
  'plan.batteryLow': { retry: 'afterFix', fixer: 'operator' },
  'plan.programTokenLapsed': { retry: 'afterFix', fixer: 'admin' },
  'plan.notAutomated': { retry: 'afterFix', fixer: 'admin' },
  'plan.noAutomatedProfile': { retry: 'afterFix', fixer: 'admin' },
  'plan.automatedSerial': { retry: 'afterFix', fixer: 'admin' },
  'plan.systemTooOld': { retry: 'afterFix', fixer: 'operator' },
  'plan.pictureNeedsSupervision': { retry: 'afterFix', fixer: 'operator' },
  'plan.noNetwork': { retry: 'afterFix', fixer: 'admin' },
  'plan.backendCannot': { retry: 'afterFix', fixer: 'admin' },
  'plan.userBringsNetwork': { retry: 'afterFix', fixer: 'operator' },
  'plan.nobodyMayPair': { retry: 'afterFix', fixer: 'admin' },
  'plan.automatedUnknown': { retry: 'afterFix', fixer: 'operator' },
  'plan.willBeImported': { retry: 'afterFix', fixer: 'operator' },
  'plan.dataPlanErased': { retry: 'afterFix', fixer: 'operator' },
  'plan.batteryUnknown': { retry: 'afterFix', fixer: 'operator' },
  'plan.userWithinADay': { retry: 'afterFix', fixer: 'operator' },
  'plan.systemUnsupported': { retry: 'afterFix', fixer: 'operator' },
} as const satisfies ErrorArea
