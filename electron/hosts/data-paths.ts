import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a real Slipway keeps its data when nobody says otherwise: each system's usual place for it. */
export function usualDataDirectory(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Slipway')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Slipway')
  const base = env['XDG_DATA_HOME']
  return join(base?.startsWith('/') === true ? base : join(homedir(), '.local', 'share'), 'slipway')
}
