import type { Command } from 'commander'
import { AppError, isErrorCode } from '../../../src-shared/errors.ts'
import type { CustomFinding, CustomProfile, CustomTarget } from '../../../src-shared/intune/custom-profile.ts'
import type { App } from '../../app.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { ask, listText, say } from './intune-words.ts'
import { withApp } from './with-app.ts'

type SaveFlags = AccountFlags & { readonly name?: string; readonly description?: string; readonly dryRun?: boolean }
type AssignFlags = AccountFlags & {
  readonly allDevices?: boolean
  readonly allUsers?: boolean
  readonly nobody?: boolean
  readonly group: readonly string[]
  readonly exclude: readonly string[]
}

/** `slipway intune custom list | save | assign | delete`. */
export function addIntuneCustom(intune: Command, host: CliHost): void {
  const { t } = host.translator
  const custom = intune.command('custom').description(t('intune:customAbout'))
  const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value]
  accountOptions(custom.command('list').description(t('intune:customListAbout')), host).action((flags: AccountFlags) =>
    ask(
      flags,
      host,
      (app) => app.handlers['intune.customProfiles']({}),
      ({ profiles }) =>
        listText(
          [t('intune:column.name'), t('intune:column.version'), t('intune:column.target'), 'id'],
          profiles.map((one) => [one.displayName, String(one.version), targetsText(one, host), one.id]),
          t('intune:noCustom'),
        ),
    ),
  )
  accountOptions(custom.command('save <vault>').description(t('intune:customSaveAbout')), host)
    .option('--name <name>', t('intune:option.name'))
    .option('--description <text>', t('intune:option.description'))
    .option('--dry-run', t('intune:option.dryRun'))
    .action((vault: string, flags: SaveFlags) => withApp(flags, host, (app) => save(app, vault, flags, host)))
  accountOptions(custom.command('assign <profile>').description(t('intune:customAssignAbout')), host)
    .option('--all-devices', t('intune:option.allDevices'))
    .option('--all-users', t('intune:option.allUsers'))
    .option('--group <id>', t('intune:option.group'), gather, [])
    .option('--exclude <id>', t('intune:option.exclude'), gather, [])
    .option('--nobody', t('intune:option.nobody'))
    .action((profile: string, flags: AssignFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.assignCustomProfile']({ profile, targets: targetsOf(flags) }),
        (done) =>
          t('intune:customAssigned', { name: done.profile.displayName, targets: targetsText(done.profile, host) }),
      ),
    )
  accountOptions(custom.command('delete <profile>').description(t('intune:customDeleteAbout')), host).action(
    (profile: string, flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.deleteCustomProfile']({ profile }),
        () => t('intune:customDeleted'),
      ),
  )
}

async function save(app: App, vault: string, flags: SaveFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const result = await app.handlers['intune.saveCustomProfile']({
    vault,
    displayName: flags.name ?? null,
    description: flags.description ?? null,
    dryRun: flags.dryRun === true,
  })
  const name = result.profile?.displayName ?? flags.name ?? vault
  say(flags, result, () =>
    [...result.findings.map((one) => findingText(one, host)), t(`intune:custom.${result.outcome}`, { name })].join(
      '\n',
    ),
  )
  process.exitCode = result.outcome === 'refused' ? 1 : 0
}

function findingText({ code, severity, details }: CustomFinding, { translator }: CliHost): string {
  const error = isErrorCode(code) ? new AppError(code, details) : new AppError('app.unexpected', { detail: code })
  return `${translator.t(`intune:severity.${severity}`)} ${translator.error(error).sentence}`
}

/** @throws AppError 'app.usage' unless somebody, or on purpose nobody, is named */
function targetsOf(flags: AssignFlags): CustomTarget[] {
  const groups = [...flags.group, ...flags.exclude]
  const wrong = groups.find((id) => !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id))
  if (wrong !== undefined) throw new AppError('app.usage', { detail: `--group ${wrong}` })
  const targets: CustomTarget[] = [
    ...(flags.allDevices === true ? [{ kind: 'allDevices' } as const] : []),
    ...(flags.allUsers === true ? [{ kind: 'allUsers' } as const] : []),
    ...flags.group.map((id) => ({ kind: 'group', id, exclude: false }) as const),
    ...flags.exclude.map((id) => ({ kind: 'group', id, exclude: true }) as const),
  ]
  if ((targets.length === 0) !== (flags.nobody === true))
    throw new AppError('app.usage', { detail: '--all-devices | --all-users | --group ID | --nobody' })
  return targets
}

function targetsText({ targets }: CustomProfile, { translator: { t } }: CliHost): string {
  const words = targets.map((target) =>
    target.kind === 'group'
      ? t(target.exclude ? 'intune:target.notGroup' : 'intune:target.group', { id: target.id })
      : t(`intune:target.${target.kind}`),
  )
  return words.length === 0 ? t('intune:target.nobody') : words.join(', ')
}
