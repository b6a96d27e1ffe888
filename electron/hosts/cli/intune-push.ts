import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import type { PushCertificate } from '../../../src-shared/intune/push-certificate.ts'
import { accountOptions } from './account-command.ts'
import type { AccountFlags } from './account-command.ts'
import type { CliHost } from './cli-host.ts'
import { ask, dayOf, say } from './intune-words.ts'
import { readBase64, saveBase64 } from './read-file.ts'
import { withApp } from './with-app.ts'

/** `slipway intune apns show | request | upload`. */
export function addIntunePush(intune: Command, host: CliHost): void {
  const { t } = host.translator
  const apns = intune.command('apns').description(t('intune:pushAbout'))
  accountOptions(apns.command('show').description(t('intune:pushShowAbout')), host).action((flags: AccountFlags) =>
    ask(
      flags,
      host,
      (app) => app.handlers['intune.push']({}),
      ({ certificate }) => (certificate === null ? t('intune:noPush') : certificateText(certificate, host)),
    ),
  )
  accountOptions(apns.command('request').description(t('intune:pushRequestAbout')), host)
    .option('--out <file>', t('intune:option.out'))
    .action((flags: AccountFlags & { readonly out?: string }) =>
      withApp(flags, host, async (app) => {
        const { request, fileName } = await app.handlers['intune.pushRequest']({})
        const path = flags.out ?? fileName
        await saveBase64(path, Buffer.from(request).toString('base64'))
        say(flags, { path }, () => t('intune:pushRequested', { path }))
      }),
    )
  accountOptions(apns.command('upload <file>').description(t('intune:pushUploadAbout')), host)
    .requiredOption('--apple-id <account>', t('intune:option.appleId'))
    .action((file: string, flags: AccountFlags & { readonly appleId: string }) =>
      withApp(flags, host, async (app) => {
        if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(flags.appleId))
          throw new AppError('app.usage', { detail: `--apple-id ${flags.appleId}` })
        const result = await app.handlers['intune.uploadPush']({
          appleId: flags.appleId,
          file: await readBase64(file),
        })
        const until = dayOf(result.certificate.expiresAt, host)
        say(flags, result, () => t(result.renewed ? 'intune:pushRenewed' : 'intune:pushUploaded', { until }))
      }),
    )
}

/** Microsoft: 365 days, and 30 days of grace. */
function certificateText(certificate: PushCertificate, host: CliHost): string {
  const { t } = host.translator
  const days = certificate.expiresAt === null ? null : Math.floor((certificate.expiresAt - Date.now()) / 86_400_000)
  return [
    t('intune:pushOf', { appleId: certificate.appleId ?? '–', topic: certificate.topic ?? '–' }),
    days === null
      ? t('intune:pushNoExpiry')
      : t(days < 0 ? 'intune:pushOver' : 'intune:pushUntil', {
          until: dayOf(certificate.expiresAt, host),
          count: Math.abs(days),
        }),
  ].join('\n')
}
