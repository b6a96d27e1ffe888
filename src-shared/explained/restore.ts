import type { ExplainedRow } from './explained-error.ts'

/** Restore and update with Finder, Apple Devices, Apple Configurator or idevicerestore. */
export const restoreErrors = [
  {
    id: 'restoreLostDevice',
    names: { restore: [9, 4005, 4013, 4014] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'repairGuides',
  },
  {
    id: 'signingServerBlocked',
    names: { restore: [1013] },
    retry: 'afterFix',
    confidence: 'observed',
    source: 'repairGuides',
  },
  {
    id: 'signingFamily',
    names: { restore: [17, [1600, 1699], 3014, 3194] },
    retry: 'afterFix',
    confidence: 'inferred',
    source: 'repairGuides',
  },
  {
    id: 'restoreUsbOrFile',
    names: { restore: [14] },
    retry: 'afterFix',
    confidence: 'inferred',
    source: 'repairGuides',
  },
  {
    id: 'restoreHardware',
    names: { restore: [21, 56, 1109, 1110] },
    retry: 'afterFix',
    confidence: 'inferred',
    source: 'repairGuides',
  },
] as const satisfies readonly ExplainedRow[]
