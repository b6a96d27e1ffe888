export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

/** Whether somebody who names one language by hand named one there is: `fr`, `FR`, `fr_CA`. */
export function isLanguage(tag: string): boolean {
  const [primary] = tag.toLowerCase().split(/[-_.]/)
  return languages.some((language) => language === primary)
}

/** The language asked for by a locale list such as LANG or navigator.languages; English when none fits. */
export function pickLanguage(wanted: readonly (string | undefined)[]): Language {
  for (const tag of wanted) {
    const primary = tag?.toLowerCase().split(/[-_.]/)[0]
    const found = languages.find((language) => language === primary)
    if (found !== undefined) return found
  }
  return 'en'
}
