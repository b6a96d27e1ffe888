// Programs that tests start over and over are made into a few files once for a run; see vite.programs.ts.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, runTool } from './tools.mjs'

let making

/** Environment that leads tests to the programs; made when first asked for, gone with this process. Throws a sentence when they cannot be made. */
export function testPrograms() {
  making ??= make()
  return making
}

async function make() {
  const dist = join(root, 'dist')
  mkdirSync(dist, { recursive: true })
  // In the checkout, so that the programs find its packages; a folder of its own, so that two runs do not meet.
  const folder = mkdtempSync(join(dist, 'test-programs-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const args = ['build', '-c', 'build/vite.programs.ts', '--outDir', folder, '--logLevel', 'warn']
  const { code } = await runTool('vite', 'vite', args, { minutes: 3 })
  if (code !== 0)
    throw new Error('the programs that tests start could not be built (vite build -c build/vite.programs.ts)')
  // What V8 made of them is kept as well, as the command line keeps it for people.
  return { SLIPWAY_TEST_PROGRAMS: folder, NODE_COMPILE_CACHE: join(folder, 'compiled') }
}
