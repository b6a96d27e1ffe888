import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The cores that tests kill, made into one file. */
const mortalProgram = ['test/faults/mortal-program.ts']

/** A worker of its own for each file would be a third of the unit tests' time. What a file changes, it has to put back. */
const sharedWorkers = { isolate: false, setupFiles: ['test/harness/put-back.ts'] }

export default defineConfig({
  root,
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Journeys start processes of their own; two workers are what two cores bear.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...sharedWorkers,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/journeys/**', 'test/interop/**', 'test/faults/**', 'test/bench/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          ...sharedWorkers,
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'interop',
          ...sharedWorkers,
          include: ['test/interop/**/*.test.ts'],
          testTimeout: 120_000,
          globalSetup: mortalProgram,
          // A program that ran proves nothing; what it did has to be looked at.
          expect: { requireAssertions: true },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 300_000,
          // The kill points keep both cores busy, and the matrix mostly waits for outages to end; all of them are for a night.
          fileParallelism: process.env['SLIPWAY_FAULTS'] !== 'all',
          globalSetup: mortalProgram,
        },
      },
    ],
  },
})
