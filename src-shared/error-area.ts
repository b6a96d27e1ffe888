/** When a retry makes sense: never, after a pause, or after somebody mended the cause. */
export type Retry = 'never' | 'backoff' | 'afterFix'

/** Who can mend it: the person at the bench, the Intune/Apple administrator, or whoever supports Slipway. */
export type Fixer = 'operator' | 'admin' | 'support'

export type ErrorTraits = { readonly retry: Retry; readonly fixer: Fixer }

/** One area's codes. The sentence and the remedy of each code live in i18n/<language>/errors-<area>.ts. */
export type ErrorArea = Readonly<Record<string, ErrorTraits>>

/** What people read about one code; `{{name}}` is filled from the error's details. */
export type ErrorText = { readonly sentence: string; readonly remedy: string }
