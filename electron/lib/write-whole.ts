import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { fileTrouble } from './file-trouble.ts'

/**
 * Writes a file that is either there whole or not at all, readable by its owner only.
 * @throws AppError `app.diskFull`, `app.fileUnwritable`
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.new`
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw fileTrouble(path, error)
  }
}
