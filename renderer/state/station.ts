import { create } from 'zustand'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { StationInfo } from '../../src-shared/contract.ts'
import type { Language } from '../../src-shared/i18n/languages.ts'
import { pickLanguage } from '../../src-shared/i18n/languages.ts'
import { api } from '../api.ts'

export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast'

export type StationState = {
  readonly connection: 'connecting' | 'open' | 'lost' | 'refused'
  readonly info: StationInfo | null
  readonly blueprints: readonly Blueprint[]
  readonly language: Language
  readonly theme: ThemeChoice
  readonly arrive: (info: StationInfo) => void
  readonly setLanguage: (language: Language) => void
  readonly setTheme: (theme: ThemeChoice) => void
}

const themeKey = 'slipway.theme'

function storedTheme(): ThemeChoice {
  const stored = localStorage.getItem(themeKey)
  return stored === 'light' || stored === 'dark' || stored === 'contrast' ? stored : 'system'
}

export const useStation = create<StationState>((set, get) => ({
  connection: 'connecting',
  info: null,
  blueprints: [],
  language: pickLanguage(navigator.languages),
  theme: storedTheme(),
  arrive: (info) => {
    // The station's language is what was chosen last, in whatever window; while nobody looks at it, it may still change.
    const first = get().info === null
    set(first ? { info, language: info.language } : { info })
  },
  setLanguage: (language) => {
    set({ language })
    api()
      ['station.setLanguage']({ language })
      .catch(() => {})
  },
  setTheme: (theme) => {
    localStorage.setItem(themeKey, theme)
    set({ theme })
  },
}))
