import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The cores that tests kill, made into one file. */
const mortalProgram = ['test/faults/mortal-program.ts']

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
          // A worker of its own for each of two hundred files would be a third of their time; what a file changes, it puts back.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/journeys/**', 'test/interop/**', 'test/faults/**', 'test/bench/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'interop',
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
          fileParallelism: false,
          globalSetup: mortalProgram,
        },
      },
    ],
  },
})
