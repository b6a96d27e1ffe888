import type { Check } from './check.ts'
import { activation } from './checks/activation.ts'
import { battery } from './checks/battery.ts'
import { blank } from './checks/blank.ts'
import { earlyConfiguration } from './checks/early-configuration.ts'
import { enrollConfiguration } from './checks/enroll-configuration.ts'
import { erase, eraseAgain, leaveBlank } from './checks/erase.ts'
import { escalation } from './checks/escalation.ts'
import { listed } from './checks/listed.ts'
import { pair } from './checks/pair.ts'
import { prepareAgain } from './checks/prepare-again.ts'
import { restart } from './checks/restart.ts'
import { secondWrite } from './checks/second-write.ts'
import { session } from './checks/session.ts'
import { settings } from './checks/settings.ts'
import { setupState } from './checks/setup-state.ts'
import { silentInstall } from './checks/silent-install.ts'
import { silentPairing } from './checks/silent-pairing.ts'
import { silentProfile } from './checks/silent-profile.ts'
import { stranger } from './checks/stranger.ts'
import { supervise } from './checks/supervise.ts'
import { supervisedPairing } from './checks/supervised-pairing.ts'
import { values } from './checks/values.ts'
import { waitingProfile } from './checks/waiting-profile.ts'
import { wrongType } from './checks/wrong-type.ts'

/** Everything that is tried on one device, in its order. Up to `erase` the device stays as it is. */
export const checks: readonly Check[] = [
  listed,
  stranger,
  pair,
  session,
  values,
  setupState,
  battery,
  waitingProfile,
  erase,
  silentPairing,
  blank,
  earlyConfiguration,
  activation,
  settings,
  silentProfile,
  wrongType,
  supervise,
  secondWrite,
  escalation,
  silentInstall,
  supervisedPairing,
  restart,
  eraseAgain,
  prepareAgain,
  enrollConfiguration,
  leaveBlank,
]
