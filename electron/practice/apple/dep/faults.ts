import { z } from 'zod'

export const programFaultSchema = z.strictObject({
  /** `POST /devices/sync`; absent: any call of the API. */
  call: z.string().optional(),
  /** So many matching calls pass first. */
  skip: z.number().int().min(0).default(0),
  count: z.number().int().min(1).max(10_000).default(1),
  fault: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('answer'),
      status: z.number().int().min(400).max(599),
      body: z.string().max(500),
      retryAfter: z.number().int().min(0).optional(),
    }),
    /** The work is done, but its answer never arrives. */
    z.strictObject({ kind: z.literal('lostResponse') }),
    /** The connection is cut before anything was done. */
    z.strictObject({ kind: z.literal('cut') }),
  ]),
})

export type ProgramFault = z.infer<typeof programFaultSchema>

/** "Let two pass, then answer the next one like this." */
export class ProgramFaults {
  #pending: ProgramFault[] = []

  add(fault: ProgramFault): void {
    this.#pending.push(fault)
  }

  clear(): void {
    this.#pending = []
  }

  get pending(): readonly ProgramFault[] {
    return this.#pending
  }

  /** What is to happen to this call, if anything; every fault that matches counts it. */
  take(call: string): ProgramFault['fault'] | null {
    let struck: ProgramFault['fault'] | null = null
    this.#pending = this.#pending.flatMap((pending) => {
      if (pending.call !== undefined && pending.call !== call) return [pending]
      if (pending.skip > 0) return [{ ...pending, skip: pending.skip - 1 }]
      if (struck !== null) return [pending]
      struck = pending.fault
      return pending.count === 1 ? [] : [{ ...pending, count: pending.count - 1 }]
    })
    return struck
  }
}
