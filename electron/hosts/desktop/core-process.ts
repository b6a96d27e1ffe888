import type { BrowserWindow, UtilityProcess } from 'electron'
import { MessageChannelMain, utilityProcess } from 'electron'
import { batchSign, quietSign } from './batch-sign.ts'
import type { BatchSign } from './batch-sign.ts'

export type CoreProcess = {
  /** Gives a window its own port to the core. */
  readonly linkTo: (window: BrowserWindow) => void
  /** Asks the core to close, and ends it if it does not within a few seconds. */
  readonly stop: () => Promise<void>
}

/** How often a core that stops by itself is started again before we give up. */
const restartLimit = 3
const stopGraceMs = 8000

/**
 * The core in a process of its own: a handshake or an fsync never blocks the windows, and a native fault never takes
 * them. One that dies is started again and every window gets a new port.
 */
export function startCoreProcess(
  entry: string,
  args: readonly string[],
  windows: () => readonly BrowserWindow[],
  onSign: (sign: BatchSign) => void,
  onGivenUp: () => void,
): CoreProcess {
  let restarts = 0
  let stopping = false
  let child = fork()

  function fork(): UtilityProcess {
    const process = utilityProcess.fork(entry, [...args], { serviceName: 'Slipway core', stdio: 'inherit' })
    process.on('message', (message: unknown) => {
      const sign = batchSign.safeParse(message)
      if (sign.success) onSign(sign.data)
    })
    process.once('exit', (code) => {
      // Whatever it said last is said by nobody any more.
      onSign(quietSign)
      if (stopping) return
      // A core that ended on its own account has said why; one that fell is taken up again from its journal.
      if (code === 0 || restarts >= restartLimit) return onGivenUp()
      restarts += 1
      child = fork()
      for (const window of windows()) linkTo(window)
    })
    return process
  }

  function linkTo(window: BrowserWindow): void {
    const { port1, port2 } = new MessageChannelMain()
    child.postMessage('slipway:window', [port1])
    window.webContents.postMessage('slipway:link', null, [port2])
  }

  return {
    linkTo,
    stop: () =>
      new Promise((resolve) => {
        stopping = true
        const timer = setTimeout(() => child.kill(), stopGraceMs)
        child.once('exit', () => {
          clearTimeout(timer)
          resolve()
        })
        child.postMessage('slipway:stop', [])
      }),
  }
}
