import type { Blueprint } from '../../../src-shared/blueprint.ts'

/** As a file has it. */
export function blueprintText(blueprint: Blueprint): string {
  return `${JSON.stringify(blueprint, null, 2)}\n`
}
