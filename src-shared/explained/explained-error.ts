import type { Confidence } from '../beliefs.ts'
import type { Retry } from '../error-area.ts'

/** `reread`: nobody knows how it stands, so ask the device before anything is done again. */
export type ExplainedRetry = Retry | 'reread'

/** Where a meaning comes from; in words in the i18n area `explained`. */
export type ErrorSource =
  | 'appleMdm'
  | 'appleReference'
  | 'backupIssues'
  | 'deviceCode'
  | 'enrollmentTools'
  | 'fieldLogs'
  | 'goIos'
  | 'hubNotes'
  | 'intuneDocs'
  | 'labNotes'
  | 'libimobiledevice'
  | 'mobileDevice'
  | 'repairGuides'
  | 'slipway'

/** A number, a span of numbers, or words as a program shows them (matched without regard to case, as part of a message). */
export type ErrorSpelling = number | readonly [from: number, to: number] | string

/** One meaning, and every code or message that carries it, by domain: the same trouble is spelled differently by cable, Mac and tool. */
export type ExplainedRow = {
  readonly id: string
  readonly names: Readonly<Record<string, readonly ErrorSpelling[]>>
  readonly retry: ExplainedRetry
  readonly confidence: Confidence
  readonly source: ErrorSource
}
