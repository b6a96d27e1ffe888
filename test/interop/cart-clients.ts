import { execFile, spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
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
  /**
   * A program that runs until it is told to stop: ends it once its output holds the text. `onStart` is called at the
   * first output, when the program listens. @throws Error when it ends by itself or says nothing of the kind in time
   */
  readonly runUntil: (text: string, onStart: () => Promise<void>, program: string, ...args: string[]) => Promise<string>
}

/** Runs other people's programs against one practice cart. Exit codes and output are what tests look at. */
export function clientsOf(address: string, extra: Readonly<Record<string, string>> = {}): CartClients {
  const env = { ...process.env, USBMUXD_SOCKET_ADDRESS: address, ENABLE_GO_IOS_AGENT: 'no', LC_ALL: 'C', ...extra }
  const run = (program: string, ...args: readonly string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const options = { encoding: 'buffer' as const, timeout: 60_000, maxBuffer: 16 * 1024 * 1024, env }
      execFile(program, [...args], options, (error, stdout, stderr) => {
        const ended = error === null || typeof error.code === 'number'
        if (ended) count(program, args)
        const code = error ? (typeof error.code === 'number' ? error.code : 255) : 0
        resolve({ code, stdout, output: `${stdout.toString('utf8')}${stderr.toString('utf8')}` })
      })
    })
  const goIos = findGoIos()
  return {
    run,
    ios: (udid, ...args) => run(goIos, ...args, `--udid=${udid}`),
    runUntil: (text, onStart, program, ...args) => runUntil({ program, args, env, text, onStart }),
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
  readonly text: string
  readonly onStart: () => Promise<void>
}

function runUntil({ program, args, env, text, onStart }: Watched): Promise<string> {
  const child = spawn(program, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let started = false
  let seen = false
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    const onData = (bytes: Buffer): void => {
      output += bytes.toString('utf8')
      if (!started) {
        started = true
        onStart().catch(reject)
      }
      if (seen || !output.includes(text)) return
      seen = true
      count(program, args)
      child.kill('SIGINT')
    }
    child.stdout.on('data', onData)
    child.stderr.on('data', onData)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      if (seen) resolve(output)
      else reject(new Error(`${program} never said "${text}": ${output}`))
    })
  })
}
