import { createContext, useContext } from 'react'
import type { BlueprintProblem } from '../../../../src-shared/blueprint-check.ts'
import { lockOf } from '../../../../src-shared/blueprint-settle.ts'
import { problemText } from '../../../../src-shared/blueprint-words.ts'
import type { Blueprint } from '../../../../src-shared/blueprint.ts'
import type { BlueprintMaterials } from '../../../../src-shared/blueprints-contract.ts'
import { useText } from '../../../text.tsx'

/** What all groups of the editor share: the blueprint as it stands, and what there is to say about it. */
export type Draft = {
  /** Settled: every field is what the others allow. */
  readonly value: Blueprint
  readonly change: (changes: Partial<Blueprint>) => void
  readonly problems: readonly BlueprintProblem[]
  /** Null until the core said. */
  readonly materials: BlueprintMaterials | null
  readonly materialsChanged: () => void
  /** Whether the id is still free to choose. */
  readonly isNew: boolean
  readonly idTaken: boolean
}

export const DraftContext = createContext<Draft | null>(null)

export function useDraft(): Draft {
  const draft = useContext(DraftContext)
  if (draft === null) throw new Error('there is no draft here')
  return draft
}

export type FieldState = {
  /** Why nothing can be chosen here; null when it can. */
  readonly locked: string | null
  readonly problem: string | null
}

/** What there is to say about one field. `path` is the blueprint's own, such as `end.shutDown`. */
export function useFieldState(path: string, label: string): FieldState {
  const { t } = useText()
  const { value, problems } = useDraft()
  const kind = lockOf(value, path)
  const problem = problems.find((one) => one.path === path)
  return {
    locked: kind === null ? null : t(`editor:lock.${kind}`),
    problem: problem === undefined ? null : problemText({ ...problem, path: label }, t),
  }
}
