import { fstatSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import { reportFailure } from '../../lib/child-failure.ts'
import { createLogger } from '../../lib/logger.ts'
import { startTenant } from './start.ts'
import type { TenantOptions } from './start.ts'

/** `node main.ts --data DIR --factory DIR [--port N] [--device-port N] [--authority-port N] [--seed demo|empty] [--scale instant|realistic] [--program-url URL]` */
const optionsSchema = z.object({
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  'device-port': z.coerce.number().int().min(0).max(65_535).default(0),
  'authority-port': z.coerce.number().int().min(0).max(65_535).default(0),
  data: z.string().min(1),
  factory: z.string().min(1),
  seed: z.enum(['demo', 'empty']).default('empty'),
  scale: z.enum(['instant', 'realistic']).default('instant'),
  'program-url': z.url({ protocol: /^https?$/ }).optional(),
  'log-level': z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
})

function readOptions(args: readonly string[]): TenantOptions {
  const text = { type: 'string' } as const
  const names = Object.keys(optionsSchema.shape)
  try {
    const { values } = parseArgs({ args: [...args], options: Object.fromEntries(names.map((name) => [name, text])) })
    const options = optionsSchema.parse(values)
    return {
      port: options.port,
      devicePort: options['device-port'],
      authorityPort: options['authority-port'],
      dataDirectory: options.data,
      factoryDirectory: options.factory,
      seed: options.seed,
      scale: options.scale,
      ...(options['program-url'] === undefined ? {} : { programUrl: options['program-url'].replace(/\/$/, '') }),
      logger: createLogger({ level: options['log-level'], name: 'practice-tenant' }),
    }
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : ''
    throw new AppError('app.usage', { detail }, { cause: error })
  }
}

/** The process lives as long as whoever holds the other end of a pipe on standard input; a terminal or a file is no pipe. */
function whenParentLeaves(stop: () => void): void {
  const input = fstatSync(0)
  if (!input.isFIFO() && !input.isSocket()) return
  process.stdin.on('end', stop).on('close', stop).resume()
}

async function main(): Promise<void> {
  const running = await startTenant(readOptions(process.argv.slice(2)))
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    void running.close().finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop).on('SIGINT', stop)
  whenParentLeaves(stop)
  process.stdout.write(`${JSON.stringify(running.announcement)}\n`)
}

main().catch((error: unknown) => {
  reportFailure(error)
  process.exit(1)
})
