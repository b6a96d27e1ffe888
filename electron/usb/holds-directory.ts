import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'
import { fileTrouble } from '../lib/file-trouble.ts'
import { tryFileLock } from '../lib/file-lock.ts'
import { makeFolder } from '../lib/make-folder.ts'

/**
 * Where the holds on devices lie: one place for all data directories of this computer. On POSIX also one for all its
 * users, who may share a bench; not the user's own temporary directory, which differs even between a user's programs. On
 * Windows a program may not write what another user made, so each user has one.
 */
export function holdsDirectory(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform !== 'win32') return posix.join('/tmp', 'slipway-devices')
  return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Slipway Devices')
}

/** Anybody may add to it, nobody may remove what is another's: the sticky bit. */
const sharedMode = 0o1777

/** @throws AppError `app.fileUnwritable`, `app.diskFull` */
export function makeHoldsDirectory(path: string): void {
  try {
    if (makeFolder(path, 0o700)) chmodSync(path, sharedMode)
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

/** No hold lasts that long. */
const forgottenMs = 48 * 3_600_000

/** Removes what was last used days ago. Whatever cannot be removed stays. */
export function tidyHolds(path: string, now: number): void {
  for (const name of readdirSync(path)) {
    const file = posix.join(path, name)
    try {
      if (!name.endsWith('.lock') || now - statSync(file).mtimeMs < forgottenMs) continue
      const lock = tryFileLock(file)
      if (lock === null) continue
      rmSync(recordOf(file), { force: true })
      rmSync(file, { force: true })
      lock.release()
    } catch {
      // Another user's, or gone already.
    }
  }
}

/** What was last written of a hold lies beside its lock. */
export function recordOf(lockFile: string): string {
  return lockFile.replace(/\.lock$/, '.json')
}
