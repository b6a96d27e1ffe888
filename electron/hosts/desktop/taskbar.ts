import type { BatchSign } from './batch-sign.ts'

/** As much of Electron's windows as this needs. */
export type ProgressWindow = {
  readonly setProgressBar: (progress: number, options: { readonly mode: 'none' | 'normal' | 'error' }) => void
}

/**
 * How far the batch is, on the taskbar or in the dock. Electron: below 0 takes the bar away; the modes are Windows' own,
 * elsewhere only the length shows.
 */
export function showProgress(windows: readonly ProgressWindow[], { progress, attention }: BatchSign): void {
  const mode = progress === null ? 'none' : attention ? 'error' : 'normal'
  for (const window of windows) window.setProgressBar(progress ?? -1, { mode })
}
