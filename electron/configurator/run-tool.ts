import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { AppError } from '../../src-shared/errors.ts'
import { withoutSecrets } from '../lib/child-service.ts'
import { cfgutilArguments } from './arguments.ts'
import type { CfgutilCall } from './arguments.ts'

/** What a run of cfgutil left: text as it is, and how it ended. One of `code` and `signal` is null. */
export type ToolOutput = {
  readonly stdout: string
  /** Its end only. */
  readonly stderr: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export type ToolLimits = { readonly timeoutMs: number; readonly mostBytes?: number; readonly graceMs?: number }

const mostBytes = 8 * 1024 * 1024
const keptStderr = 8_000
/** A program that was asked to end and does not is killed after this. */
const graceMs = 3_000

type Child = ChildProcessByStdio<null, Readable, Readable>
type Trouble = 'stopped' | 'noAnswer' | 'tooMuch'

/**
 * Runs cfgutil once: no shell, no input, no secrets of ours in its environment, and nothing that it started outlives it
 * when it is stopped. What it says is not judged here.
 * @throws AppError `configurator.notFound`, `configurator.stopped`, `configurator.noAnswer`, `configurator.tooMuch`
 */
export async function runCfgutil(
  path: string,
  call: CfgutilCall,
  { timeoutMs, mostBytes: most = mostBytes, graceMs: grace = graceMs }: ToolLimits,
  signal: AbortSignal,
): Promise<ToolOutput> {
  const args = cfgutilArguments(call)
  const { verb } = call
  if (signal.aborted) throw new AppError('configurator.stopped', { verb })
  const child = start(path, args)
  let trouble: Trouble | null = null
  let kill: NodeJS.Timeout | undefined
  const stop = (why: Trouble): void => {
    if (trouble !== null) return
    trouble = why
    endGroup(child, 'SIGTERM')
    kill = setTimeout(() => endGroup(child, 'SIGKILL'), grace)
  }
  const abort = (): void => stop('stopped')
  const timer = setTimeout(() => stop('noAnswer'), timeoutMs)
  signal.addEventListener('abort', abort, { once: true })
  try {
    const output = await collect(child, most, () => stop('tooMuch'))
    if (trouble === null) return output
    throw new AppError(`configurator.${trouble as Trouble}`, { verb, seconds: Math.round(timeoutMs / 1000) })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('configurator.notFound', { places: path }, { cause: error })
  } finally {
    clearTimeout(timer)
    clearTimeout(kill)
    signal.removeEventListener('abort', abort)
    if (trouble !== null) endGroup(child, 'SIGKILL')
  }
}

function start(path: string, args: readonly string[]): Child {
  return spawn(path, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutSecrets(process.env),
    // A group of its own, so that what it starts ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

/** Resolves when the program is gone and its output read; rejects when it could not be started. */
function collect(child: Child, most: number, tooMuch: () => void): Promise<ToolOutput> {
  const chunks: Buffer[] = []
  let bytes = 0
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= most) chunks.push(chunk)
    else tooMuch()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-keptStderr)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    // A grandchild may hold the pipes open after the end of cfgutil itself, so that they are not waited for long.
    child.once('exit', () => setTimeout(() => destroyPipes(child), 1_000).unref())
    child.once('close', (code, signal) =>
      resolve({ stdout: Buffer.concat(chunks).toString('utf8'), stderr, code, signal }),
    )
  })
}

function destroyPipes(child: Child): void {
  child.stdout.destroy()
  child.stderr.destroy()
}

function endGroup(child: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // Gone already.
  }
}
