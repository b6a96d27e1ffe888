import { fileURLToPath } from 'node:url'
import { runStation } from './run-station.ts'

// The station on its own: for a bench computer without Electron, and for tests. The page must have been built.
await runStation(process.argv.slice(2), fileURLToPath(new URL('../../../dist/page', import.meta.url)))
