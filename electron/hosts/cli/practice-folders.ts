import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileTrouble } from '../../lib/file-trouble.ts'
import { makeFolder } from '../../lib/make-folder.ts'

/** A fresh one for one run. @throws AppError of the file system */
export function temporaryDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'slipway-practice-'))
  } catch (error) {
    throw fileTrouble(tmpdir(), error)
  }
}

/** @throws AppError of the file system */
export function makeDirectory(path: string): void {
  try {
    makeFolder(path, 0o700)
  } catch (error) {
    throw fileTrouble(path, error)
  }
}
