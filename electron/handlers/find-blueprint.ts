import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Store } from '../store/store.ts'

/** @throws AppError `stage.unknownBlueprint` */
export async function findBlueprint(store: Store, id: string): Promise<Blueprint> {
  const found = (await store.blueprints()).find((blueprint) => blueprint.id === id)
  if (found === undefined) throw new AppError('stage.unknownBlueprint', { id })
  return found
}
