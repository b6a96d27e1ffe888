import { afterAll, expect, vi } from 'vitest'

// Loaded before each file whose worker goes on with another one: nothing that a file changes may reach the next.
const environment = { ...process.env }
const directory = process.cwd()

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  expect({ environment: { ...process.env }, directory: process.cwd() }).toEqual({ environment, directory })
})
