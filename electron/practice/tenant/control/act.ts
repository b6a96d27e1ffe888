import type { z } from 'zod'
import type { Tenant } from '../tenant.ts'

/** One thing the control plane can do: what it takes, and doing it. */
export type Act = { readonly schema: z.ZodType; readonly run: (tenant: Tenant, input: never) => Promise<object> }

export function act<Schema extends z.ZodType>(
  schema: Schema,
  run: (tenant: Tenant, input: z.output<Schema>) => Promise<object> | object,
): Act {
  return { schema, run: async (tenant, input) => run(tenant, input) }
}
