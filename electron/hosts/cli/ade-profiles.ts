import type { Command } from 'commander'
import { adeAffinity, adePairing, adeSettings, defaultAdeSettings } from '../../../src-shared/ade.ts'
import type { AdeCertificate, AdeChanges, AdeProfile } from '../../../src-shared/ade.ts'
import { AppError } from '../../../src-shared/errors.ts'
import type { App } from '../../app.ts'
import { adeOptions, dayOf, say, yesOrNo } from './ade-words.ts'
import type { AdeFlags } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { readBase64 } from './read-file.ts'
import { formatTable } from './table.ts'
import { withApp } from './with-app.ts'

type ProfileFlags = AdeFlags & {
  readonly name?: string
  readonly description?: string
  readonly affinity?: string
  readonly department?: string
  readonly phone?: string
  readonly supervised?: string
  readonly locked?: string
  readonly hide?: string
  readonly pairing?: string
  readonly certificate: readonly string[]
  readonly await?: string
  readonly deviceName?: string
}

/** `slipway ade profiles list | show | create | edit | delete | default`. */
export function addAdeProfiles(ade: Command, host: CliHost): void {
  const { t } = host.translator
  const profiles = ade.command('profiles').description(t('ade:profilesAbout'))
  adeOptions(profiles.command('list').description(t('ade:listAbout')), host).action((flags: AdeFlags) =>
    withApp(flags, host, async (app) => {
      const found = await app.handlers['ade.profiles']({ token: flags.token ?? null })
      say(flags, found, () => listText(found.profiles, host))
    }),
  )
  adeOptions(profiles.command('show <profile>').description(t('ade:showAbout')), host).action(
    (name: string, flags: AdeFlags) =>
      withApp(flags, host, async (app) => {
        const { profiles: all } = await app.handlers['ade.profiles']({ token: flags.token ?? null })
        const found = all.find(({ id, settings }) => id === name || settings.displayName === name)
        if (found === undefined) throw new AppError('ade.profileUnknown', { name })
        say(flags, found, () => profileText(found, host))
      }),
  )
  settingOptions(profiles.command('create <name>').description(t('ade:createAbout')), host).action(
    (name: string, flags: ProfileFlags) => withApp(flags, host, (app) => create(app, name, flags, host)),
  )
  settingOptions(profiles.command('edit <profile>').description(t('ade:editAbout')), host)
    .option('--name <name>', t('ade:option.name'))
    .action((profile: string, flags: ProfileFlags) => withApp(flags, host, (app) => edit(app, profile, flags, host)))
  adeOptions(profiles.command('delete <profile>').description(t('ade:deleteAbout')), host).action(
    (profile: string, flags: AdeFlags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['ade.deleteProfile']({ token: flags.token ?? null, profile })
        say(flags, {}, () => t('ade:profileDeleted'))
      }),
  )
  adeOptions(profiles.command('default <profile>').description(t('ade:defaultAbout')), host).action(
    (profile: string, flags: AdeFlags) =>
      withApp(flags, host, async (app) => {
        await app.handlers['ade.setDefaultProfile']({ token: flags.token ?? null, profile })
        say(flags, {}, () => t('ade:defaultSet'))
      }),
  )
}

function settingOptions(command: Command, host: CliHost): Command {
  const { t } = host.translator
  const gather = (value: string, before: readonly string[]): readonly string[] => [...before, value]
  return adeOptions(command, host)
    .option('--description <text>', t('ade:option.description'))
    .option('--affinity <kind>', t('ade:option.affinity'))
    .option('--department <text>', t('ade:option.department'))
    .option('--phone <number>', t('ade:option.phone'))
    .option('--supervised <yes|no>', t('ade:option.supervised'))
    .option('--locked <yes|no>', t('ade:option.locked'))
    .option('--hide <keys>', t('ade:option.hide'))
    .option('--pairing <kind>', t('ade:option.pairing'))
    .option('--certificate <file>', t('ade:option.certificate'), gather, [])
    .option('--await <yes|no>', t('ade:option.await'))
    .option('--device-name <template>', t('ade:option.deviceName'))
}

async function create(app: App, name: string, flags: ProfileFlags, host: CliHost): Promise<void> {
  const wanted = adeSettings.safeParse({
    ...defaultAdeSettings,
    ...(await changesOf(app, flags, host)),
    displayName: name,
  })
  if (!wanted.success) throw usage(wanted.error.issues[0])
  const result = await app.handlers['ade.createProfile']({ token: flags.token ?? null, settings: wanted.data })
  saved(result.profile, flags, host)
}

async function edit(app: App, profile: string, flags: ProfileFlags, host: CliHost): Promise<void> {
  const wanted = adeSettings.partial().safeParse(await changesOf(app, flags, host))
  if (!wanted.success) throw usage(wanted.error.issues[0])
  const changes = wanted.data
  const result = await app.handlers['ade.editProfile']({ token: flags.token ?? null, profile, changes })
  saved(result.profile, flags, host)
}

function saved(profile: AdeProfile, flags: AdeFlags, { translator: { t } }: CliHost): void {
  const { id, settings } = profile
  say(flags, profile, () => t('ade:profileSaved', { name: settings.displayName, id }))
}

/** What the flags say, and nothing of what they do not. @throws AppError `app.usage`, `certificate.invalid` */
async function changesOf(app: App, flags: ProfileFlags, host: CliHost): Promise<AdeChanges> {
  const text = {
    displayName: flags.name,
    description: flags.description,
    affinity: choice('--affinity', flags.affinity, adeAffinity.options),
    department: flags.department,
    supportPhone: flags.phone,
    supervised: answer('--supervised', flags.supervised),
    locked: answer('--locked', flags.locked),
    hiddenPanes: flags.hide === undefined ? undefined : keysOf(flags.hide),
    pairing: choice('--pairing', flags.pairing, adePairing.options),
    certificates: flags.certificate.length === 0 ? undefined : await certificatesOf(app, flags, host),
    awaitConfiguration: answer('--await', flags.await),
    deviceNameTemplate: flags.deviceName,
  }
  return Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined))
}

function keysOf(text: string): readonly string[] {
  if (text.trim().toLowerCase() === 'none') return []
  return text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '')
}

async function certificatesOf(app: App, flags: ProfileFlags, host: CliHost): Promise<readonly AdeCertificate[]> {
  const taken: AdeCertificate[] = []
  for (const path of flags.certificate) {
    const facts = await app.handlers['ade.readCertificate']({ file: await readBase64(path) })
    const { thumbprint, certificate, subject } = facts
    const until = dayOf(facts.expiresAt, host)
    if (flags.json !== true)
      process.stdout.write(`${host.translator.t('ade:certificateTaken', { subject, thumbprint, until })}\n`)
    taken.push({ thumbprint, certificate })
  }
  return taken
}

function choice<Value extends string>(flag: string, text: string | undefined, of: readonly Value[]): Value | undefined {
  if (text === undefined) return undefined
  const found = of.find((value) => value.toLowerCase() === text.toLowerCase())
  if (found === undefined) throw new AppError('app.usage', { detail: `${flag}: ${of.join(', ')}` })
  return found
}

function answer(flag: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined
  const value = yesOrNo(text)
  if (value === undefined) throw new AppError('app.usage', { detail: `${flag}: yes, no` })
  return value
}

function usage(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): AppError {
  return new AppError('app.usage', { detail: `${String(issue?.path[0] ?? '')}: ${issue?.message ?? ''}` })
}

function listText(profiles: readonly AdeProfile[], { translator: { t } }: CliHost): string {
  const header = (['name', 'kind', 'default', 'affinity', 'pairing'] as const).map((name) => t(`ade:column.${name}`))
  const rows = profiles.map(({ settings, isPolicy, isDefault }) => [
    settings.displayName,
    t(isPolicy ? 'ade:kind.policy' : 'ade:kind.profile'),
    t(isDefault ? 'ade:yes' : 'ade:no'),
    t(`ade:affinity.${settings.affinity}`),
    t(`ade:pairing.${settings.pairing}`),
  ])
  return formatTable(header, rows)
}

function profileText({ id, settings, isDefault }: AdeProfile, { translator: { t } }: CliHost): string {
  const mark = (value: boolean): string => t(value ? 'ade:yes' : 'ade:no')
  const rows = [
    [t('ade:column.name'), settings.displayName],
    ['ID', id],
    [t('ade:column.default'), mark(isDefault)],
    [t('ade:field.description'), settings.description],
    [t('ade:column.affinity'), t(`ade:affinity.${settings.affinity}`)],
    [t('ade:field.department'), settings.department],
    [t('ade:field.phone'), settings.supportPhone],
    [t('ade:field.supervised'), mark(settings.supervised)],
    [t('ade:field.locked'), mark(settings.locked)],
    [t('ade:field.hidden'), settings.hiddenPanes.join(', ')],
    [t('ade:column.pairing'), t(`ade:pairing.${settings.pairing}`)],
    [t('ade:field.certificates'), settings.certificates.map(({ thumbprint }) => thumbprint).join(', ')],
    [t('ade:field.await'), mark(settings.awaitConfiguration)],
    [t('ade:field.deviceName'), settings.deviceNameTemplate],
  ]
  const width = Math.max(...rows.map(([label = '']) => label.length))
  return rows.map(([label = '', value = '']) => `${label.padEnd(width)}  ${value}`.trimEnd()).join('\n')
}
