import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { blueprint } from '../src-shared/blueprint.ts'
import { blueprintRules } from '../src-shared/blueprint-rules.ts'
import type { BlueprintRule } from '../src-shared/blueprint-rules.ts'

// Writes docs/blueprint.schema.json anew, out of src-shared/blueprint.ts: node build/blueprint-schema.ts

export const blueprintSchemaPath = new URL('../docs/blueprint.schema.json', import.meta.url)

/** A rule as a schema: not all of its conditions, or what it demands. A field left out has its default. */
function ruleSchema(rule: BlueprintRule, defaults: Readonly<Record<string, unknown>>): object {
  return { anyOf: [...rule.when.map((one) => ({ not: conditionSchema(one, defaults) })), demandSchema(rule, defaults)] }
}

function conditionSchema(
  condition: BlueprintRule['when'][number],
  defaults: Readonly<Record<string, unknown>>,
): object {
  const { path, in: values, not } = condition
  const value = not ? { not: { enum: values } } : { enum: values }
  const byDefault = (values as readonly unknown[]).includes(defaults[path]) !== (not === true)
  return { properties: { [path]: value }, ...(byDefault ? {} : { required: [path] }) }
}

function demandSchema({ path, must }: BlueprintRule, defaults: Readonly<Record<string, unknown>>): object {
  const [outer] = path
  const leaf =
    must === 'null'
      ? { type: 'null' }
      : must === 'given'
        ? { type: 'object' }
        : must === 'empty'
          ? { maxItems: 0 }
          : { enum: must }
  const schema = path.toReversed().reduce<object>((inner, key) => ({ properties: { [key]: inner } }), leaf)
  return must === 'given' && outer !== undefined && defaults[outer] === null ? { ...schema, required: [outer] } : schema
}

/** The published JSON Schema of a blueprint file, as text. Editors use it through the field `$schema`, which it allows. */
export function blueprintSchemaText(): string {
  const { $schema, properties, ...rest } = z.toJSONSchema(blueprint, {
    io: 'input',
    // Reading passes unknown fields over; an editor shall show them, for they are mostly misspelled.
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties = false
    },
  })
  const defaults = Object.fromEntries(
    Object.entries(properties ?? {}).flatMap(([name, one]) =>
      typeof one === 'object' && 'default' in one ? [[name, one.default]] : [],
    ),
  )
  const schema = {
    $schema,
    title: 'Slipway blueprint',
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
    allOf: blueprintRules.map((rule) => ruleSchema(rule, defaults)),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(blueprintSchemaPath, blueprintSchemaText())
}
