import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import type { App } from '../../app.ts'
import { addAdeAssign } from './ade-assign.ts'
import { addAdeProfiles } from './ade-profiles.ts'
import { adeDevicesText, adeTokensText } from './ade-tables.ts'
import { adeOptions, dayOf, say } from './ade-words.ts'
import type { AdeFlags } from './ade-words.ts'
import type { CliHost } from './cli-host.ts'
import { readBase64, saveBase64 } from './read-file.ts'
import { withApp } from './with-app.ts'

type RequestFlags = AdeFlags & {
  readonly out: string
  readonly new?: string
  readonly consent?: boolean
  readonly fresh?: boolean
}
type UploadFlags = AdeFlags & { readonly appleId: string; readonly otherAppleId?: boolean }

/** `slipway ade`: tokens, sync, devices, profiles, assignments. */
export function addAdeCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  const ade = program.command('ade').description(t('ade:about'))
  addTokens(ade.command('token').description(t('ade:tokenAbout')), host)
  adeOptions(ade.command('sync').description(t('ade:syncAbout')), host)
    .option('--no-wait', t('ade:option.noWait'))
    .action((flags: AdeFlags & { wait: boolean }) => withApp(flags, host, (app) => sync(app, flags, host)))
  adeOptions(ade.command('devices').description(t('ade:devicesAbout')), host).action((flags: AdeFlags) =>
    withApp(flags, host, (app) => devices(app, flags, host)),
  )
  addAdeProfiles(ade, host)
  addAdeAssign(ade, host)
}

function addTokens(token: Command, host: CliHost): void {
  const { t } = host.translator
  adeOptions(token.command('list').alias('show').description(t('ade:tokenListAbout')), host).action((flags: AdeFlags) =>
    withApp(flags, host, async (app) => {
      const { tokens } = await app.handlers['ade.tokens']({})
      say(flags, { tokens }, () => (tokens.length === 0 ? t('ade:noTokens') : adeTokensText(tokens, host)))
    }),
  )
  adeOptions(token.command('request').description(t('ade:tokenRequestAbout')), host)
    .requiredOption('--out <file>', t('ade:option.out'))
    .option('--new <name>', t('ade:option.new'))
    .option('--consent', t('ade:option.consent'))
    .option('--fresh', t('ade:option.fresh'))
    .action((flags: RequestFlags) => withApp(flags, host, (app) => request(app, flags, host)))
  for (const name of ['upload', 'renew'] as const) {
    const about = t(name === 'upload' ? 'ade:tokenUploadAbout' : 'ade:tokenRenewAbout')
    adeOptions(token.command(`${name} <file>`).description(about), host)
      .requiredOption('--apple-id <account>', t('ade:option.appleId'))
      .option('--other-apple-id', t('ade:option.otherAppleId'))
      .action((file: string, flags: UploadFlags) => withApp(flags, host, (app) => upload(app, file, flags, host)))
  }
}

async function request(app: App, flags: RequestFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  const { token, pem } = await app.handlers['ade.requestToken']({
    token: flags.token ?? null,
    newName: flags.new ?? null,
    consent: flags.consent === true,
    fresh: flags.fresh === true,
  })
  await saveBase64(flags.out, Buffer.from(pem).toString('base64'))
  say(flags, { token, path: flags.out }, () =>
    [t('ade:pemSaved', { name: token.name, path: flags.out }), t('ade:pemNext')].join('\n'),
  )
}

async function upload(app: App, path: string, flags: UploadFlags, host: CliHost): Promise<void> {
  const { t } = host.translator
  if (!/^[^\s@]+@[^\s@]+$/.test(flags.appleId))
    throw new AppError('app.usage', { detail: `--apple-id ${flags.appleId}` })
  const result = await app.handlers['ade.uploadToken']({
    token: flags.token ?? null,
    appleId: flags.appleId,
    file: await readBase64(path),
    otherAppleId: flags.otherAppleId === true,
  })
  const { name, expiresAt } = result.token
  const until = dayOf(expiresAt, host)
  say(flags, result, () => t(result.renewed ? 'ade:renewed' : 'ade:uploaded', { name, until }))
}

async function sync(app: App, flags: AdeFlags & { readonly wait: boolean }, host: CliHost): Promise<void> {
  const { t } = host.translator
  const result = await app.handlers['ade.sync']({ token: flags.token ?? null, wait: flags.wait })
  say(flags, result, () =>
    result.finished ? t('ade:synced', { count: result.token.syncedDevices }) : t('ade:syncStarted'),
  )
}

async function devices(app: App, flags: AdeFlags, host: CliHost): Promise<void> {
  const token = flags.token ?? null
  const [found, { profiles }] = await Promise.all([
    app.handlers['ade.devices']({ token }),
    app.handlers['ade.profiles']({ token }),
  ])
  const nameOf = (id: string | null): string =>
    profiles.find((profile) => id !== null && isSameProfile(profile.id, id))?.settings.displayName ?? id ?? '–'
  say(flags, found, () =>
    found.devices.length === 0
      ? host.translator.t('ade:noDevices')
      : adeDevicesText(found.devices, (device) => nameOf(device.profileId), host),
  )
}
