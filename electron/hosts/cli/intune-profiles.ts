import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { intuneAffinity, intuneProfileChanges, intuneProfileSettings } from '../../../src-shared/intune/profile.ts'
import type { IntuneProfile, IntuneProfileChanges, SignInCheck } from '../../../src-shared/intune/profile.ts'
import type { App } from '../../app.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { ask, dayOf, listText, say } from './intune-words.ts'
import { saveBase64 } from './read-file.ts'
import { withApp } from './with-app.ts'

type ProfileFlags = AccountFlags & {
  readonly name?: string
  readonly description?: string
  readonly affinity?: string
}

/** `slipway intune profiles list | create | edit | delete | url | export | check`. */
export function addIntuneProfiles(intune: Command, host: CliHost): void {
  const { t } = host.translator
  const profiles = intune.command('profiles').description(t('intune:profilesAbout'))
  accountOptions(profiles.command('list').description(t('intune:profileListAbout')), host).action(
    (flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.profiles']({}),
        (found) => profilesText(found.profiles, host),
      ),
  )
  settingOptions(profiles.command('create <name>').description(t('intune:profileCreateAbout')), host).action(
    (name: string, flags: ProfileFlags) => withApp(flags, host, (app) => create(app, name, flags, host)),
  )
  settingOptions(profiles.command('edit <profile>').description(t('intune:profileEditAbout')), host)
    .option('--name <name>', t('intune:option.name'))
    .action((profile: string, flags: ProfileFlags) => withApp(flags, host, (app) => edit(app, profile, flags, host)))
  accountOptions(profiles.command('delete <profile>').description(t('intune:profileDeleteAbout')), host)
    .option('--unassign', t('intune:option.unassign'))
    .action((profile: string, flags: AccountFlags & { readonly unassign?: boolean }) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.deleteProfile']({ profile, unassign: flags.unassign === true }),
        () => t('intune:profileDeleted'),
      ),
    )
  accountOptions(profiles.command('url').description(t('intune:profileUrlAbout')), host).action((flags: AccountFlags) =>
    withApp(flags, host, async (app) => {
      const { profiles: all } = await app.handlers['intune.profiles']({})
      const url = all.find(({ profileUrl }) => profileUrl !== null)?.profileUrl ?? null
      say(flags, { profileUrl: url }, () => url ?? t('intune:noProfiles'))
    }),
  )
  accountOptions(profiles.command('export <profile>').description(t('intune:profileExportAbout')), host)
    .option('--out <file>', t('intune:option.out'))
    .action((profile: string, flags: AccountFlags & { readonly out?: string }) =>
      withApp(flags, host, (app) => exportFile(app, profile, flags, host)),
    )
  accountOptions(profiles.command('check').description(t('intune:profileCheckAbout')), host).action(
    (flags: AccountFlags) =>
      ask(
        flags,
        host,
        (app) => app.handlers['intune.checkSignIn']({}),
        ({ domains }) => domainsText(domains, host),
      ),
  )
}

function settingOptions(command: Command, host: CliHost): Command {
  const { t } = host.translator
  return accountOptions(command, host)
    .option('--description <text>', t('intune:option.description'))
    .option('--affinity <kind>', t('intune:option.affinity', { kinds: intuneAffinity.options.join(', ') }))
}

async function create(app: App, name: string, flags: ProfileFlags, host: CliHost): Promise<void> {
  const wanted = intuneProfileSettings.safeParse({
    description: '',
    affinity: 'none',
    ...wishOf(flags),
    displayName: name,
  })
  if (!wanted.success) throw usage(wanted.error.issues[0])
  const { profile } = await app.handlers['intune.createProfile']({ settings: wanted.data })
  await saved(app, profile, flags, host)
}

async function edit(app: App, name: string, flags: ProfileFlags, host: CliHost): Promise<void> {
  const wanted = intuneProfileChanges.safeParse(wishOf(flags))
  if (!wanted.success) throw usage(wanted.error.issues[0])
  const { profile } = await app.handlers['intune.editProfile']({ profile: name, changes: wanted.data })
  await saved(app, profile, flags, host)
}

/** What the flags say, and nothing of what they do not. */
function wishOf({ name, description, affinity }: ProfileFlags): Partial<Record<keyof IntuneProfileChanges, string>> {
  return {
    ...(name === undefined ? {} : { displayName: name }),
    ...(description === undefined ? {} : { description }),
    ...(affinity === undefined ? {} : { affinity }),
  }
}

const options: Readonly<Record<string, string>> = {
  displayName: '<name>',
  description: '--description',
  affinity: `--affinity ${intuneAffinity.options.join('|')}`,
}

function usage(issue: { readonly path: readonly PropertyKey[] } | undefined): AppError {
  const field = String(issue?.path[0] ?? '')
  return new AppError('app.usage', { detail: options[field] ?? field })
}

/** Where people sign in in Setup Assistant, a federated domain needs an endpoint that is often switched off. */
async function saved(app: App, profile: IntuneProfile, flags: AccountFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const domains =
    profile.affinity === 'setupAssistantLegacy' ? (await app.handlers['intune.checkSignIn']({})).domains : []
  const trouble = domains.filter(({ state }) => state !== 'managed' && state !== 'ready')
  say(flags, { ...profile, signIn: domains }, () =>
    [
      t('intune:profileSaved', { name: profile.displayName, id: profile.id }),
      ...(profile.profileUrl === null ? [] : [t('intune:profileUrl', { url: profile.profileUrl })]),
      ...(trouble.length === 0 ? [] : [t('intune:signInTrouble'), domainsText(trouble, host)]),
    ].join('\n'),
  )
}

async function exportFile(
  app: App,
  profile: string,
  flags: AccountFlags & { readonly out?: string },
  host: CliHost,
): Promise<void> {
  const { t } = host.translator
  const { file, ...facts } = await app.handlers['intune.exportProfile']({ profile })
  const path = flags.out ?? facts.fileName
  await saveBase64(path, file)
  say(flags, { path, ...facts }, () =>
    [
      t('intune:exported', { path, until: dayOf(facts.expiresAt, host) }),
      ...(facts.expirySource === 'exportTime' ? [t('intune:exportAssumed')] : []),
      ...(facts.affinityLost ? [t('intune:exportAffinity')] : []),
      t('intune:exportSecret'),
    ].join('\n'),
  )
}

function profilesText(profiles: readonly IntuneProfile[], { translator: { t } }: CliHost): string {
  const rows = profiles.map(({ displayName, affinity, description, id }) => [
    displayName,
    t(`intune:affinity.${affinity}`),
    description,
    id,
  ])
  const header = [t('intune:column.name'), t('intune:column.affinity'), t('intune:column.description'), 'id']
  const url = profiles.find(({ profileUrl }) => profileUrl !== null)?.profileUrl
  const table = listText(header, rows, t('intune:noProfiles'))
  return url == null ? table : `${table}\n\n${t('intune:profileUrl', { url })}`
}

function domainsText(domains: readonly SignInCheck[], { translator: { t } }: CliHost): string {
  const rows = domains.map(({ domain, state, endpoint, detail }) => [
    domain,
    t(`intune:signIn.${state}`),
    endpoint ?? '–',
    detail ?? '',
  ])
  const header = [t('intune:column.domain'), t('intune:column.state'), t('intune:column.endpoint'), '']
  return listText(header, rows, t('intune:noDomains'))
}
