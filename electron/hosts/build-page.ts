import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout; what is bundled has no sources and is never built. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url))

export const pageDirectory = join(checkout, 'dist', 'page')

/** Builds the page unless it is newer than its sources. False, with Vite's words shown, when that fails. */
export function buildPage(announce: () => void): boolean {
  return build('vite.renderer.ts', 'dist/page/index.html', ['renderer', 'src-shared'], announce)
}

/** @param product a file of the outcome, whose age decides; paths are relative to the checkout */
export function build(config: string, product: string, sources: readonly string[], announce: () => void): boolean {
  const built = statSync(join(checkout, product), { throwIfNoEntry: false })
  if (built !== undefined && built.mtimeMs > lastChange(sources)) return true
  announce()
  const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', join(checkout, 'build', config), '--logLevel', 'warn']
  return spawnSync(process.execPath, args, { stdio: 'inherit', cwd: checkout }).status === 0
}

/** When anything under these directories was changed last, in milliseconds since 1970. */
function lastChange(directories: readonly string[]): number {
  const files = directories.flatMap((directory) =>
    readdirSync(join(checkout, directory), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  )
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}
