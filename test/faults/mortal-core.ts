import { writeSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { text } from 'node:stream/consumers'
import type { CoreLife, MortalWord } from './staging-core.ts'

// A core in a process of its own that dies where it is told to, or says at its end how the devices stand.
enableCompileCache()
const { liveOn } = await import('./staging-core.ts')
// Now, because most of these processes do not come to the end where Node would do it.
flushCompileCache()
const life = JSON.parse(await text(process.stdin)) as CoreLife
let hasEnded = false
const say = (word: MortalWord): void => {
  writeSync(1, JSON.stringify(word))
}
const end = await liveOn(life, die)
hasEnded = true
say({ end })

/** As by a power cut: no handler runs, nothing is flushed. Only the number of the cut is said, at once; after the end, nothing. */
function die(cut: number): void {
  if (hasEnded) return
  say({ cut })
  process.kill(process.pid, 'SIGKILL')
}
