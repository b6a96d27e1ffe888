import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import { handoverHtml, handoverKinds } from '../../../src-shared/handover-card.ts'
import type { CliHost } from './cli-host.ts'
import { readBase64 } from './read-file.ts'

type HandoverFlags = {
  readonly batch?: string
  readonly user: string
  readonly organization?: string
  readonly phone?: string
}

/** `slipway handover`: cards for the users of these devices, as HTML on standard output. */
export function addHandoverCommand(program: Command, host: CliHost): void {
  const { t } = host.translator
  program
    .command('handover')
    .description(t('handover:about'))
    .argument('[serials...]', t('handover:serials'))
    .option('--batch <file>', t('handover:batch'))
    .option('--user <kind>', t('handover:kind', { names: handoverKinds.join(', ') }), 'portal')
    .option('--organization <name>', t('handover:organization'))
    .option('--phone <number>', t('handover:phone'))
    .action(async (serials: readonly string[], flags: HandoverFlags) => {
      const text =
        flags.batch === undefined ? '' : Buffer.from(await readBase64(flags.batch), 'base64').toString('utf8')
      const all = [...serials, ...text.replace(/^\uFEFF/, '').split(/[\s,;]+/)].filter((one) => one !== '')
      process.stdout.write(cardsFor(all, flags, host))
    })
}

function cardsFor(given: readonly string[], flags: HandoverFlags, { translator: { t, language } }: CliHost): string {
  const kind = handoverKinds.find((one) => one === flags.user)
  const names = handoverKinds.join(', ')
  if (kind === undefined) throw new AppError('app.usage', { detail: t('handover:badKind', { names }) })
  if (given.length === 0) throw new AppError('app.usage', { detail: t('handover:noSerials') })
  const serials = [...new Set(given.map((one) => one.toUpperCase()))]
  const wrong = serials.find((one) => !/^[A-Z0-9]{8,14}$/.test(one))
  if (wrong !== undefined) throw new AppError('app.usage', { detail: t('handover:badSerial', { text: wrong }) })
  const { organization = null, phone = null } = flags
  const cards = serials.map((serial) => ({ serial, kind, organization, supportPhone: phone }))
  return handoverHtml(cards, language, t)
}
