import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the program that `mortal-core.ts` was made into. */
    readonly mortalProgram: string
  }
}

/**
 * Makes the core that is to die into one file, for all tests of a project: thousands of them are started, and reading a
 * thousand sources each time would be most of what they do. `npm test` has made it already.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const made = process.env['SLIPWAY_TEST_PROGRAMS']
  if (made !== undefined) {
    project.provide('mortalProgram', join(made, 'mortal-core.js'))
    return async () => {}
  }
  const outDir = await mkdtemp(join(tmpdir(), 'slipway-mortal-'))
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    // Everything, but for what is a library of the system.
    ssr: { noExternal: true, external: ['usb', 'electron'] },
    build: {
      ssr: fileURLToPath(new URL('mortal-core.ts', import.meta.url)),
      outDir,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: 'core.mjs', chunkFileNames: '[name].mjs' } },
    },
  })
  project.provide('mortalProgram', join(outDir, 'core.mjs'))
  return () => rm(outDir, { recursive: true, force: true })
}
