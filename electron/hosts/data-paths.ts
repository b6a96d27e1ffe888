import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where Slipway keeps its data when nobody says otherwise: each system's usual place for it, and for a practice world
 * that runs elsewhere a place beside it, never in it.
 */
export function usualDataDirectory(
  mode: 'practice' | 'real',
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): string {
  const name = mode === 'real' ? 'Slipway' : 'Slipway Practice'
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), name)
  const base = env['XDG_DATA_HOME']
  const home = base?.startsWith('/') === true ? base : join(homedir(), '.local', 'share')
  return join(home, name.toLowerCase().replace(' ', '-'))
}
