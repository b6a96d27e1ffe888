import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildPage, checkout, pageDirectory } from './build-page.ts'
import { runStation } from './station/run-station.ts'
import { terminalTranslator } from './terminal-translator.ts'

// What `npm start` runs: the desktop window where Electron is there, else the same page in a browser.

/**
 * The Electron binary, or null. Read from where its package keeps it rather than asked of the package: asking downloads
 * it when it is missing.
 */
function electronBinary(): string | null {
  const home = join(checkout, 'node_modules', 'electron')
  try {
    const binary = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim())
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

const args = process.argv.slice(2)
const translator = terminalTranslator(process.env, args)
const announce = (): void => console.log(translator.t('host:start.building'))
const electron = electronBinary()
if (!buildPage(announce)) {
  process.exitCode = 1
} else if (electron === null) {
  console.log(translator.t('host:start.noElectron'))
  await runStation(args, pageDirectory)
} else if (
  build('vite.desktop.ts', 'dist/desktop/main.js', ['electron', 'src-shared'], announce) &&
  build('vite.preload.ts', 'dist/desktop/preload.cjs', ['electron/hosts/desktop'], announce)
) {
  const window = spawn(electron, [join(checkout, 'dist', 'desktop', 'main.js'), ...args], { stdio: 'inherit' })
  await once(window, 'exit')
  process.exitCode = window.exitCode ?? 1
} else {
  process.exitCode = 1
}
