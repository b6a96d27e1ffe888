import { text } from 'node:stream/consumers'
import { liveOn } from './staging-core.ts'
import type { CoreLife } from './staging-core.ts'

// A core in a process of its own that dies where it is told to, or says at its end how the devices stand.
const life = JSON.parse(await text(process.stdin)) as CoreLife
process.stdout.write(JSON.stringify(await liveOn(life)))
