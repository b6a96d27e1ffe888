import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo } from 'react'
import type { Translator } from '../src-shared/i18n/translator.ts'
import { createTranslator } from '../src-shared/i18n/translator.ts'
import { useStation } from './state/station.ts'

const TextContext = createContext<Translator>(createTranslator('en'))

/** Gives every component below the texts in the chosen language, and tells the browser which one that is. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const language = useStation((state) => state.language)
  const translator = useMemo(() => createTranslator(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <TextContext value={translator}>{children}</TextContext>
}

export function useText(): Translator {
  return useContext(TextContext)
}
