import { arrayAt, booleanAt, dataAt, stringAt } from '../../../../apple/plist/take.ts'
import { isPlistDict } from '../../../../apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../../apple/plist/write.ts'
import { constantTimeEqual } from '../../../../lib/crypto.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { givenUnlockToken, removePasscode, unlockToken } from '../../software/unlock-token.ts'
import { acknowledged, chainRefusal, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

export function acknowledge(): McAnswer {
  return acknowledged()
}

export function setWiFiPowerState({ device }: McLine, request: PlistDict): McAnswer {
  const on = booleanAt(request, 'PowerState')
  if (on === undefined) throw statusRefusal('CommandFormatError')
  device.phone.record('wifiPower', { on })
  return acknowledged()
}

/** Settings by a supervisor: wallpaper and device name; each item gets a status of its own. */
export function settings({ device }: McLine, request: PlistDict): McAnswer {
  const items = arrayAt(request, 'Settings')
  if (items === undefined) throw statusRefusal('CommandFormatError')
  return acknowledged({ Settings: items.map((item) => apply(device, item)) })
}

function apply({ phone }: PracticeDevice, item: PlistValue): PlistInputDict {
  const setting = isPlistDict(item) ? item : {}
  const kind = stringAt(setting, 'Item') ?? ''
  if (kind === 'Wallpaper' && dataAt(setting, 'Image') !== undefined) {
    phone.record('wallpaperSet', { where: Number(setting['Where'] ?? 3) })
    return { Item: kind, Status: 'Acknowledged' }
  }
  const name = stringAt(setting, 'DeviceName')
  if (kind === 'DeviceName' && name !== undefined) {
    phone.storage.deviceName = name
    phone.emit('notification', 'com.apple.mobile.lockdown.device_name_changed')
    return { Item: kind, Status: 'Acknowledged' }
  }
  return { Item: kind, Status: 'CommandFormatError' }
}

/** The reliable answer to "has it a passcode?"; lockdown's PasswordProtected only says whether it is locked now. */
export function securityInfo({ device }: McLine): McAnswer {
  const { passcode, mdm } = device.phone.storage
  return acknowledged({
    SecurityInfo: {
      HardwareEncryptionCaps: 3,
      ManagementStatus: { EnrolledViaDEP: false, IsUserEnrollment: false, IsActivationLockManageable: mdm !== null },
      PasscodeCompliant: true,
      PasscodeCompliantWithProfiles: true,
      PasscodeLockGracePeriod: 0,
      PasscodeLockGracePeriodEnforced: 0,
      PasscodePresent: passcode !== null,
    },
  })
}

export function requestUnlockToken({ device }: McLine): McAnswer {
  const { phone } = device
  if (phone.storage.passcode !== null) throw chainRefusal('DMCKeybagErrorDomain', 37002, 'A passcode is set')
  return acknowledged({ UnlockToken: unlockToken(phone) })
}

export function clearPasscode({ device }: McLine, request: PlistDict): McAnswer {
  const { phone } = device
  const token = dataAt(request, 'UnlockToken')
  const known = givenUnlockToken(phone)
  if (token === undefined) throw statusRefusal('CommandFormatError')
  if (known === null || !constantTimeEqual(known, token))
    throw chainRefusal('DMCKeybagErrorDomain', 37003, 'The unlock token is not valid')
  removePasscode(phone)
  return acknowledged()
}
