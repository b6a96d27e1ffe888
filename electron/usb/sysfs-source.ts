import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '../../src-shared/errors.ts'
import { emptyBusTree } from './bus-tree.ts'
import type { BusTree } from './bus-tree.ts'
import { readSysfs, sysfsDeviceFiles, sysfsInterfaceFiles } from './sysfs.ts'
import type { SysfsCapture, SysfsEntry } from './sysfs.ts'

const usbDevices = '/sys/bus/usb/devices'
const mostEntries = 10_000

/**
 * Linux: the kernel's own listing, readable by everybody. A computer (or container) without USB has no such directory.
 * @throws AppError `usb.toolFailed` when the directory is there but cannot be listed
 */
export async function sysfsBus(directory: string = usbDevices): Promise<BusTree> {
  const capture = await captureSysfs(directory)
  return capture === null ? emptyBusTree : readSysfs(capture)
}

/** Null without USB. Entries that vanish while being read are left out. */
async function captureSysfs(directory: string): Promise<SysfsCapture | null> {
  const names = await listNames(directory)
  if (names === null) return null
  const entries = names.slice(0, mostEntries).map(async (name) => [name, await readEntry(directory, name)] as const)
  return new Map(await Promise.all(entries))
}

async function listNames(directory: string): Promise<readonly string[] | null> {
  try {
    return await readdir(directory)
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new AppError('usb.toolFailed', { tool: directory, reason: code }, { cause: error })
  }
}

async function readEntry(directory: string, name: string): Promise<SysfsEntry> {
  const files = name.includes(':') ? sysfsInterfaceFiles : sysfsDeviceFiles
  const texts = await Promise.all(files.map((file) => readLine(join(directory, name, file))))
  const peer = await readPeer(join(directory, name, 'port', 'peer'))
  const entry: Record<string, string> = peer === null ? {} : { peer }
  for (const [index, file] of files.entries()) {
    const text = texts[index]
    if (text != null) entry[file] = text
  }
  return entry
}

/** Descriptors are text of the device's own choosing; only the last line end is the kernel's. */
async function readLine(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  return text === null ? null : text.replace(/\n$/, '')
}

async function readPeer(path: string): Promise<string | null> {
  return readlink(path).then(basename, () => null)
}
