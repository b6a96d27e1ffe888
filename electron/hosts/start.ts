import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runStation } from './station/run-station.ts'
import { terminalTranslator } from './terminal-translator.ts'

// What `npm start` runs: the desktop window where Electron is there, else the same page in a browser.

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The Electron binary, or null. Read from where its package keeps it rather than asked of the package: asking downloads
 * it when it is missing.
 */
function electronBinary(): string | null {
  const home = join(root, 'node_modules', 'electron')
  try {
    const binary = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim())
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

/** When anything under these directories was changed last, in milliseconds since 1970. */
function lastChange(directories: readonly string[]): number {
  const files = directories.flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  )
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs))
}

/** Builds with Vite unless what was built is newer than its sources. False, with Vite's words shown, when that fails. */
function build(config: string, product: string, sources: readonly string[]): boolean {
  const built = statSync(join(root, product), { throwIfNoEntry: false })
  if (built !== undefined && built.mtimeMs > lastChange(sources)) return true
  console.log(translator.t('host:start.building'))
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const outcome = spawnSync(
    process.execPath,
    [vite, 'build', '--config', join(root, 'build', config), '--logLevel', 'warn'],
    {
      stdio: 'inherit',
      cwd: root,
    },
  )
  return outcome.status === 0
}

const translator = terminalTranslator(process.env)
const args = process.argv.slice(2)
const electron = electronBinary()
if (!build('vite.renderer.ts', 'dist/page/index.html', ['renderer', 'src-shared'])) {
  process.exitCode = 1
} else if (electron === null) {
  console.log(translator.t('host:start.noElectron'))
  await runStation(args, join(root, 'dist', 'page'))
} else if (
  build('vite.desktop.ts', 'dist/desktop/main.js', ['electron', 'src-shared']) &&
  build('vite.preload.ts', 'dist/desktop/preload.cjs', ['electron/hosts/desktop'])
) {
  const window = spawn(electron, [join(root, 'dist', 'desktop', 'main.js'), ...args], { stdio: 'inherit' })
  await once(window, 'exit')
  process.exitCode = window.exitCode ?? 1
} else {
  process.exitCode = 1
}
