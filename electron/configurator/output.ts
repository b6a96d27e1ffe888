import * as z from 'zod'
import { readEcid } from '../../src-shared/ecid.ts'
import type { Ecid } from '../../src-shared/ecid.ts'
import type { ToolOutput } from './run-tool.ts'

/** What cfgutil says of one trouble. Its words are in the language of the Mac, so that only domain and code are judged. */
const trouble = z.looseObject({
  Code: z.union([
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,11}$/)
      .transform(Number),
  ]),
  Domain: z.string().max(200).optional(),
  Message: z.string().max(4_000).optional(),
  FailureReason: z.string().max(4_000).optional(),
  Detail: z.string().max(4_000).optional(),
})
export type Trouble = {
  readonly domain: string | null
  readonly code: number | null
  readonly message: string
  /** FailureReason and Detail, which say what the message leaves open. */
  readonly detail: string
}

const ecids = z.array(z.string().max(40)).max(1_000)
const failed = z.looseObject({
  Type: z.literal('Error'),
  Code: z.unknown().optional(),
  AffectedDevices: ecids.optional(),
})
const done = z.looseObject({
  Type: z.literal('CommandOutput'),
  Command: z.string().max(100).optional(),
  Devices: ecids.optional(),
  Output: z.record(z.string(), z.unknown()).optional(),
  Errors: z.record(z.string(), z.unknown()).optional(),
})

export type CommandOutput = {
  readonly kind: 'done'
  /** The devices cfgutil says it worked on. */
  readonly devices: readonly Ecid[]
  /** What it says of each, not parsed yet. */
  readonly output: ReadonlyMap<Ecid, unknown>
  /** What went wrong with a whole device, by device. */
  readonly deviceTroubles: ReadonlyMap<Ecid, Trouble>
}
export type CommandFailure = { readonly kind: 'failed'; readonly trouble: Trouble; readonly affected: readonly Ecid[] }

/**
 * The document that ends what cfgutil prints with `--format JSON`; lines in front of it (progress, notices) are passed
 * over. Null when there is none: it was killed, or wrote something else.
 *
 * Seen of cfgutil 2.20: `Errors` lies inside `Output`, by ECID, with `{}` for a device that had none, or an object by
 * property; and the exit code can be 1 beside a result without errors. So the document decides, not the exit code.
 */
export function readOutput({ stdout }: Pick<ToolOutput, 'stdout'>): CommandOutput | CommandFailure | null {
  for (const document of documents(stdout)) {
    const failure = failed.safeParse(document)
    if (failure.success) {
      return { kind: 'failed', trouble: looseTrouble(failure.data), affected: known(failure.data.AffectedDevices) }
    }
    const success = done.safeParse(document)
    if (success.success) return commandOutput(success.data)
  }
  return null
}

function commandOutput({ Devices, Output = {}, Errors: outer = {} }: z.infer<typeof done>): CommandOutput {
  const { Errors: inner, ...rest } = Output
  const errors = { ...outer, ...z.record(z.string(), z.unknown()).catch({}).parse(inner) }
  const troubles = [...byEcid(errors)].flatMap(([ecid, value]) => {
    const parsed = readTrouble(value)
    return parsed === null ? [] : [[ecid, parsed] as const]
  })
  return { kind: 'done', devices: known(Devices), output: byEcid(rest), deviceTroubles: new Map(troubles) }
}

function byEcid(values: Readonly<Record<string, unknown>>): ReadonlyMap<Ecid, unknown> {
  return new Map(
    Object.entries(values).flatMap(([key, value]) => {
      const ecid = readEcid(key)
      return ecid === null ? [] : [[ecid, value] as const]
    }),
  )
}

function known(texts: readonly string[] | undefined): readonly Ecid[] {
  return (texts ?? []).flatMap((text) => readEcid(text) ?? [])
}

/** An error object; null for `{}` (no error) and for errors of single properties. */
function readTrouble(value: unknown): Trouble | null {
  const parsed = trouble.safeParse(value)
  if (!parsed.success) return null
  const { Domain, Code, Message = '', FailureReason = '', Detail = '' } = parsed.data
  const detail = [FailureReason, Detail].filter((part) => part !== '').join(' ')
  return { domain: Domain ?? null, code: Code, message: Message, detail }
}

function looseTrouble(value: unknown): Trouble {
  const words = z.looseObject({ Message: z.string().max(4_000).catch('') }).parse(value)
  return readTrouble(value) ?? { domain: null, code: null, message: words.Message, detail: '' }
}

/** The whole text, or else its lines from the last to the first, as far as they are JSON objects. */
function* documents(stdout: string): Generator<unknown, void> {
  const text = stdout.trim()
  const whole = parse(text)
  if (whole !== undefined) {
    yield whole
    return
  }
  for (const line of text.split('\n').toReversed()) {
    const document = line.trim().startsWith('{') ? parse(line) : undefined
    if (document !== undefined) yield document
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
