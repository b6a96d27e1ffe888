import { dataAt, stringAt } from '../../../../apple/plist/take.ts'
import type { PlistDict } from '../../../../apple/plist/value.ts'
import { acknowledged, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

const purpose = 'PostSetupInstallation'
const path = 'profiles/postSetup'

/** StoreProfile keeps a profile for after Setup Assistant; there is only that one purpose. */
export function storeProfile({ device }: McLine, request: PlistDict): McAnswer {
  const profile = dataAt(request, 'ProfileData')
  if (profile === undefined || stringAt(request, 'Purpose') !== purpose) throw statusRefusal('CommandFormatError')
  device.phone.storage.settings.set(path, profile)
  device.phone.record('profileStored')
  return acknowledged()
}

export function getStoredProfile({ device }: McLine, request: PlistDict): McAnswer {
  if (stringAt(request, 'Purpose') !== purpose) throw statusRefusal('CommandFormatError')
  return acknowledged({ ProfileData: device.phone.storage.settings.get(path) })
}
