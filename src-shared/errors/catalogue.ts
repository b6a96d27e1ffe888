import { abmErrors } from './abm.ts'
import { adeErrors } from './ade.ts'
import { appErrors } from './app.ts'
import { appleErrors } from './apple.ts'
import { assetErrors } from './assets.ts'
import { automationErrors } from './automation.ts'
import { configuratorErrors } from './configurator.ts'
import { cryptoErrors } from './crypto.ts'
import { deviceErrors } from './device.ts'
import { graphErrors } from './graph.ts'
import { hostErrors } from './host.ts'
import { intuneErrors } from './intune.ts'
import { ledgerErrors } from './ledger.ts'
import { localErrors } from './local.ts'
import { planErrors } from './plan.ts'
import { outboxErrors } from './outbox.ts'
import { practiceErrors } from './practice.ts'
import { profilesErrors } from './profiles.ts'
import { proveErrors } from './prove.ts'
import { returnsErrors } from './returns.ts'
import { shiftErrors } from './shift.ts'
import { signInErrors } from './sign-in.ts'
import { stageErrors } from './stage.ts'
import { usbErrors } from './usb.ts'

/** Every code of the product, by area. A code is `area.word` and never changes its meaning. */
export const errorCatalogue = {
  ...abmErrors,
  ...adeErrors,
  ...appErrors,
  ...appleErrors,
  ...assetErrors,
  ...automationErrors,
  ...configuratorErrors,
  ...cryptoErrors,
  ...deviceErrors,
  ...graphErrors,
  ...hostErrors,
  ...intuneErrors,
  ...ledgerErrors,
  ...localErrors,
  ...planErrors,
  ...outboxErrors,
  ...practiceErrors,
  ...profilesErrors,
  ...proveErrors,
  ...returnsErrors,
  ...shiftErrors,
  ...signInErrors,
  ...stageErrors,
  ...usbErrors,
}

export type ErrorCode = keyof typeof errorCatalogue
