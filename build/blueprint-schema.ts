import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { blueprint } from '../src-shared/blueprint.ts'

// Writes docs/blueprint.schema.json anew, out of src-shared/blueprint.ts: node build/blueprint-schema.ts

export const blueprintSchemaPath = new URL('../docs/blueprint.schema.json', import.meta.url)

/** What zod checks by code, and so cannot say in a schema by itself; a test holds both against each other. */
const directRoute = {
  anyOf: [
    { properties: { route: { not: { const: 'direct' } } } },
    {
      properties: {
        erase: { const: 'never' },
        enrollmentProfile: { properties: { userAffinity: { const: 'none' } } },
      },
    },
  ],
}

/** The published JSON Schema of a blueprint file, as text. Editors use it through the field `$schema`, which it allows. */
export function blueprintSchemaText(): string {
  const { $schema, properties, ...rest } = z.toJSONSchema(blueprint)
  const schema = {
    $schema,
    title: 'Slipway blueprint',
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
    allOf: [directRoute],
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(blueprintSchemaPath, blueprintSchemaText())
}
