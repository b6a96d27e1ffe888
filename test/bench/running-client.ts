import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { ClientTask } from './client-work.ts'

export type Task = Pick<ClientTask, 'kind' | 'address' | 'width'> & Partial<ClientTask>

/** Slipway's device client in a process of its own that stays, as it does in the product. */
export type RunningClient = {
  readonly pid: number
  /** @throws Error when the work was not done on every device */
  readonly perform: (task: Task) => Promise<void>
  readonly stop: () => Promise<void>
}

export function startClient(): RunningClient {
  const entry = fileURLToPath(new URL('client.ts', import.meta.url))
  const child = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    perform: async (task) => {
      child.stdin.write(`${JSON.stringify({ certificate: '', profile: '', ...task })}\n`)
      const answer = await answers.next()
      if (answer.done === true || answer.value !== '')
        throw new Error(`Slipway, ${task.kind}: ${answer.value ?? 'ended'}`)
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}

/** One task from the start of Node to its end. */
export async function runClient(task: Task): Promise<void> {
  const client = startClient()
  try {
    await client.perform(task)
  } finally {
    await client.stop()
  }
}
