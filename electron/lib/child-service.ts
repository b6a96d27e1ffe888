import { getCompileCacheDir } from 'node:module'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { AppError } from '../../src-shared/errors.ts'
import { plainFailures, readFailure } from './child-failure.ts'

export type ChildService = {
  /** The first line the process printed: a JSON document that says where it listens. */
  readonly announced: unknown
  readonly pid: number
  /** Closes its standard input, waits a little, then ends it; resolves when it is gone. */
  readonly stop: () => Promise<void>
  /** Resolves when the process is gone, whatever the reason. */
  readonly gone: Promise<void>
}

export type ChildOptions = {
  readonly entry: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** How a person would name it, for the sentence when it does not start. */
  readonly what: string
  readonly timeoutMs?: number
}

const stopGraceMs = 5_000
const keptErrorText = 4_000

/**
 * Starts one of our own programs with Node, as a process of its own that announces itself in one JSON line. It lives
 * no longer than we do: its standard input closes with us.
 * @throws AppError what the child says of itself, or `app.serviceNotStarted` with what it last wrote to standard error
 */
export async function startChildService(options: ChildOptions): Promise<ChildService> {
  const child = spawn(process.execPath, [options.entry, ...options.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Electron's own binary runs as plain Node with this; plain Node ignores it.
    env: {
      ...compileCache(),
      ...withoutSecrets(options.env ?? process.env),
      ELECTRON_RUN_AS_NODE: '1',
      [plainFailures]: '1',
    },
  })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const errors = collectErrors(child)
  const line = await firstLine(child, gone, options.timeoutMs ?? 60_000)
  if (line === null) {
    child.kill('SIGKILL')
    const reason = lastLine(errors())
    throw readFailure(reason) ?? new AppError('app.serviceNotStarted', { what: options.what, reason })
  }
  return { announced: parse(line, options.what), pid: child.pid ?? 0, gone, stop: () => stopChild(child, gone) }
}

function firstLine(child: ChildProcess, gone: Promise<void>, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: child.stdout! })
    const timer = setTimeout(() => resolve(null), timeoutMs)
    lines.once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
      // Whatever else it prints must not fill the pipe.
      lines.on('line', () => {})
    })
    void gone.then(() => {
      clearTimeout(timer)
      resolve(null)
    })
  })
}

function collectErrors(child: ChildProcess): () => string {
  let text = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString('utf8')).slice(-keptErrorText)
    if (process.env['SLIPWAY_CHILD_LOGS'] === '1') process.stderr.write(chunk)
  })
  return () => text
}

/** The last thing it said itself: the lines of a crash say more in their error than in their end. */
function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|\}|throw )/.test(line))
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? ''
}

function parse(line: string, what: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new AppError('app.serviceNotStarted', { what, reason: line.slice(0, 200) }, { cause: error })
  }
}

async function stopChild(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.stdin?.end()
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
  await gone
  clearTimeout(timer)
}

/** Other programs have no use for what a person typed into our environment. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { SLIPWAY_PASSPHRASE: _passphrase, SLIPWAY_GRAPH_TOKEN: _token, ...rest } = env
  return rest
}

/** Where this process keeps compiled sources, for those it starts. */
function compileCache(): NodeJS.ProcessEnv {
  const directory = getCompileCacheDir()
  return directory === undefined ? {} : { NODE_COMPILE_CACHE: directory }
}
