import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo } from 'react'
import type { Translator } from '../src-shared/i18n/translator.ts'
import { pseudoTexts } from '../src-shared/i18n/pseudo.ts'
import { createTranslator } from '../src-shared/i18n/translator.ts'
import { useStation } from './state/station.ts'

/** `?lang=xx` shows every text accented and longer; only pages built for development or tests know it. */
const pseudo = import.meta.env.MODE !== 'production' && new URLSearchParams(window.location.search).get('lang') === 'xx'
const changeTexts = pseudo ? pseudoTexts : undefined

const TextContext = createContext<Translator>(createTranslator('en'))

/** Gives every component below the texts in the chosen language, and tells the browser which one that is. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const language = useStation((state) => state.language)
  const translator = useMemo(() => createTranslator(language, changeTexts), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <TextContext value={translator}>{children}</TextContext>
}

export function useText(): Translator {
  return useContext(TextContext)
}
