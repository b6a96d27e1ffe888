import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those it lies in, unless they are there. Node's own recursive way tries for ever where the system
 * answers "no such file" to the making of a folder in one that exists, as Linux does in /proc.
 * @param mode of every folder that is made
 * @returns whether it was made now
 * @throws the Error of node:fs
 */
export function makeFolder(path: string, mode: number): boolean {
  const whole = resolve(path)
  if (isFolder(whole)) return false
  const parent = dirname(whole)
  if (parent !== whole) makeFolder(parent, mode)
  try {
    mkdirSync(whole, { mode })
    return true
  } catch (error) {
    // Somebody else was quicker.
    if (isFolder(whole)) return false
    throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
