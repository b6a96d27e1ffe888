import type { ErrorText } from '../../error-area.ts'
import type { ErrorCode } from '../../errors/catalogue.ts'
import { errorsAbm } from './errors-abm.ts'
import { errorsAde } from './errors-ade.ts'
import { errorsApp } from './errors-app.ts'
import { errorsApple } from './errors-apple.ts'
import { errorsAssets } from './errors-assets.ts'
import { errorsAutomation } from './errors-automation.ts'
import { errorsConfigurator } from './errors-configurator.ts'
import { errorsCrypto } from './errors-crypto.ts'
import { errorsDevice } from './errors-device.ts'
import { errorsGraph } from './errors-graph.ts'
import { errorsHost } from './errors-host.ts'
import { errorsIntune } from './errors-intune.ts'
import { errorsLedger } from './errors-ledger.ts'
import { errorsLocal } from './errors-local.ts'
import { errorsPlan } from './errors-plan.ts'
import { errorsOutbox } from './errors-outbox.ts'
import { errorsPractice } from './errors-practice.ts'
import { errorsProfiles } from './errors-profiles.ts'
import { errorsProve } from './errors-prove.ts'
import { errorsReturns } from './errors-returns.ts'
import { errorsShift } from './errors-shift.ts'
import { errorsSignIn } from './errors-sign-in.ts'
import { errorsStage } from './errors-stage.ts'
import { errorsUsb } from './errors-usb.ts'

export const errorTextsEn: Readonly<Record<ErrorCode, ErrorText>> = {
  ...errorsAbm,
  ...errorsAde,
  ...errorsApp,
  ...errorsApple,
  ...errorsAssets,
  ...errorsAutomation,
  ...errorsConfigurator,
  ...errorsCrypto,
  ...errorsDevice,
  ...errorsGraph,
  ...errorsHost,
  ...errorsIntune,
  ...errorsLedger,
  ...errorsLocal,
  ...errorsPlan,
  ...errorsOutbox,
  ...errorsPractice,
  ...errorsProfiles,
  ...errorsProve,
  ...errorsReturns,
  ...errorsShift,
  ...errorsSignIn,
  ...errorsStage,
  ...errorsUsb,
}
