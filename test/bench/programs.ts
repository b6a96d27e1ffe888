import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Program = { readonly command: string; readonly args: readonly string[]; readonly address: string }

/** Runs a program against the cart. @throws Error with its last words when it fails */
export function runProgram({ command, args, address }: Program): Promise<string> {
  return execute(command, args, environmentOf(address))
}

/** Where `{}` stands in the arguments, the device's UDID is put. */
export type PerDevice = Program & { readonly udids: readonly string[]; readonly width: number }

/**
 * Runs a program once for each device, so many at a time, by xargs: starting processes costs this Node much more than it
 * costs xargs, and that would count against the program. Needs a Unix.
 * @returns the outputs by UDID
 */
export async function runPerDevice({ command, args, address, udids, width }: PerDevice): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'))
  try {
    const shell = ['sh', '-c', 'out=$1; shift; exec "$@" > "$out"', 'sh', join(folder, '{}'), command, ...args]
    await execute('xargs', ['-P', String(width), '-I{}', ...shell], environmentOf(address), `${udids.join('\n')}\n`)
    const outputs = udids.map(async (udid) => [udid, await readFile(join(folder, udid), 'utf8')] as const)
    return new Map(await Promise.all(outputs))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function environmentOf(address: string): NodeJS.ProcessEnv {
  return { ...process.env, USBMUXD_SOCKET_ADDRESS: address, ENABLE_GO_IOS_AGENT: 'no', LC_ALL: 'C' }
}

const root = new URL('../../', import.meta.url)

/** Runs one of the product's entry points to its end, in a Node of its own. @returns its standard output */
export function runNode(entry: string, args: readonly string[]): Promise<string> {
  return execute(process.execPath, [fileURLToPath(new URL(entry, root)), ...args], process.env)
}

function execute(command: string, args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      const words = `${stdout}${stderr}`.trim().slice(-500) || error.message
      reject(new Error(`${command} ${args.join(' ')}: ${words}`))
    })
    child.stdin?.end(input)
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
