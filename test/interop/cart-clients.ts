import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
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
}

/** Runs other people's programs against one practice cart. Exit codes and output are what tests look at. */
export function clientsOf(address: string): CartClients {
  const env = { ...process.env, USBMUXD_SOCKET_ADDRESS: address, ENABLE_GO_IOS_AGENT: 'no', LC_ALL: 'C' }
  const run = (program: string, ...args: readonly string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const options = { encoding: 'buffer' as const, timeout: 60_000, maxBuffer: 16 * 1024 * 1024, env }
      execFile(program, [...args], options, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 255) : 0
        resolve({ code, stdout, output: `${stdout.toString('utf8')}${stderr.toString('utf8')}` })
      })
    })
  const goIos = findGoIos()
  return { run, ios: (udid, ...args) => run(goIos, ...args, `--udid=${udid}`) }
}
