import * as z from 'zod'
import { blueprint } from './blueprint.ts'

/** The station's own blueprints. Runs keep the one they were started with, whatever becomes of it here. */
export const blueprintsContract = {
  /** `replace: false` refuses one whose id is taken. */
  'blueprints.put': {
    kind: 'call',
    input: z.object({ blueprint, replace: z.boolean() }),
    output: z.object({ replaced: z.boolean() }),
  },
  'blueprints.delete': { kind: 'call', input: z.object({ id: z.string() }), output: z.object({}) },
} as const
