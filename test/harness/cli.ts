import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { programFile, programSource } from './programs.ts'

export type CliOutcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export type CliOptions = {
  readonly lang?: string
  /** Called as text comes, for what must be looked at while it runs. */
  readonly onText?: (text: string, pid: number) => void
  readonly temporary: string
  /** Starts the sources, as a person does, also where `npm test` made one file of them. */
  readonly fromSources?: boolean
}

/** Compiled sources, kept from one command to the next: each would otherwise begin with a temporary directory of its own. */
const compileCache =
  process.env['NODE_COMPILE_CACHE'] ??
  fileURLToPath(new URL('../../node_modules/.cache/slipway-compiled', import.meta.url))

/** A directory to stand in for HOME and the temporary directory; gone when `dispose` is called. */
export async function freshHome(): Promise<{ readonly path: string; readonly dispose: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'slipway-home-'))
  return { path, dispose: () => rm(path, { recursive: true, force: true }) }
}

/** Runs the real command line to its end, in a process of its own and with nothing of this one's settings. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliOutcome> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: options.temporary,
    TMPDIR: options.temporary,
    LANG: options.lang ?? 'en_US.UTF-8',
    NODE_COMPILE_CACHE: compileCache,
  }
  const entry = options.fromSources === true ? programSource('cli') : programFile('cli')
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text
      options.onText?.(text, child.pid ?? 0)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...out }))
  })
}
