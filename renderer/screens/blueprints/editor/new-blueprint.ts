import type { Blueprint } from '../../../../src-shared/blueprint.ts'
import { blueprintIds, defaultBlueprints } from '../../../../src-shared/default-blueprints.ts'

/** An id made of a name that no other blueprint has: `Salle 3 (été)` is `salle-3-ete`. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '')
  if (plain === '' || !taken.includes(plain)) return plain
  const [next] = Array.from({ length: taken.length + 1 }, (_, at) => `${plain}-${at + 2}`).filter(
    (id) => !taken.includes(id),
  )
  return next ?? plain
}

/** What a new one begins with: the usual way, ending with the user. */
export function newBlueprint(): Blueprint {
  const start = defaultBlueprints(null).find(({ id }) => id === blueprintIds.user)
  if (start === undefined) throw new Error('there is no blueprint to begin with')
  return { ...start, id: '', name: '' }
}

/** A copy under another name and id; the name is in the language of the page. */
export function copyOf(blueprint: Blueprint, name: string, taken: readonly string[]): Blueprint {
  return { ...blueprint, name, id: idFor(name, taken) }
}
