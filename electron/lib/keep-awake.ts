import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Logger } from './logger.ts'

/** Keeps the computer from going to sleep by itself between `begin` and `end`; either may be called again without effect. */
export type KeepAwake = { readonly begin: () => void; readonly end: () => void }

export const stayPut: KeepAwake = { begin: () => {}, end: () => {} }

export type KeepAwakeCommand = { readonly command: string; readonly args: readonly string[] }

/** kernel32 SetThreadExecutionState: ES_CONTINUOUS and ES_SYSTEM_REQUIRED, for as long as the thread lives. */
const windowsScript = [
  `$s = Add-Type -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint f);' -Name Awake -Namespace Slipway -PassThru`,
  `if ($s::SetThreadExecutionState([uint32]'0x80000001') -eq 0) { exit 1 }`,
  'while ($null -ne [Console]::In.ReadLine()) { }',
].join('; ')

/**
 * The program that does it on each system. All of them end with this process, however it ends: one watches its id, the
 * others read from it. Null where nobody knows of one.
 */
export function keepAwakeCommand(platform: NodeJS.Platform, pid: number): KeepAwakeCommand | null {
  if (platform === 'darwin') return { command: 'caffeinate', args: ['-i', '-w', String(pid)] }
  if (platform === 'win32') {
    return { command: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', windowsScript] }
  }
  if (platform !== 'linux') return null
  const why = ['--what=sleep:idle', '--mode=block', '--who=Slipway', '--why=Devices are being worked on']
  // Without a desktop nobody is there to be asked for a password.
  return { command: 'systemd-inhibit', args: ['--no-ask-password', ...why, 'cat'] }
}

/** A computer that cannot be kept awake works all the same: it is said once. */
export function keepAwakeWith(wanted: KeepAwakeCommand | null, logger: Logger): KeepAwake {
  let running: ChildProcess | null = null
  let told = false
  const tell = (reason: string): void => {
    if (!told) logger.warn({ reason }, 'the computer may go to sleep while devices are worked on')
    told = true
  }
  return {
    begin: () => {
      if (running !== null) return
      if (wanted === null) return tell('no way is known on this system')
      const child = spawn(wanted.command, wanted.args, { stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true })
      running = child
      const ended = (reason: string): void => {
        if (running !== child) return
        running = null
        tell(reason)
      }
      child.stdin?.on('error', () => {})
      child.once('error', (error) => ended(error.message))
      child.once('exit', (code) => ended(`${wanted.command} ended with ${code}`))
    },
    end: () => {
      const child = running
      running = null
      child?.stdin?.end()
      child?.kill()
    },
  }
}
