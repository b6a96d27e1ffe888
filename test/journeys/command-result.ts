import { expect } from 'vitest'
import type { CommandItem, CommandPhase } from '../../src-shared/device-commands.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import { expectReadable } from '../harness/words.ts'

/** A device command to its end; what it said meanwhile is added to `phases`. */
export async function resultOf<R>(items: AsyncIterable<CommandItem<R>>, phases: CommandPhase[] = []): Promise<R> {
  for await (const item of items) {
    if (item.kind === 'done') return item.result
    phases.push(item.phase)
  }
  throw new Error('the command ended without a word')
}

/** The command fails with this error, in words people can read. */
export async function expectRefused(items: AsyncIterable<CommandItem<unknown>>, code: string): Promise<void> {
  const error = await resultOf(items).then(
    () => null,
    (thrown: unknown) => toErrorRecord(thrown),
  )
  expect(error?.code).toBe(code)
  if (error !== null) expectReadable(error)
}
