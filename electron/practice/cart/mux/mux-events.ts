import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Attachment } from '../bus.ts'

const highSpeed = 480_000_000

/** The Attached event, which is also the element of DeviceList. */
export function attachedEvent({ deviceId, locationId, device }: Attachment): PlistInputDict {
  return {
    DeviceID: deviceId,
    MessageType: 'Attached',
    Properties: {
      ConnectionSpeed: highSpeed,
      ConnectionType: 'USB',
      DeviceID: deviceId,
      LocationID: locationId,
      ProductID: device.usbProductId,
      SerialNumber: device.udid,
    },
  }
}

/** DEVICE_ADD of the binary protocol: id, product, 256 bytes of serial, padding, location. */
export function binaryAdd({ deviceId, locationId, device }: Attachment): Buffer {
  const body = Buffer.alloc(4 + 2 + 256 + 2 + 4)
  body.writeUInt32LE(deviceId, 0)
  body.writeUInt16LE(device.usbProductId, 4)
  body.write(device.udid, 6, 255, 'ascii')
  body.writeUInt32LE(locationId, 264)
  return body
}

/** RESULT, DEVICE_REMOVE and DEVICE_PAIRED: one number. */
export function binaryNumber(value: number): Buffer {
  const body = Buffer.alloc(4)
  body.writeUInt32LE(value)
  return body
}
