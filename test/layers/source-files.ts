import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** Folders that hold nothing anyone wrote: made by tools, and ignored by git. */
const madeByTools = new Set([
  '.git',
  'node_modules',
  'dist',
  'release',
  'coverage',
  'test-results',
  'playwright-report',
])

/** Every file of the checkout, as paths from its root with forward slashes, sorted. */
export function listFiles(folder: string = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return madeByTools.has(entry.name) ? [] : listFiles(path)
      return entry.isFile() ? [relative(root, path).split(sep).join('/')] : []
    })
    .toSorted()
}

/** Text of a file named as `listFiles` names it. */
export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
