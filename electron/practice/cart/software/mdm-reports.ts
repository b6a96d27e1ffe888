import { booleanAt, dataAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import { PlistReal } from '../../../apple/plist/value.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInput, PlistInputDict } from '../../../apple/plist/write.ts'
import { certificateFacts } from '../../../lib/crypto-keys.ts'
import type { InstalledProfile } from '../phone.ts'
import type { CommandContext } from './mdm-commands.ts'
import { typeOf } from './payload-checks.ts'
import type { Running } from './running.ts'
import { installedRoots } from './trust-store.ts'

/** Only what was asked for, and only what this device has; unknown queries are left out, as devices do. */
export function deviceInformation(context: CommandContext, command: PlistDict): PlistInputDict {
  const answers = everyAnswer(context)
  const queries = stringsAt(command, 'Queries') ?? Object.keys(answers)
  return {
    QueryResponses: Object.fromEntries(
      queries.filter((query) => answers[query] !== undefined).map((query) => [query, answers[query]]),
    ),
  }
}

function everyAnswer({ running, awaitingConfiguration }: CommandContext): PlistInputDict {
  const { phone } = running
  const { identity, storage } = phone
  return {
    UDID: identity.udid,
    SerialNumber: identity.serial,
    DeviceName: storage.deviceName,
    OSVersion: identity.osVersion,
    BuildVersion: identity.build,
    ProductName: identity.productType,
    ModelName: identity.deviceClass,
    Model: identity.modelNumber,
    IMEI: identity.imei ?? undefined,
    MEID: identity.meid ?? undefined,
    ICCID: phone.dataPlan ? (identity.iccid ?? undefined) : undefined,
    BatteryLevel: new PlistReal(phone.batteryPercent / 100),
    WiFiMAC: identity.wifiAddress,
    BluetoothMAC: identity.bluetoothAddress,
    IsSupervised: phone.supervised,
    IsActivationLockEnabled: phone.activationLocked,
    IsDeviceLocatorServiceEnabled: phone.findMy,
    AwaitingConfiguration: awaitingConfiguration(),
  }
}

/** What came by cable; what iOS brings is never listed. */
export function applicationList({ phone }: Running): PlistInputDict {
  const list = [...phone.apps].map(([Identifier, { name, version }]) => ({
    Identifier,
    Name: name,
    Version: version,
    ShortVersion: version,
  }))
  return { InstalledApplicationList: list }
}

export function profileList(running: Running): PlistInputDict {
  const { mdm, profiles } = running.phone.storage
  return {
    ProfileList: profiles.map((profile) => ({
      ...described(profile.payloads, profile),
      IsManaged: profile.origin === 'mdm' || profile.identifier === mdm?.profileIdentifier,
      IsEncrypted: false,
    })),
  }
}

/** Heads of payloads only: what is inside (passwords, challenges) stays on the device. */
function described(payloads: readonly PlistDict[], profile: InstalledProfile): PlistInputDict {
  return {
    PayloadIdentifier: profile.identifier,
    PayloadUUID: profile.uuid,
    PayloadDisplayName: profile.displayName,
    PayloadVersion: 1,
    HasRemovalPasscode: payloads.some((payload) => typeOf(payload) === 'com.apple.profileRemovalPassword'),
    PayloadRemovalDisallowed: profile.removalDisallowed,
    PayloadContent: payloads.map((payload) => ({
      PayloadType: typeOf(payload),
      PayloadIdentifier: stringAt(payload, 'PayloadIdentifier'),
      PayloadVersion: 1,
      PayloadDisplayName: stringAt(payload, 'PayloadDisplayName'),
    })),
  }
}

export function certificateList(running: Running): PlistInputDict {
  const { mdm } = running.phone.storage
  const identity = mdm === null ? [] : [certificate(mdm.identity.certificatePem, true)]
  const others = running.phone.storage.profiles
    .flatMap((profile) => profile.payloads)
    .filter((payload) => ['com.apple.security.pem', 'com.apple.security.pkcs1'].includes(typeOf(payload)))
    .map((payload) => certificate(Buffer.from(dataAt(payload, 'PayloadContent') ?? []), false))
  const roots = installedRoots(running.phone).map((pem) => certificate(pem, false))
  return { CertificateList: [...roots, ...others, ...identity] }
}

function certificate(pemOrDer: string | Uint8Array, isIdentity: boolean): PlistInput {
  const { der, subject } = certificateFacts(pemOrDer)
  const commonName = /^CN=(.*)$/m.exec(subject)?.[1] ?? subject
  return { CommonName: commonName, Data: der, IsIdentity: isIdentity }
}

export function securityInfo(running: Running): PlistInputDict {
  const { storage } = running.phone
  const hasPasscode = storage.passcode !== null
  return {
    SecurityInfo: {
      // 1 is block-level, 2 file-level encryption; every device of the last decade has both.
      HardwareEncryptionCaps: 3,
      PasscodePresent: hasPasscode,
      PasscodeCompliant: true,
      PasscodeCompliantWithProfiles: true,
      ManagementStatus: {
        EnrolledViaDEP: booleanAt(storage.cloudConfiguration ?? {}, 'ConfigurationWasApplied') === true,
        IsUserEnrollment: false,
        UserApprovedEnrollment: true,
      },
    },
  }
}
