/** What part of the world a belief is about. */
export const beliefAreas = ['cable', 'enrollment', 'graph', 'electron'] as const
export type BeliefArea = (typeof beliefAreas)[number]

/**
 * How a belief is known. judged: an independent program agreed. documented: Apple or Microsoft says so. observed: read in
 * tools that work on real devices, or reported by their users. reverseEngineered: read by others in the device's own
 * code. inferred: our reasoning.
 */
export const confidences = ['judged', 'documented', 'observed', 'reverseEngineered', 'inferred'] as const
export type Confidence = (typeof confidences)[number]

type Row = { readonly id: string; readonly area: BeliefArea; readonly confidence: Confidence }

/**
 * What Slipway believes about devices and services without having seen it. Text and source of each are in the i18n area
 * `beliefs`, under its id; docs/evidence.md is made of this list; `slipway prove` settles what a cable can.
 */
export const beliefs = [
  { id: 'mux-1', area: 'cable', confidence: 'judged' },
  { id: 'mux-2', area: 'cable', confidence: 'observed' },
  { id: 'lock-1', area: 'cable', confidence: 'judged' },
  { id: 'lock-2', area: 'cable', confidence: 'judged' },
  { id: 'lock-3', area: 'cable', confidence: 'observed' },
  { id: 'lock-4', area: 'cable', confidence: 'observed' },
  { id: 'lock-5', area: 'cable', confidence: 'observed' },
  { id: 'lock-6', area: 'cable', confidence: 'observed' },
  { id: 'lock-7', area: 'cable', confidence: 'observed' },
  { id: 'lock-8', area: 'cable', confidence: 'inferred' },
  { id: 'lock-9', area: 'cable', confidence: 'observed' },
  { id: 'lock-10', area: 'cable', confidence: 'observed' },
  { id: 'lock-11', area: 'cable', confidence: 'observed' },
  { id: 'lock-12', area: 'cable', confidence: 'observed' },
  { id: 'lock-13', area: 'cable', confidence: 'observed' },
  { id: 'lock-14', area: 'cable', confidence: 'observed' },
  { id: 'lock-15', area: 'cable', confidence: 'observed' },
  { id: 'value-1', area: 'cable', confidence: 'observed' },
  { id: 'value-2', area: 'cable', confidence: 'observed' },
  { id: 'value-3', area: 'cable', confidence: 'observed' },
  { id: 'value-4', area: 'cable', confidence: 'inferred' },
  { id: 'set-1', area: 'cable', confidence: 'observed' },
  { id: 'set-2', area: 'cable', confidence: 'observed' },
  { id: 'set-3', area: 'cable', confidence: 'observed' },
  { id: 'diag-1', area: 'cable', confidence: 'observed' },
  { id: 'diag-2', area: 'cable', confidence: 'observed' },
  { id: 'note-1', area: 'cable', confidence: 'observed' },
  { id: 'erase-1', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'erase-2', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'erase-3', area: 'cable', confidence: 'observed' },
  { id: 'erase-4', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'erase-5', area: 'cable', confidence: 'inferred' },
  { id: 'erase-6', area: 'cable', confidence: 'observed' },
  { id: 'act-1', area: 'cable', confidence: 'observed' },
  { id: 'prof-1', area: 'cable', confidence: 'observed' },
  { id: 'prof-2', area: 'cable', confidence: 'documented' },
  { id: 'prof-3', area: 'cable', confidence: 'observed' },
  { id: 'cloud-1', area: 'cable', confidence: 'observed' },
  { id: 'cloud-2', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-3', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-4', area: 'cable', confidence: 'inferred' },
  { id: 'cloud-5', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-6', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-7', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-8', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-9', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-10', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'cloud-11', area: 'cable', confidence: 'observed' },
  { id: 'cloud-12', area: 'cable', confidence: 'observed' },
  { id: 'cloud-13', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'sup-1', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'sup-2', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'sup-3', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'sup-4', area: 'cable', confidence: 'observed' },
  { id: 'sup-5', area: 'cable', confidence: 'observed' },
  { id: 'sup-6', area: 'cable', confidence: 'reverseEngineered' },
  { id: 'sup-7', area: 'cable', confidence: 'observed' },
  { id: 'enr-1', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-2', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-3', area: 'enrollment', confidence: 'reverseEngineered' },
  { id: 'enr-4', area: 'enrollment', confidence: 'observed' },
  { id: 'enr-5', area: 'enrollment', confidence: 'judged' },
  { id: 'enr-6', area: 'enrollment', confidence: 'judged' },
  { id: 'enr-7', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-8', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-9', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-10', area: 'enrollment', confidence: 'reverseEngineered' },
  { id: 'enr-11', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-12', area: 'enrollment', confidence: 'inferred' },
  { id: 'enr-13', area: 'enrollment', confidence: 'documented' },
  { id: 'enr-14', area: 'enrollment', confidence: 'inferred' },
  { id: 'graph-1', area: 'graph', confidence: 'observed' },
  { id: 'graph-2', area: 'graph', confidence: 'documented' },
  { id: 'graph-3', area: 'graph', confidence: 'observed' },
  { id: 'graph-4', area: 'graph', confidence: 'documented' },
  { id: 'electron-1', area: 'electron', confidence: 'documented' },
  { id: 'electron-2', area: 'electron', confidence: 'inferred' },
] as const satisfies readonly Row[]

export type Belief = (typeof beliefs)[number]
export type BeliefId = Belief['id']

/** A belief in words: what is believed, and who has judged it or where it comes from. */
export type BeliefTexts = Readonly<Record<BeliefId, { readonly text: string; readonly source: string }>>
