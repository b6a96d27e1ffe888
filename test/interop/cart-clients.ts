import { execFile, spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { commandOf, countCommand } from './command-count.ts'
import type { Outcome } from './programs.ts'

const interopFolder = fileURLToPath(new URL('.', import.meta.url))

/** go-ios ships one static program per platform, under no name that npm would link. */
export function findGoIos(): string {
  const folders =
    process.platform === 'linux' ? `linux-${process.arch === 'arm64' ? 'arm64' : 'amd64'}` : process.platform
  const found = globSync(`node_modules/go-ios/dist/go-ios-${folders}*/ios*`, { cwd: interopFolder })
  const path = found.map((name) => `${interopFolder}${name}`).find((name) => existsSync(name))
  return path ?? 'ios'
}

export type CartClients = {
  /** A libimobiledevice tool, or any other program that takes USBMUXD_SOCKET_ADDRESS. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<Outcome>
  /** go-ios; `udid` is passed on. */
  readonly ios: (udid: string, ...args: readonly string[]) => Promise<Outcome>
  /** As `run`, in a folder: for what writes where it stands. */
  readonly runIn: (folder: string, program: string, ...args: readonly string[]) => Promise<Outcome>
  /**
   * A program that runs until it is told to stop: ends it once its output holds `text`. `act` is done when it has said
   * `ready`, and again every second until it is heard. Returns all that was said.
   * @throws Error when it ends by itself or says nothing of the kind within half a minute
   */
  readonly runUntil: (
    words: { readonly ready: string; readonly text: string; readonly act: () => Promise<void> },
    program: string,
    ...args: string[]
  ) => Promise<string>
}

/** Runs other people's programs against one practice cart. Exit codes and output are what tests look at. */
export function clientsOf(address: string, extra: Readonly<Record<string, string>> = {}): CartClients {
  const env = { ...process.env, USBMUXD_SOCKET_ADDRESS: address, ENABLE_GO_IOS_AGENT: 'no', LC_ALL: 'C', ...extra }
  const runIn = (cwd: string | undefined, program: string, ...args: readonly string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const options = { encoding: 'buffer' as const, timeout: 60_000, maxBuffer: 16 * 1024 * 1024, env, cwd }
      const child = execFile(program, [...args], options, (error, stdout, stderr) => {
        const ended = error === null || typeof error.code === 'number'
        if (ended) count(program, args)
        const code = error ? (typeof error.code === 'number' ? error.code : 255) : 0
        resolve({ code, stdout, output: `${stdout.toString('utf8')}${stderr.toString('utf8')}` })
      })
      // Nobody sits at the keyboard: who asks gets no answer.
      child.stdin?.end()
    })
  return {
    runIn,
    run: (program, ...args) => runIn(undefined, program, ...args),
    ios: (udid, ...args) => runIn(undefined, findGoIos(), ...args, `--udid=${udid}`),
    runUntil: (words, program, ...args) => runUntil({ ...words, program, args, env }),
  }
}

function count(program: string, args: readonly string[]): void {
  const command = commandOf(program, args)
  if (command !== null) countCommand(command.codeBase, command.name)
}

type Watched = {
  readonly program: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly ready: string
  readonly text: string
  readonly act: () => Promise<void>
}

async function runUntil({ program, args, env, ready, text, act }: Watched): Promise<string> {
  // Into a pipe, programs in C write whole blocks only, unless told otherwise.
  const [command, first] = program === findGoIos() ? [program, []] : ['stdbuf', ['-oL', program]]
  const child = spawn(command, [...first, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString('utf8')
    })
  }
  const seen = (): boolean => output.includes(text)
  for (let tries = 0; tries < 600 && !seen() && child.exitCode === null; tries += 1) {
    if (output.includes(ready) && tries % 20 === 0) await act()
    await sleep(50)
  }
  child.kill('SIGINT')
  await closed
  if (!seen()) throw new Error(`${program} never said "${text}": ${output}`)
  count(program, args)
  return output
}
