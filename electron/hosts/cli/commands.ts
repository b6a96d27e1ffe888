import type { Command } from 'commander'
import type { CliHost } from './cli-host.ts'

type AddCommands = (program: Command, host: CliHost) => void

/** Commands that come from one module. */
export type CommandPart = { readonly names: readonly string[]; readonly load: () => Promise<AddCommands> }

/** Every command, in the order in which the help shows them. */
export const commandParts: readonly CommandPart[] = [
  { names: ['practice'], load: async () => (await import('./practice-command.ts')).addPracticeCommand },
  { names: ['devices', 'plan', 'stage'], load: async () => (await import('./bench-commands.ts')).addBenchCommands },
  { names: ['runs'], load: async () => (await import('./runs-command.ts')).addRunsCommand },
  { names: ['automation'], load: async () => (await import('./automation-command.ts')).addAutomationCommand },
  { names: ['return'], load: async () => (await import('./return-command.ts')).addReturnCommand },
  { names: ['status'], load: async () => (await import('./status-command.ts')).addStatusCommand },
  { names: ['shift'], load: async () => (await import('./shift-command.ts')).addShiftCommand },
  {
    names: ['sign-in', 'sign-out', 'whoami'],
    load: async () => (await import('./account-command.ts')).addAccountCommands,
  },
  { names: ['tenant'], load: async () => (await import('./tenant-command.ts')).addTenantCommand },
  { names: ['abm'], load: async () => (await import('./abm-command.ts')).addAbmCommand },
  { names: ['ade'], load: async () => (await import('./ade-command.ts')).addAdeCommand },
  { names: ['intune'], load: async () => (await import('./intune-command.ts')).addIntuneCommand },
  { names: ['usb'], load: async () => (await import('./usb-command.ts')).addUsbCommand },
  { names: ['prove', 'trace'], load: async () => (await import('./prove-command.ts')).addProveCommands },
  { names: ['configurator'], load: async () => (await import('./configurator-command.ts')).addConfiguratorCommand },
  { names: ['device'], load: async () => (await import('./device-command.ts')).addDeviceCommand },
  { names: ['blueprint'], load: async () => (await import('./blueprint-command.ts')).addBlueprintCommand },
  { names: ['outbox'], load: async () => (await import('./outbox-command.ts')).addOutboxCommand },
  { names: ['offline'], load: async () => (await import('./offline-command.ts')).addOfflineCommand },
  { names: ['panes'], load: async () => (await import('./panes-command.ts')).addPanesCommand },
  { names: ['errors'], load: async () => (await import('./errors-command.ts')).addErrorsCommand },
  { names: ['deadlines'], load: async () => (await import('./deadlines-command.ts')).addDeadlinesCommand },
  { names: ['handover'], load: async () => (await import('./handover-command.ts')).addHandoverCommand },
  { names: ['ledger'], load: async () => (await import('./ledger-command.ts')).addLedgerCommand },
  { names: ['protect'], load: async () => (await import('./protect-command.ts')).addProtectCommand },
]

/**
 * The parts that a command line needs: the one of its command, so that a short command reads few sources; all of them
 * when it names none, for the help and for the sentence about an unknown one.
 * @param args without the program's own name
 */
export function partsFor(args: readonly string[]): readonly CommandPart[] {
  if (args[0] === '--version' || args[0] === '-V') return []
  const word = args.find((arg) => !arg.startsWith('-'))
  const part = commandParts.find(({ names }) => word !== undefined && names.includes(word))
  return part === undefined ? commandParts : [part]
}
