import { readPlistDict } from '../../../apple/plist/read.ts'
import { dictAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict, PlistLimits } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { HttpResponse } from '../../../lib/http.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import type { MdmEnrollment } from '../phone.ts'
import { deviceRequest } from './device-http.ts'
import { mediaType, readRefusal } from './enrollment-request.ts'
import type { Running } from './running.ts'

const limits: PlistLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32, maxValues: 50_000 }
const timeoutMs = 60_000

export type MdmAnswer =
  /** 2xx; `command` is null for zero bytes. */
  | { readonly kind: 'taken'; readonly command: MdmCommand | null }
  /** The server does not know the device (any more): it must un-enroll. */
  | { readonly kind: 'stranger'; readonly status: number }
  /** Passing trouble: try again. */
  | { readonly kind: 'trouble'; readonly status: number }

export type MdmCommand = {
  readonly uuid: string
  readonly requestType: string
  readonly command: PlistDict
  /** Not even a command by form. */
  readonly malformed: boolean
}

/** Check-ins go to the check-in URL with a content type of their own. @throws DeviceError when there is no answer */
export function checkIn(
  running: Running,
  mdm: MdmEnrollment,
  message: PlistInputDict,
  roots: readonly string[],
): Promise<MdmAnswer> {
  return send(running, mdm, mdm.checkInUrl, 'application/x-apple-aspen-mdm-checkin', message, roots)
}

/** Reports a status and receives the next command. @throws DeviceError when there is no answer */
export function sendStatus(
  running: Running,
  mdm: MdmEnrollment,
  message: PlistInputDict,
  roots: readonly string[],
): Promise<MdmAnswer> {
  return send(running, mdm, mdm.serverUrl, 'application/x-apple-aspen-mdm; charset=UTF-8', message, roots)
}

async function send(
  running: Running,
  mdm: MdmEnrollment,
  url: string,
  contentType: string,
  message: PlistInputDict,
  roots: readonly string[],
): Promise<MdmAnswer> {
  const body = writePlist(message)
  const response = await deviceRequest(running, {
    method: 'PUT',
    url,
    headers: {
      'Content-Type': contentType,
      'User-Agent': 'MDM/1.0',
      ...(mdm.signMessage ? { 'Mdm-Signature': detachedSignature(body, mdm) } : {}),
    },
    body,
    roots,
    identity: mdm.identity,
    timeoutMs,
  })
  return understand(response)
}

/** Over the exact bytes of the body. */
function detachedSignature(body: Buffer, mdm: MdmEnrollment): string {
  return signCms(body, { ...mdm.identity, detached: true }).toString('base64')
}

function understand(response: HttpResponse): MdmAnswer {
  const { status, body } = response
  if (status >= 200 && status < 300) return { kind: 'taken', command: body.length === 0 ? null : readCommand(body) }
  if (status === 401) return { kind: 'stranger', status }
  const unrecognized =
    status === 403 && readRefusal(body, mediaType(response))?.code === 'com.apple.unrecognized.device'
  return { kind: unrecognized ? 'stranger' : 'trouble', status }
}

function readCommand(body: Buffer): MdmCommand | null {
  try {
    const root = readPlistDict(body, limits)
    const inner = dictAt(root, 'Command') ?? {}
    const uuid = stringAt(root, 'CommandUUID') ?? ''
    const requestType = stringAt(inner, 'RequestType') ?? ''
    return { uuid, requestType, command: inner, malformed: uuid === '' || requestType === '' }
  } catch {
    return { uuid: '', requestType: '', command: {}, malformed: true }
  }
}
