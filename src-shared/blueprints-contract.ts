import * as z from 'zod'
import { blueprint, wifiSecretName } from './blueprint.ts'

const names = z.array(z.string())

export const blueprintMaterials = z.object({
  profiles: names,
  apps: names,
  pictures: names,
  wifiPasswords: names,
})
export type BlueprintMaterials = z.infer<typeof blueprintMaterials>

/** The station's own blueprints. Runs keep the one they were started with, whatever becomes of it here. */
export const blueprintsContract = {
  /** `replace: false` refuses one whose id is taken. */
  'blueprints.put': {
    kind: 'call',
    input: z.object({ blueprint, replace: z.boolean() }),
    output: z.object({ replaced: z.boolean() }),
  },
  /** Names of what lies in the data directory for blueprints to name, and of the Wi-Fi passwords that are kept. */
  'blueprints.materials': { kind: 'call', input: z.object({}), output: blueprintMaterials },
  /** Seals a Wi-Fi password under its name. It is never given out again. */
  'blueprints.keepPassword': {
    kind: 'call',
    input: z.object({ name: wifiSecretName, password: z.string().min(1).max(256) }),
    output: z.object({}),
  },
  'blueprints.delete': { kind: 'call', input: z.object({ id: z.string() }), output: z.object({}) },
} as const
