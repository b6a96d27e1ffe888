import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { programFile } from '../harness/programs.ts'

const ready = z.object({ address: z.string(), controlUrl: z.string(), controlToken: z.string(), worldId: z.string() })

export type CartProcess = z.infer<typeof ready> & {
  /** The control plane: what a person at the cart would do or see. */
  readonly control: (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>
  readonly stop: () => Promise<void>
}

/** A practice cart in a process of its own, reached over its sockets alone. */
export async function startCart(scenario: unknown, args: readonly string[] = []): Promise<CartProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-cart-'))
  const scenarioFile = join(folder, 'scenario.json')
  await writeFile(scenarioFile, JSON.stringify(scenario))
  const child = spawn(process.execPath, [programFile('practice-cart'), '--scenario', scenarioFile, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    exited.then(() => Promise.reject(new Error('the cart ended before it was ready'))),
  ])
  const world = ready.parse(JSON.parse(line))
  return {
    ...world,
    stop,
    control: async (method, path, body) => {
      const response = await fetch(`${world.controlUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${world.controlToken}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
  }
}
