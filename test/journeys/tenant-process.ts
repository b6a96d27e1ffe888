import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'
import type { GraphClient } from '../../electron/graph/call.ts'
import { createGraphClient } from '../../electron/graph/client.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import type { Clock } from '../../electron/lib/clock.ts'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { AppError } from '../../src-shared/errors.ts'
import { programFile } from '../harness/programs.ts'

const announcement = z.object({
  baseUrl: z.url(),
  token: z.string(),
  deviceBaseUrl: z.url(),
  rootCertificate: z.string(),
  controlUrl: z.url(),
  controlToken: z.string(),
  tenantId: z.string(),
  authority: z.url(),
  clientId: z.string(),
})

/** The practice tenant as a process of its own: nothing but sockets between it and the client under test. */
export type TenantProcess = {
  readonly at: z.infer<typeof announcement>
  readonly factoryDirectory: string
  /** One of its control plane's acts. */
  readonly control: (act: string, body?: object) => Promise<unknown>
  readonly client: (token?: string) => GraphClient
  readonly clock: Clock
  readonly stop: () => Promise<void>
}

export async function startTenantProcess(seed: 'demo' | 'empty'): Promise<TenantProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-intune-'))
  const factoryDirectory = join(directory, 'factory')
  const options = ['--data', join(directory, 'tenant'), '--factory', factoryDirectory, '--seed', seed]
  const child = spawn(process.execPath, [programFile('practice-tenant'), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(() => Promise.reject(new Error('the practice tenant ended before it said where it is'))),
  ])
  const at = announcement.parse(JSON.parse(String(line)))
  const clock = hurriedClock()
  return {
    at,
    factoryDirectory,
    clock,
    control: async (act, body = {}) => {
      const response = await fetch(`${at.controlUrl}/${act}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${at.controlToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!response.ok) throw new Error(`${act}: ${response.status} ${await response.text()}`)
      return response.json()
    },
    client: (token = at.token) =>
      createGraphClient({
        baseUrl: at.baseUrl,
        getToken: async () => token,
        http: httpRequest,
        additionalCaPems: [],
        clock,
        logger: silentLogger,
      }),
    stop: async () => {
      closeHttpAgents()
      child.kill('SIGTERM')
      await exited
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Pauses last a fiftieth of what the clock says, so that back-off is walked through and not waited for. */
function hurriedClock(): Clock {
  let skipped = 0
  return {
    now: () => Date.now() + skipped,
    sleep: async (ms, signal) => {
      await systemClock.sleep(ms / 50, signal)
      skipped += (ms * 49) / 50
    },
  }
}

/** The code a call ends with; `none` when it succeeds. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
}
