import { create } from 'zustand'
import type { ScanRules } from './read-scan.ts'

export type BenchSettings = ScanRules & {
  readonly sounds: boolean
  readonly notices: boolean
  /** Single letters and digits act (WCAG 2.1.4: they can be switched off). */
  readonly letterKeys: boolean
}

const storedAs = 'slipway.bench'
const usual: BenchSettings = { prefix: '', assetPrefix: '', sounds: true, notices: false, letterKeys: true }

function stored(): BenchSettings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storedAs) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return usual
    const known = Object.entries(kept).filter(
      ([name, value]) => Object.hasOwn(usual, name) && typeof value === typeof usual[name as keyof BenchSettings],
    )
    return { ...usual, ...Object.fromEntries(known) }
  } catch {
    return usual
  }
}

/** How this bench likes its scanner, sounds and keys: kept in this browser, because they are this computer's. */
export const useBenchSettings = create<BenchSettings>(stored)

export function changeBenchSettings(change: Partial<BenchSettings>): void {
  useBenchSettings.setState(change)
  localStorage.setItem(storedAs, JSON.stringify(useBenchSettings.getState()))
}
