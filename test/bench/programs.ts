import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Program = { readonly command: string; readonly args: readonly string[]; readonly address: string }

/** Runs a program against the cart. @throws Error with its last words when it fails */
export function runProgram({ command, args, address }: Program): Promise<string> {
  const env = { ...process.env, USBMUXD_SOCKET_ADDRESS: address, ENABLE_GO_IOS_AGENT: 'no', LC_ALL: 'C' }
  return execute(command, args, env)
}

const root = new URL('../../', import.meta.url)

/** Runs one of the product's entry points to its end, in a Node of its own. @returns its standard output */
export function runNode(entry: string, args: readonly string[]): Promise<string> {
  return execute(process.execPath, [fileURLToPath(new URL(entry, root)), ...args], process.env)
}

function execute(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      const words = `${stdout}${stderr}`.trim().slice(-500) || error.message
      reject(new Error(`${command} ${args.join(' ')}: ${words}`))
    })
  })
}

/** Does the work for each item, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}
