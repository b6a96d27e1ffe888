import { execFile } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { afterAll, describe } from 'vitest'

/** Other people's programs are judges: without them a test says nothing, so on CI their absence is a failure. */
function isInstalled(program: string): boolean {
  const folders = isAbsolute(program) ? ['/'] : (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** `describe` that needs these programs: skipped with their names when one is missing, failing when CI is "true". */
export function describeWith(programs: readonly string[], name: string, body: () => void): void {
  const missing = programs.filter((program) => !isInstalled(program))
  if (missing.length === 0) describe(name, body)
  else if (process.env['CI'] === 'true') throw new Error(`${name}: ${missing.join(', ')} must be installed on CI`)
  else describe.skip(`${name} (not installed: ${missing.join(', ')})`, body)
}

export type Outcome = { readonly code: number; readonly stdout: Buffer; readonly output: string }

/** Runs a program to its end. Never throws: exit code and both outputs are what tests look at. */
export function run(program: string, args: readonly string[], cwd?: string): Promise<Outcome> {
  const options = { encoding: 'buffer' as const, timeout: 60_000, maxBuffer: 16 * 1024 * 1024, ...(cwd ? { cwd } : {}) }
  return new Promise((resolve) => {
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 255) : 0
      resolve({ code, stdout, output: `${stdout.toString('latin1')}${stderr.toString('latin1')}` })
    })
  })
}

/** A folder that lives as long as the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-interop-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
