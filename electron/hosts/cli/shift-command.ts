import type { Command } from 'commander'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { ShiftReview, ShiftView } from '../../../src-shared/shift-contract.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import { askLine } from './ask-line.ts'
import type { CliHost } from './cli-host.ts'
import { printable } from './printable.ts'
import { connectionOptions, withApp } from './with-app.ts'

type Flags = Connection & { readonly json?: boolean; readonly badge?: boolean; readonly note?: string }

/** Where a script puts what a person would type: a process list shows flags. */
const variables = { pin: 'SLIPWAY_PIN', badge: 'SLIPWAY_BADGE' } as const

/** `slipway shift on | off | show | add`: who works at this bench. */
export function addShiftCommand(program: Command, host: CliHost): void {
  const { translator } = host
  const { t } = translator
  const shift = program.command('shift').description(t('shift:command.about'))
  const say = (view: ShiftView, { json }: Flags): void => {
    process.stdout.write(json === true ? `${JSON.stringify(view, null, 2)}\n` : `${shiftText(view, translator)}\n`)
  }
  connectionOptions(shift.command('show').description(t('shift:command.show')), host).action((flags: Flags) =>
    withApp(flags, host, async ({ handlers }) => say(await handlers['shift.show']({}), flags)),
  )
  connectionOptions(shift.command('on').description(t('shift:command.on')), host)
    .argument('[name]', t('shift:command.name'))
    .option('--badge', t('shift:command.badge', { variable: variables.badge }))
    .addHelpText('after', `\n${t('shift:command.pinFrom', { variable: variables.pin })}`)
    .action((name: string | undefined, flags: Flags) =>
      withApp(flags, host, async (app) => say(await signOn(app, name, flags, t), flags)),
    )
  connectionOptions(shift.command('off').description(t('shift:command.off')), host)
    .option('--note <text>', t('shift:command.note'))
    .action((flags: Flags) =>
      withApp(flags, host, async ({ handlers }) => {
        await handlers['shift.off']({ note: flags.note ?? '' })
        say(await handlers['shift.show']({}), flags)
      }),
    )
  connectionOptions(shift.command('add').description(t('shift:command.add')), host)
    .argument('<name>', t('shift:name'))
    .addHelpText('after', `\n${t('shift:command.pinFrom', { variable: variables.pin })}`)
    .action((name: string, flags: Flags) =>
      withApp(flags, host, async ({ handlers }) => {
        const badge = process.env[variables.badge] ?? null
        const pin = await secret('pin', t)
        await handlers['shift.addOperator']({ name, pin: pin === '' ? null : pin, badge })
        console.log(t('shift:command.added', { name: printable(name) }))
      }),
    )
}

async function signOn({ handlers }: App, name: string | undefined, flags: Flags, t: Translator['t']) {
  if (flags.badge === true) return handlers['shift.on']({ with: 'badge', badge: await given('badge', t) })
  const { operators } = await handlers['shift.show']({})
  const operator = operators.find((one) => one.name.toLowerCase() === name?.trim().toLowerCase())
  if (operator === undefined) throw new AppError('shift.unknownOperator', { name: printable(name ?? '') })
  return handlers['shift.on']({ with: 'pin', operatorId: operator.id, pin: await given('pin', t) })
}

/** Nothing at all is no wrong try, which would make the next one wait. @throws AppError 'shift.nothingTyped' */
async function given(kind: 'pin' | 'badge', t: Translator['t']): Promise<string> {
  const typed = await secret(kind, t)
  if (typed.trim() === '') throw new AppError('shift.nothingTyped', { variable: variables[kind] })
  return typed
}

/** Empty when nobody answered. */
async function secret(kind: 'pin' | 'badge', t: Translator['t']): Promise<string> {
  const question = kind === 'pin' ? t('shift:command.askPin') : t('shift:command.askBadge')
  return process.env[variables[kind]] ?? (await askLine(question)) ?? ''
}

/** Who is signed on, and what was handed over last. */
export function shiftText({ current, handover }: ShiftView, translator: Translator): string {
  const { t, language } = translator
  const time = (at: number): string =>
    new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const lines = [
    current === null
      ? t('shift:nobody')
      : t('shift:current', { name: printable(current.name), time: time(current.startedAt) }),
  ]
  if (handover !== null) {
    const { from, endedAt, note, review } = handover
    lines.push(t('shift:handover', { name: printable(from), time: time(endedAt) }))
    lines.push(note === '' ? t('shift:noNote') : printable(note), ...reviewLines(review, t))
  }
  return lines.join('\n')
}

function reviewLines(review: ShiftReview, t: Translator['t']): readonly string[] {
  const { unfinished, awaitingUser, outboxOpen, outboxNeedPerson, deadlines } = review
  const serials = (list: ShiftReview['unfinished']): string =>
    list.length === 0 ? t('shift:none') : list.map(({ serial, udid }) => serial ?? udid).join(', ')
  const due = deadlines.map(({ kind }) => t(`lookup:deadlines.of.${kind}`)).join(', ')
  const line = (name: string, value: string): string => t('shift:line', { name, value })
  return [
    line(t('shift:unfinished'), serials(unfinished)),
    line(t('shift:awaitingUser'), serials(awaitingUser)),
    line(t('shift:outbox'), t('shift:outboxLine', { open: outboxOpen, decide: outboxNeedPerson })),
    line(t('shift:deadlines'), due === '' ? t('shift:none') : due),
  ]
}
