import { execFile } from 'node:child_process'
import { AppError } from '../../src-shared/errors.ts'

const mostBytes = 16 * 1024 * 1024

/**
 * Runs one of the system's own programs, without a shell, and returns what it printed.
 * @throws AppError `usb.toolFailed`
 */
export function runTool(path: string, args: readonly string[], timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer', timeout: timeoutMs, maxBuffer: mostBytes, windowsHide: true } as const
    execFile(path, [...args], options, (error, stdout) => {
      if (error === null) return resolve(stdout)
      const reason = error.killed === true ? `no answer within ${timeoutMs / 1000} s` : String(error.code ?? 'failed')
      reject(new AppError('usb.toolFailed', { tool: path, reason }, { cause: error }))
    })
  })
}
