import type { Theme } from '@fluentui/react-components'
import { teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useSyncExternalStore } from 'react'
import { useStation } from './state/station.ts'

const dark = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** The theme in force: the one chosen here, or else the computer's, also when that changes. */
export function useTheme(): { readonly theme: Theme; readonly isDark: boolean } {
  const choice = useStation((state) => state.theme)
  const systemIsDark = useSyncExternalStore(subscribe, () => dark.matches)
  if (choice === 'contrast') return { theme: teamsHighContrastTheme, isDark: true }
  const isDark = choice === 'system' ? systemIsDark : choice === 'dark'
  return { theme: isDark ? webDarkTheme : webLightTheme, isDark }
}
