import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { programFile } from '../harness/programs.ts'

export type PracticeProcess = {
  /** An address that lets one browser in. */
  readonly url: string
  readonly serials: readonly string[]
  /** Apple's program of this world; its portal is at `/portal`. */
  readonly appleUrl: string
  /** `plug N`, `unplug N` or `buy N`, slots counted from 0. */
  readonly say: (line: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The whole of Slipway around a practice cart of so many devices, all unplugged, in a process of its own. */
export async function startPracticeProcess(devices: number): Promise<PracticeProcess> {
  const child = spawn(process.execPath, [programFile('practice-station'), String(devices)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { stdin, stdout } = child
  const lines = createInterface({ input: stdout })
  const [first] = (await once(lines, 'line')) as [string]
  const told = JSON.parse(first) as { url: string; appleUrl: string; devices: readonly { serial: string }[] }
  return {
    url: told.url,
    appleUrl: told.appleUrl,
    serials: told.devices.map(({ serial }) => serial),
    say: async (line) => {
      const answered = once(lines, 'line')
      stdin.write(`${line}\n`)
      await answered
    },
    stop: async () => {
      const gone = once(child, 'exit')
      stdin.end()
      await gone
      lines.close()
    },
  }
}
