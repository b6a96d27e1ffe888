import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { domainValues, namedKeysOnly } from './domains.ts'
import type { LockdownLine } from './line.ts'
import { LockdownRefusal } from './refusal.ts'
import { openValues } from './values.ts'
import { writeValue } from './writable.ts'

/** GetValue: one value, or without Key the dictionary of all that may be read. An empty Domain is the default one. */
export async function getValue({ device, session }: LockdownLine, request: PlistDict): Promise<PlistInputDict> {
  const domain = stringAt(request, 'Domain') ?? ''
  const key = stringAt(request, 'Key')
  // Anybody may ask for it, by its name; it is in no dictionary.
  if (domain === '' && key === 'DevicePublicKey') {
    const { publicKeyPem } = await device.phone.identity.lockdownKey()
    return { Value: Buffer.from(publicKeyPem) }
  }
  if (session === null) {
    if (domain !== '') throw new LockdownRefusal('GetProhibited')
    const open = openValues(device)
    if (key === undefined) return { Value: open }
    if (Object.hasOwn(open, key)) return { Value: open[key] }
    throw new LockdownRefusal(Object.hasOwn(domainValues(device, ''), key) ? 'GetProhibited' : 'MissingValue')
  }
  const values = domainValues(device, domain)
  if (key === undefined) return { Value: namedKeysOnly.has(domain) ? {} : values }
  if (!Object.hasOwn(values, key)) throw new LockdownRefusal('MissingValue')
  return { Value: values[key] }
}

/** SetValue: only the host's own mark may be set without a session. */
export function setValue({ device, session }: LockdownLine, request: PlistDict): PlistInputDict {
  const domain = stringAt(request, 'Domain') ?? ''
  const key = stringAt(request, 'Key')
  const value = request['Value']
  if (key === undefined) throw new LockdownRefusal('MissingKey')
  if (value === undefined) throw new LockdownRefusal('MissingValue')
  if (session === null && (domain !== '' || key !== 'UntrustedHostBUID')) throw new LockdownRefusal('SetProhibited')
  writeValue(device, domain, key, value)
  return { Value: value }
}

export function removeValue({ device, session }: LockdownLine, request: PlistDict): PlistInputDict {
  const domain = stringAt(request, 'Domain') ?? ''
  const key = stringAt(request, 'Key')
  if (key === undefined) throw new LockdownRefusal('MissingKey')
  if (session === null) throw new LockdownRefusal('RemoveProhibited')
  if (device.phone.storage.settings.delete(`${domain}/${key}`)) return {}
  throw new LockdownRefusal(Object.hasOwn(domainValues(device, domain), key) ? 'RemoveProhibited' : 'MissingValue')
}
