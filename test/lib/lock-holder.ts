import { tryFileLock } from '../../electron/lib/file-lock.ts'

// Holds a lock until it is killed, and nothing else that would keep it: argument 1 is the file. Started with --expose-gc.
const lock = tryFileLock(process.argv[2] ?? '')
process.stdout.write(lock === null ? 'refused\n' : 'held\n')
if (lock !== null) setInterval(() => globalThis.gc?.(), 20)
