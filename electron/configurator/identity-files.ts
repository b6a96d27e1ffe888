import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileTrouble } from '../lib/file-trouble.ts'

/** An organization's supervision identity in DER, the key as PKCS#8: cfgutil takes no PEM, and takes it from files. */
export type SupervisionKeys = { readonly certificateDer: Uint8Array; readonly privateKeyDer: Uint8Array }

export type IdentityFiles = { readonly certificate: string; readonly privateKey: string }

const prefix = 'slipway-cfgutil-'
const open = new Set<string>()
let watching = false

/**
 * Puts the identity into files that only this user may read, for the time of one call of cfgutil. They are gone when
 * `work` is over, whatever its end, and when this process ends; what a killed one left, `sweepIdentityFiles` takes away.
 * @param temporary a directory that exists
 * @throws AppError `app.fileUnwritable`, `app.diskFull`
 */
export async function withIdentityFiles<T>(
  temporary: string,
  keys: SupervisionKeys,
  work: (files: IdentityFiles) => Promise<T>,
): Promise<T> {
  return withPrivateFolder(temporary, async (folder) => {
    const files = { certificate: join(folder, 'certificate.der'), privateKey: join(folder, 'key.der') }
    writePrivate(files.certificate, keys.certificateDer)
    writePrivate(files.privateKey, keys.privateKeyDer)
    return work(files)
  })
}

/** A folder of this user's own, gone when `work` is over. @throws AppError `app.fileUnwritable`, `app.diskFull` */
export async function withPrivateFolder<T>(temporary: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeFolder(temporary)
  try {
    return await work(folder)
  } finally {
    remove(folder)
  }
}

/** @throws AppError `app.fileUnwritable`, `app.diskFull` */
export function writePrivate(path: string, content: Uint8Array | string, mode = 0o600): void {
  try {
    writeFileSync(path, content, { mode, flag: 'wx' })
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

/** Takes away what processes that are no more have left; their numbers are in the names. */
export function sweepIdentityFiles(temporary: string): void {
  for (const name of namesIn(temporary)) {
    const pid = new RegExp(`^${prefix}(\\d{1,10})-`).exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(temporary, name), { recursive: true, force: true })
  }
}

function makeFolder(temporary: string): string {
  if (!watching) {
    watching = true
    process.once('exit', () => {
      for (const folder of open) remove(folder)
    })
  }
  try {
    const folder = mkdtempSync(join(temporary, `${prefix}${process.pid}-`))
    open.add(folder)
    return folder
  } catch (error) {
    throw fileTrouble(temporary, error)
  }
}

function remove(folder: string): void {
  open.delete(folder)
  rmSync(folder, { recursive: true, force: true })
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
