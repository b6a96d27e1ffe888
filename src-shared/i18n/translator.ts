import { createInstance } from 'i18next'
import type { TFunction } from 'i18next'
import type { ErrorText } from '../error-area.ts'
import type { ErrorDetails } from '../errors.ts'
import { isErrorCode } from '../errors.ts'
import { errorTextsEn } from './en/errors.ts'
import { errorTextsFr } from './fr/errors.ts'
import type { Language } from './languages.ts'
import type { Areas } from './resources.ts'
import { resources } from './resources.ts'
import { fillTemplate } from './template.ts'

/** Makes an unknown key a compile error wherever i18next is used. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: Areas
  }
}

const areas = [
  'ui',
  'host',
  'intune',
  'cli',
  'configurator',
  'device',
  'panes',
  'plan',
  'practice',
  'automation',
  'bench',
  'beliefs',
  'prove',
  'keys',
  'ledger',
  'local',
  'lookup',
  'blueprint',
  'editor',
  'explained',
  'account',
  'abm',
  'ade',
  'adePage',
  'protect',
  'authority',
  'portal',
  'handover',
  'returns',
  'shell',
  'pages',
  'shift',
  'waiting',
  'world',
] as const

/** `t('cart.title')` for the page's texts, `t('host:start.address', { url })` for another area's. */
export type Translate = TFunction<typeof areas>

export type Translator = {
  readonly language: Language
  readonly t: Translate
  /** A plan's reason (area `plan`) in words; one this version does not know is shown as it is. */
  readonly reason: (key: string) => string
  /** Sentence and remedy of an error from the contract or a log. */
  readonly error: (record: {
    readonly code: string
    readonly message?: string
    readonly details: ErrorDetails
  }) => ErrorText
  /** A count of milliseconds as people say it: `42 s`, `3 min 5 s`. */
  readonly duration: (ms: number) => string
}

/** Made over every text, for the locale that only tests see. */
export type ChangeTexts = <T>(texts: T) => T

const unchanged: ChangeTexts = (texts) => texts

const errorTexts = { en: errorTextsEn, fr: errorTextsFr }

/** The catalogue in one language, for the page, the core and the command line alike. Nothing is loaded or awaited. */
export function createTranslator(language: Language, change: ChangeTexts = unchanged): Translator {
  const instance = createInstance({
    lng: language,
    fallbackLng: false,
    resources: change === unchanged ? resources : { [language]: change(resources[language]) },
    ns: areas,
    defaultNS: 'ui',
    initAsync: false,
    // React and the terminal escape for themselves.
    interpolation: { escapeValue: false },
  })
  void instance.init()
  const errors = change(errorTexts[language])
  const t = remembered(instance.getFixedT(language, areas))
  const words = instance.getFixedT(language, 'plan')
  return {
    language,
    t,
    // The key comes from the journal, so that its type is only known at run time.
    reason: (key) => (instance.exists(key, { ns: 'plan' }) ? (words as (key: string) => string)(key) : key),
    error: ({ code, message, details }) => {
      if (!isErrorCode(code)) return { sentence: message ?? code, remedy: '' }
      const text = errors[code]
      return { sentence: fillTemplate(text.sentence, details), remedy: fillTemplate(text.remedy, details) }
    },
    duration: (ms) => {
      const seconds = Math.max(0, Math.round(ms / 1000))
      if (seconds < 60) return t('duration.seconds', { seconds })
      return t('duration.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
    },
  }
}

/** More different sentences than a page has; the names of devices pass through, so that there is an end to it. */
const mostRemembered = 4000

/** A cartful says the same few sentences many times a second, and looking one up is twenty times making its key. */
function remembered(find: Translate): Translate {
  const said = new Map<string, string>()
  const look = find as unknown as (key: string, options?: object) => string
  const t = (key: string, options?: object): string => {
    const asked = options === undefined ? key : `${key} ${JSON.stringify(options)}`
    const known = said.get(asked)
    if (known !== undefined) return known
    if (said.size >= mostRemembered) said.clear()
    const words = look(key, options)
    said.set(asked, words)
    return words
  }
  // The same function; i18next's type says more of its keys than TypeScript can follow here.
  return t as unknown as Translate
}
