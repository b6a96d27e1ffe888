import { AppError } from '../../../../src-shared/errors.ts'
import { stringAt } from '../../../apple/plist/take.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { PhoneFact } from '../phone.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

/** What follows is told by one byte. */
const mark = { plist: 1, entry: 2 } as const
const process_ = { pid: 42, name: 'practiced', subsystem: 'org.slipway.practice', category: 'device' } as const
/** Everything of an entry before its texts. */
const headerBytes = 129

/** The unified log: what happens to the device appears as it happens, as binary entries. */
export async function serveOsTrace(device: PracticeDevice, connection: Connection): Promise<void> {
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    switch (stringAt(request, 'Request')) {
      case 'PidList':
        await reply(connection, {
          Status: 'RequestSuccessful',
          Payload: { [process_.pid]: { ProcessName: process_.name } },
        })
        break
      case 'StartActivity':
        await reply(connection, { Status: 'RequestSuccessful' })
        return stream(device, connection)
      default:
        await reply(connection, { Status: 'RequestFailed' })
    }
  }
}

/**
 * Lengths of plists are big endian here, those of entries little endian. Some programs read the mark and three zeros
 * as one number and only then a length of one byte: below 256 bytes, and so without a preamble, all agree.
 */
function reply(connection: Connection, message: PlistInputDict): Promise<void> {
  const text = writePlist(message)
  const body = text.subarray(text.indexOf('<plist'))
  const head = Buffer.alloc(5)
  head.writeUInt8(mark.plist, 0)
  head.writeUInt32BE(body.length, 1)
  return connection.write(Buffer.concat([head, body]))
}

async function stream({ phone }: PracticeDevice, connection: Connection): Promise<void> {
  const onFact = ({ at, kind, detail }: PhoneFact): void =>
    void connection.write(framed(entry(at, `${kind} ${JSON.stringify(detail)}`)))
  phone.on('fact', onFact)
  await connection.write(framed(entry(Date.now(), 'os_trace_relay connected')))
  try {
    // The host sends nothing more; this waits for it to go.
    for (;;) await connection.readBytes(1)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  } finally {
    phone.off('fact', onFact)
  }
}

function framed(body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt8(mark.entry, 0)
  head.writeUInt32LE(body.length, 1)
  return Buffer.concat([head, body])
}

/** A header of process, time and lengths; then executable, image, message, subsystem and category, each with its NUL. */
function entry(at: number, text: string): Buffer {
  const header = Buffer.alloc(headerBytes)
  const path = texted(`/usr/libexec/${process_.name}`)
  const image = texted(process_.name)
  const message = texted(text)
  const subsystem = texted(process_.subsystem)
  const category = texted(process_.category)
  header.writeUInt32LE(headerBytes, 5)
  header.writeUInt32LE(process_.pid, 9)
  header.writeBigUInt64LE(BigInt(process_.pid), 13)
  header.writeUInt16LE(path.length, 37)
  header.writeBigUInt64LE(BigInt(Math.floor(at / 1000)), 55)
  header.writeUInt32LE((at % 1000) * 1000, 63)
  header.writeUInt16LE(image.length, 107)
  header.writeUInt32LE(message.length, 109)
  header.writeUInt16LE(subsystem.length, 117)
  header.writeUInt16LE(category.length, 121)
  return Buffer.concat([header, path, image, message, subsystem, category])
}

function texted(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8')
}
