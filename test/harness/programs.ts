import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The programs that tests start as processes of their own, with where their sources begin. */
const sources = {
  cli: '../../electron/hosts/cli/main.ts',
  'practice-cart': '../../electron/practice/cart/main.ts',
  'practice-tenant': '../../electron/practice/tenant/main.ts',
  'practice-station': '../e2e/practice-station.ts',
  'racing-core': '../faults/racing-core.ts',
} as const

export type ProgramName = keyof typeof sources

/** Where `npm test` put what it made of these sources (build/vite.programs.ts); a test run alone starts the sources themselves. */
const made = process.env['SLIPWAY_TEST_PROGRAMS']

/** The file to start for a program, made into one where `npm test` did that. */
export function programFile(name: ProgramName): string {
  return made === undefined ? programSource(name) : join(made, `${name}.js`)
}

/** The file that people start: what no test starts from its sources might work in tests alone. */
export function programSource(name: ProgramName): string {
  return fileURLToPath(new URL(sources[name], import.meta.url))
}

/** Both programs of a practice world, for `startPracticeWorld`. */
export const practicePrograms = { cart: programFile('practice-cart'), tenant: programFile('practice-tenant') }
