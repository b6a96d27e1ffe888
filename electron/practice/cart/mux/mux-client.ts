import type { Socket } from 'node:net'
import { AppError } from '../../../../src-shared/errors.ts'
import { readXmlPlist } from '../../../apple/plist/read-xml.ts'
import { asDict, dataAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import { defaultPlistLimits } from '../../../apple/plist/value.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { encodeMuxFrame, muxMessage, readMuxFrame, swapPort } from '../../../apple/usbmux-frame.ts'
import type { MuxFrame } from '../../../apple/usbmux-frame.ts'
import { ByteReader } from '../../../lib/byte-reader.ts'
import type { Logger } from '../../../lib/logger.ts'
import type { Attachment, Bus } from '../bus.ts'
import type { WireShape } from '../faults/line-faults.ts'
import { shapedWrite } from '../faults/shaped-write.ts'
import type { Write } from '../faults/shaped-write.ts'
import { attachedEvent, binaryAdd, binaryNumber } from './mux-events.ts'
import type { PairRecords } from './pair-records.ts'

/** usbmuxd's numbers; pair-record commands put errno values in the same field. */
const results = { ok: 0, badCommand: 1, badDevice: 2, refused: 3 } as const
const errno = { noEntry: 2, invalid: 22 } as const
/** usbmuxd drops commands above this size. */
const maxCommandBytes = 64 * 1024

export type MuxWorld = {
  readonly bus: Bus
  readonly records: PairRecords
  readonly listeners: () => readonly MuxClient[]
  readonly logger: Logger
  readonly shape: WireShape | null
}

/** What to do after a request: go on, or stop because the socket now belongs to a device port or is of no use. */
type Next = 'continue' | 'stop'

/** One program connected to the practice usbmuxd. */
export class MuxClient {
  readonly #socket: Socket
  readonly #reader: ByteReader
  readonly #world: MuxWorld
  readonly #cleanUp: (() => void)[] = []
  readonly #send: Write
  #sent: Promise<void> = Promise.resolve()
  #listening: 'no' | 'plist' | 'binary' = 'no'
  #introduction: PlistDict = {}

  constructor(socket: Socket, world: MuxWorld) {
    this.#socket = socket
    this.#reader = new ByteReader(socket)
    this.#world = world
    this.#send = shapedWrite(socket, world.shape)
  }

  /** Until the program goes, misbehaves, or is connected through to a device. */
  async serve(): Promise<void> {
    try {
      let next: Next = 'continue'
      while (next === 'continue') next = await this.#answer(await readMuxFrame(this.#reader, maxCommandBytes))
    } catch (error) {
      if (!(error instanceof AppError)) this.#world.logger.error({ error: String(error) }, 'mux client failed')
      this.#socket.destroy()
    } finally {
      for (const undo of this.#cleanUp) undo()
    }
  }

  async #answer(frame: MuxFrame): Promise<Next> {
    if (this.#listening !== 'no') {
      // The daemon takes no command from a listener.
      this.#result(frame, results.badCommand)
      await this.#sent
      this.#socket.end()
      return 'stop'
    }
    if (frame.version === 0) return this.#answerBinary(frame)
    if (frame.message !== muxMessage.plist) return this.#result(frame, results.badCommand)
    return this.#answerPlist(frame, asDict(readXmlPlist(frame.body, defaultPlistLimits)))
  }

  #answerBinary(frame: MuxFrame): Next | Promise<Next> {
    if (frame.message === muxMessage.listen) return this.#listen(frame, 'binary')
    if (frame.message !== muxMessage.connect || frame.body.length < 6) return this.#result(frame, results.badCommand)
    return this.#connect(frame, frame.body.readUInt32LE(0), frame.body.readUInt16BE(4))
  }

  #answerPlist(frame: MuxFrame, request: PlistDict): Next | Promise<Next> {
    switch (stringAt(request, 'MessageType')) {
      case 'ListDevices':
        return this.#plist(frame, { DeviceList: this.#world.bus.list().map(attachedEvent) })
      case 'Listen':
        this.#introduction = request
        return this.#listen(frame, 'plist')
      case 'ListListeners':
        return this.#plist(frame, { ListenerList: this.#world.listeners().flatMap((client) => client.asListener()) })
      case 'Connect':
        return this.#connectPlist(frame, request)
      case 'ReadBUID':
        return this.#plist(frame, { BUID: this.#world.records.buid })
      case 'ReadPairRecord':
        return this.#readRecord(frame, request)
      case 'SavePairRecord':
        return this.#saveRecord(frame, request)
      case 'DeletePairRecord': {
        const udid = stringAt(request, 'PairRecordID')
        if (udid === undefined) return this.#result(frame, errno.invalid)
        return this.#result(frame, this.#world.records.remove(udid) ? results.ok : errno.noEntry)
      }
      default:
        return this.#result(frame, results.badCommand)
    }
  }

  #connectPlist(frame: MuxFrame, request: PlistDict): Next | Promise<Next> {
    const deviceId = integerAt(request, 'DeviceID')
    const port = integerAt(request, 'PortNumber')
    if (deviceId === undefined) return this.#result(frame, results.badDevice)
    if (port === undefined || port < 0 || port > 0xffff) return this.#result(frame, results.badCommand)
    return this.#connect(frame, deviceId, swapPort(port))
  }

  async #connect(frame: MuxFrame, deviceId: number, port: number): Promise<Next> {
    const attachment = this.#world.bus.get(deviceId)
    if (attachment === undefined) return this.#result(frame, results.badDevice)
    const handler = attachment.device.claimPort(port)
    if (handler === null) return this.#result(frame, results.refused)
    this.#result(frame, results.ok)
    this.#reader.release()
    // From here on the device writes, and not before this answer is out.
    await this.#sent
    handler(this.#socket)
    return 'stop'
  }

  #listen(frame: MuxFrame, kind: 'plist' | 'binary'): Next {
    const { bus } = this.#world
    this.#listening = kind
    this.#result(frame, results.ok)
    const on = {
      attached: (attachment: Attachment) =>
        this.#event(attachedEvent(attachment), muxMessage.deviceAdd, binaryAdd(attachment)),
      detached: ({ deviceId }: Attachment) =>
        this.#event({ MessageType: 'Detached', DeviceID: deviceId }, muxMessage.deviceRemove, binaryNumber(deviceId)),
      paired: (deviceId: number) =>
        this.#event({ MessageType: 'Paired', DeviceID: deviceId }, muxMessage.devicePaired, binaryNumber(deviceId)),
    }
    for (const attachment of bus.list()) on.attached(attachment)
    bus.on('attached', on.attached).on('detached', on.detached).on('paired', on.paired)
    this.#cleanUp.push(() => bus.off('attached', on.attached).off('detached', on.detached).off('paired', on.paired))
    return 'continue'
  }

  /** This client's entry in ListListeners; nothing when it does not listen. */
  asListener(): readonly PlistInputDict[] {
    if (this.#listening !== 'plist') return []
    const name = stringAt(this.#introduction, 'ProgName') ?? ''
    return [
      {
        Blacklisted: false,
        BundleID: stringAt(this.#introduction, 'BundleID') ?? '',
        ConnType: integerAt(this.#introduction, 'ConnType') ?? 0,
        'ID String': `${this.#socket.remotePort ?? 0}-${name}`,
        ProgName: name,
        kLibUSBMuxVersion: integerAt(this.#introduction, 'kLibUSBMuxVersion') ?? 0,
      },
    ]
  }

  #readRecord(frame: MuxFrame, request: PlistDict): Next {
    const udid = stringAt(request, 'PairRecordID')
    if (udid === undefined) return this.#result(frame, errno.invalid)
    const record = this.#world.records.read(udid)
    return record === undefined ? this.#result(frame, errno.noEntry) : this.#plist(frame, { PairRecordData: record })
  }

  #saveRecord(frame: MuxFrame, request: PlistDict): Next {
    const udid = stringAt(request, 'PairRecordID')
    const record = dataAt(request, 'PairRecordData')
    if (udid === undefined || record === undefined || record.length === 0) return this.#result(frame, errno.invalid)
    this.#world.records.save(udid, record)
    const deviceId = integerAt(request, 'DeviceID')
    const named = deviceId === undefined ? undefined : this.#world.bus.get(deviceId)
    const next = this.#result(frame, results.ok)
    if (named?.device.udid === udid) this.#world.bus.emit('paired', named.deviceId)
    return next
  }

  #plist(frame: MuxFrame, body: PlistInputDict): Next {
    this.#write(frame.tag, body)
    return 'continue'
  }

  #result(frame: MuxFrame, number: number): Next {
    if (frame.version === 0) this.#writeBinary(muxMessage.result, frame.tag, binaryNumber(number))
    else this.#write(frame.tag, { MessageType: 'Result', Number: number })
    return 'continue'
  }

  /** Events carry tag 0. */
  #event(body: PlistInputDict, message: number, binaryBody: Buffer): void {
    if (this.#listening === 'binary') this.#writeBinary(message, 0, binaryBody)
    else this.#write(0, body)
  }

  #write(tag: number, body: PlistInputDict): void {
    this.#sent = this.#send(encodeMuxFrame({ version: 1, message: muxMessage.plist, tag, body: writePlist(body) }))
  }

  #writeBinary(message: number, tag: number, body: Buffer): void {
    this.#sent = this.#send(encodeMuxFrame({ version: 0, message, tag, body }))
  }
}
