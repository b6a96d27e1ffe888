import type { Blueprint } from '../../src-shared/blueprint.ts'
import { canonicalJson } from '../../src-shared/canonical-json.ts'
import { sha256 } from '../lib/crypto.ts'

const known = new WeakMap<Blueprint, string>()

/**
 * SHA-256, in hexadecimal, of what a blueprint makes of a device: two that differ in name, or in the order of a list
 * whose order means nothing, have the same one.
 */
export function blueprintDigest(blueprint: Blueprint): string {
  const found = known.get(blueprint)
  if (found !== undefined) return found
  const { id: _id, name: _name, skipSetup, verification, ...rest } = blueprint
  const meaning = { ...rest, skipSetup: skipSetup.toSorted(), verification: verification.toSorted() }
  const digest = sha256(canonicalJson(meaning)).toString('hex')
  known.set(blueprint, digest)
  return digest
}
