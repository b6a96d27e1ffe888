import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where Slipway keeps its data by default: the system's own place for it; practice beside real, never in it. */
export function defaultDataDir(mode: 'practice' | 'real', platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  return join(dataHome(platform, env), mode === 'real' ? 'Slipway' : 'Slipway Practice')
}

function dataHome(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const home = homedir()
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return env['XDG_DATA_HOME'] ?? join(home, '.local', 'share')
}
