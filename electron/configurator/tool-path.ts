import { accessSync, constants, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'

/**
 * Where cfgutil is: what "Install Automation Tools" of Apple Configurator makes, and the app's own copy, which works
 * without that step. Looked for at these places only: a PATH can be anybody's.
 */
export const usualPaths = [
  '/usr/local/bin/cfgutil',
  '/Applications/Apple Configurator.app/Contents/MacOS/cfgutil',
] as const

export type ToolPlace = {
  readonly platform: NodeJS.Platform
  /** cfgutil drives the devices on this computer's cables, which are never practice devices. */
  readonly mode: 'real' | 'practice'
  /** Another cfgutil, named by a person. */
  readonly named: string | null
}

/**
 * The cfgutil to run. A practice world takes only one that was named for it; elsewhere than on a Mac there is none.
 * @throws AppError `configurator.notMac`, `configurator.practice`, `configurator.notFound`
 */
export function findCfgutil({ platform, mode, named }: ToolPlace, usable = isExecutable): string {
  if (mode === 'practice' && named === null) throw new AppError('configurator.practice')
  if (mode === 'real' && platform !== 'darwin') throw new AppError('configurator.notMac')
  const places = named === null ? usualPaths : [named]
  const found = places.find((path) => isAbsolute(path) && usable(path))
  if (found === undefined) throw new AppError('configurator.notFound', { places: places.join(', ') })
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
