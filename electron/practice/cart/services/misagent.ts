import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { dataAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { Phone } from '../phone.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

const storedAt = 'misagent/profiles'
/** MIS numbers its refusals; this is the one for a profile that cannot be read or found. */
const invalidProfile = 0xe8008003

/** Provisioning profiles of developers' apps: kept, listed, removed; an erase removes them all. */
export async function serveMisagent({ phone }: PracticeDevice, connection: Connection): Promise<void> {
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) return
    await connection.send({ MessageType: 'Response', ...answer(phone, request) })
  }
}

function answer(phone: Phone, request: PlistDict): PlistInputDict {
  const kept = profilesOf(phone)
  switch (stringAt(request, 'MessageType')) {
    case 'Copy':
    case 'CopyAll':
      return { Status: 0, Payload: kept }
    case 'Install': {
      const profile = dataAt(request, 'Profile')
      const uuid = profile === undefined ? undefined : uuidOf(profile)
      if (profile === undefined || uuid === undefined) return { Status: invalidProfile }
      phone.storage.settings.set(storedAt, [...kept.filter((other) => uuidOf(other) !== uuid), profile])
      phone.record('provisioningInstalled', { uuid })
      return { Status: 0 }
    }
    case 'Remove': {
      const uuid = stringAt(request, 'ProfileID')
      const left = kept.filter((profile) => uuidOf(profile) !== uuid)
      if (left.length === kept.length) return { Status: invalidProfile }
      phone.storage.settings.set(storedAt, left)
      phone.record('provisioningRemoved', { uuid })
      return { Status: 0 }
    }
    default:
      return { Status: invalidProfile }
  }
}

function profilesOf(phone: Phone): readonly Uint8Array[] {
  const stored = phone.storage.settings.get(storedAt)
  return Array.isArray(stored) ? stored.filter((item) => item instanceof Uint8Array) : []
}

/** A profile is a signed property list whose text lies bare in the signature's content. */
function uuidOf(profile: Uint8Array): string | undefined {
  const text = Buffer.from(profile).toString('latin1')
  const [start, end] = [text.indexOf('<?xml'), text.indexOf('</plist>')]
  if (start < 0 || end < start) return undefined
  try {
    return stringAt(readPlistDict(profile.subarray(start, end + '</plist>'.length)), 'UUID')
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
