import { enableCompileCache } from 'node:module'

// Most of the time of a short command goes into reading its sources; what was read once need not be read again.
enableCompileCache()
await import('./program.ts')
