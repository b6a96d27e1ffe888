import { useEffect, useRef, useState } from 'react'
import type { CommandPhase } from '../../src-shared/device-commands.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { api } from '../api.ts'

/** Commands that lose nothing on the device. */
export const safeCommands = ['again', 'battery', 'validate', 'restart', 'shutDown'] as const
export type SafeCommand = (typeof safeCommands)[number]

type Item =
  | { readonly kind: 'progress'; readonly phase: CommandPhase }
  | { readonly kind: 'said'; readonly text: string }

async function* carryOut(command: SafeCommand, udid: string, text: Translator): AsyncGenerator<Item> {
  const { t } = text
  const said = (words: string): Item => ({ kind: 'said', text: words })
  switch (command) {
    case 'again':
      for await (const item of api()['device.facts']({ udid }))
        yield item.kind === 'progress'
          ? item
          : said(t(item.result.paired ? 'bench:commands.paired' : 'bench:commands.unpaired'))
      return
    case 'battery':
      for await (const item of api()['device.battery']({ udid })) {
        if (item.kind === 'progress') yield item
        else {
          const { percent, cycles, health } = item.result
          const unknown = t('bench:commands.unknown')
          const words = { percent: percent ?? unknown, cycles: cycles ?? unknown, health: health ?? unknown }
          yield said(t('bench:commands.batteryLine', words))
        }
      }
      return
    case 'validate':
      for await (const item of api()['device.validate']({ udid }))
        yield item.kind === 'progress' ? item : said(t(`bench:commands.pairing.${item.result.pairing}`))
      return
    default:
      for await (const item of api()[`device.${command}`]({ udid }))
        yield item.kind === 'progress' ? item : said(t('bench:commands.done'))
  }
}

export type CommandState = {
  readonly running: SafeCommand | null
  readonly phase: CommandPhase | null
  readonly said: string | null
  readonly error: ErrorRecord | null
  readonly start: (command: SafeCommand) => void
}

const idle = { running: null, phase: null, said: null, error: null } as const

/** One command at a time; leaving the panel leaves the command at its next safe point. */
export function useDeviceCommand(udid: string, text: Translator): CommandState {
  const [state, setState] = useState<Omit<CommandState, 'start'>>(idle)
  const work = useRef<AsyncGenerator<Item> | null>(null)
  useEffect(
    () => () => {
      void work.current?.return(undefined)
    },
    [udid],
  )
  const start = (command: SafeCommand): void => {
    setState({ ...idle, running: command })
    const items = carryOut(command, udid, text)
    work.current = items
    const follow = async (): Promise<void> => {
      for await (const item of items)
        setState((before) => (item.kind === 'said' ? { ...before, said: item.text } : { ...before, phase: item.phase }))
    }
    follow().then(
      () => setState((before) => ({ ...before, running: null, phase: null })),
      (thrown: unknown) => setState({ ...idle, error: toErrorRecord(thrown) }),
    )
  }
  return { ...state, start }
}
