import type { PracticeView } from '../../../src-shared/practice-contract.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { paneByKey } from '../../../src-shared/setup-assistant/catalogue.ts'

export type PromptField = 'ssid' | 'password' | 'passcode' | 'userName'

const inputs: Readonly<Record<string, readonly PromptField[]>> = {
  wifi: ['ssid', 'password'],
  unlock: ['passcode'],
  signIn: ['userName', 'password'],
  activationLock: ['userName', 'password'],
  'pane:Passcode': ['passcode'],
  'pane:AppleID': ['userName', 'password'],
}

/** What is typed where a device asks this. */
export function fieldsOf(kind: string): readonly PromptField[] {
  return inputs[kind] ?? []
}

/** What the practice user would type, filled in: nobody should have to know it. Accounts are never guessed. */
export function startText(
  fields: readonly PromptField[],
  types: PracticeView['types'],
): Readonly<Record<string, string>> {
  if (fields.includes('ssid')) return { ssid: types.ssid, password: types.password }
  return fields.includes('passcode') ? { passcode: types.passcode } : {}
}

const kinds = [
  'hello',
  'language',
  'wifi',
  'remoteManagement',
  'signIn',
  'activationLock',
  'unlock',
  'trust',
  'installProfile',
] as const
const refusable = ['trust', 'installProfile', 'signIn'] as const

export type PromptWords = { readonly title: string; readonly accept: string; readonly refuse: string | null }

/** A question in words, and its buttons. One that this version does not know is shown by its own name. */
export function promptWords(kind: string, { t }: Translator): PromptWords {
  const known = kinds.find((one) => one === kind)
  const refused = refusable.find((one) => one === kind)
  if (known !== undefined) {
    const refuse = refused === undefined ? null : t(`world:refuse.${refused}`)
    return { title: t(`world:ask.${known}`), accept: t(`world:accept.${known}`), refuse }
  }
  const pane = kind.startsWith('pane:') ? paneByKey(kind.slice('pane:'.length)) : null
  const title = pane === null ? kind : t(`panes:of.${pane.key}.title`)
  return { title, accept: t('world:accept.other'), refuse: t('world:refuse.other') }
}
