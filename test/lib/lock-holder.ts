import { tryFileLock } from '../../electron/lib/file-lock.ts'

// Holds a lock until it is killed: argument 1 is the file.
const lock = tryFileLock(process.argv[2] ?? '')
process.stdout.write(lock === null ? 'refused\n' : 'held\n')
if (lock !== null) setInterval(() => {}, 60_000)
