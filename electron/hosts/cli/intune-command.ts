import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'
import { addIntuneCustom } from './intune-custom.ts'
import { addIntuneDevices } from './intune-devices.ts'
import { addIntuneIdentifiers } from './intune-identifiers.ts'
import { addIntuneOrders } from './intune-order.ts'
import { addIntuneProfiles } from './intune-profiles.ts'
import { addIntunePush } from './intune-push.ts'
import { addIntuneSerials } from './intune-serials.ts'

/** `slipway intune`: what an administrator does in Intune by hand. */
export function addIntuneCommand(program: Command, host: CliHost): Command {
  const intune = program.command('intune').description(host.translator.t('intune:about'))
  addIntuneProfiles(intune, host)
  addIntuneSerials(intune, host)
  addIntuneDevices(intune, host)
  addIntuneIdentifiers(intune, host)
  addIntunePush(intune, host)
  addIntuneCustom(intune, host)
  addIntuneOrders(intune, host)
  return intune
}
