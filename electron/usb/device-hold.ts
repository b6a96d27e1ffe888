import { chmodSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { Usbmux } from '../apple/usbmux.ts'
import type { HoldDevice } from '../engine/ports.ts'
import type { Clock } from '../lib/clock.ts'
import { sha256 } from '../lib/crypto.ts'
import { tryFileLock } from '../lib/file-lock.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import type { Logger } from '../lib/logger.ts'
import { deviceTaker } from './device-takers.ts'
import { holdsDirectory, makeHoldsDirectory, recordOf, tidyHolds } from './holds-directory.ts'

export type DeviceHoldOptions = {
  readonly mux: Pick<Usbmux, 'listDevices' | 'listListeners' | 'readBuid'>
  readonly mode: 'practice' | 'real'
  /** The data directory, which tells this Slipway from others, also after a restart. */
  readonly owner: string
  /** Where holds lie; by default the same place for every Slipway of this computer. */
  readonly directory?: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Who last held a device, for the next one. */
const holdRecord = z.object({
  owner: z.string().max(100),
  pid: z.number().int(),
  /** Milliseconds since 1970: when it was taken, then when it was let go. */
  at: z.number(),
  /** The number the device had at usbmuxd; it gets another one whenever it leaves and returns. */
  deviceId: z.number().int().nullable(),
})
type HoldRecord = z.infer<typeof holdRecord>

/** From an accepted erase to the device's leaving 16 to 24 s were logged; a device that is still there after this stays. */
const leavingMs = 120_000

/**
 * Keeps a device from every other program while something that cannot be undone is done to it: a lock of the system's
 * per device, shared by all data directories of this computer, and a look at who else listens at usbmuxd.
 */
export function deviceHold(options: DeviceHoldOptions): HoldDevice {
  const { mux, clock } = options
  const directory = options.directory ?? holdsDirectory(process.platform, process.env, homedir())
  const owner = sha256(resolve(options.owner)).toString('hex').slice(0, 32)
  let tidied = false
  return async (udid, signal, since) => {
    const taker = await otherProgram(options, signal)
    if (taker !== null) throw new AppError('stage.heldByOther', { program: taker })
    const file = join(directory, `${await nameOf(options, udid, signal)}.lock`)
    makeHoldsDirectory(directory)
    if (!tidied) tidyHolds(directory, clock.now())
    tidied = true
    const lock = tryFileLock(file, 0o666)
    const before = readRecord(recordOf(file))
    if (lock === null) throw new AppError('stage.heldByOther', { program: slipwayOf(before) })
    try {
      const deviceId = (await mux.listDevices({ signal })).find((one) => isUsbOf(one, udid))?.deviceId ?? null
      assertUntouched(before, { owner, deviceId, since: since ?? null, now: clock.now() })
      const write = (): void => writeRecord(recordOf(file), { owner, pid: process.pid, at: clock.now(), deviceId })
      write()
      return releaser(lock.release, write, options.logger)
    } catch (error) {
      lock.release()
      throw error
    }
  }
}

/** Once. The time of letting go is written first: whoever looked at the device before that saw what is no more. */
function releaser(release: () => void, write: () => void, logger: Logger): () => void {
  let held = true
  return () => {
    if (!held) return
    held = false
    try {
      write()
    } catch (error) {
      logger.warn({ err: error }, 'the end of a hold could not be written down')
    }
    release()
  }
}

/**
 * What another Slipway did is not undone by its letting go: a device that takes an erase still answers for a while as if
 * nothing were, and consent given before is consent for another device.
 * @throws AppError `stage.heldByOther`, `stage.deviceChanged`
 */
function assertUntouched(
  before: HoldRecord | null,
  mine: {
    readonly owner: string
    readonly deviceId: number | null
    readonly since: number | null
    readonly now: number
  },
): void {
  if (before === null || before.owner === mine.owner) return
  if (mine.since !== null && before.at >= mine.since) throw new AppError('stage.deviceChanged')
  const isStillThere = before.deviceId !== null && before.deviceId === mine.deviceId
  if (isStillThere && Math.abs(mine.now - before.at) < leavingMs)
    throw new AppError('stage.heldByOther', { program: slipwayOf(before) })
}

/** A daemon that does not know the question (usbmuxd before 1.1.1) leaves nobody to object. */
async function otherProgram({ mux, logger }: DeviceHoldOptions, signal: AbortSignal): Promise<string | null> {
  try {
    return deviceTaker(await mux.listListeners({ signal }))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'apple.mux.refused') throw error
    logger.debug({ code: error.code }, 'usbmuxd does not tell who listens')
    return null
  }
}

/** Practice worlds may hold devices of one UDID at the same time; a usbmuxd's own id tells them apart. */
async function nameOf({ mux, mode }: DeviceHoldOptions, udid: string, signal: AbortSignal): Promise<string> {
  const world = mode === 'practice' ? await mux.readBuid({ signal }) : ''
  return sha256(`${plain(udid)} ${world}`)
    .toString('hex')
    .slice(0, 32)
}

/** Not every usbmuxd writes the dash of newer UDIDs, nor small letters alike. */
function plain(udid: string): string {
  return udid.replaceAll('-', '').toLowerCase()
}

function isUsbOf(device: { readonly udid: string; readonly connection: string }, udid: string): boolean {
  return plain(device.udid) === plain(udid) && device.connection === 'usb'
}

function slipwayOf(record: HoldRecord | null): string {
  return record === null ? 'Slipway' : `Slipway (${record.pid})`
}

/** Null when there is none, or nothing that can be read: the lock is what counts. */
function readRecord(path: string): HoldRecord | null {
  try {
    if (lstatSync(path).size > 4096) return null
    return holdRecord.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** A record overwrites the one before it whole. */
const recordLength = 512

/** In place, so that another user's file can be written; only ever by the holder of the lock beside it. */
function writeRecord(path: string, record: HoldRecord): void {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new Error('it is a link')
    try {
      writeFileSync(path, '', { flag: 'wx', mode: 0o666 })
      chmodSync(path, 0o666)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    writeFileSync(path, JSON.stringify(record).padEnd(recordLength), { flag: 'r+' })
  } catch (error) {
    throw fileTrouble(path, error)
  }
}
