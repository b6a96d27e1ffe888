import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import type { Phone } from '../phone.ts'
import { isBefore, versionOf } from './panes.ts'

/** What the device says about itself when it asks for its enrollment; key names from Apple's MachineInfo schema. */
export function machineInfo(phone: Phone): PlistInputDict {
  const { identity, storage } = phone
  const version = versionOf(identity.osVersion)
  const saysVersion = !isBefore(version, [17, 0])
  return {
    UDID: identity.udid,
    SERIAL: identity.serial,
    PRODUCT: identity.productType,
    VERSION: identity.build,
    LANGUAGE: storage.language,
    IMEI: identity.imei ?? undefined,
    MEID: identity.meid ?? undefined,
    OS_VERSION: saysVersion ? identity.osVersion : undefined,
    SUPPLEMENTAL_BUILD_VERSION: saysVersion ? identity.build : undefined,
    MDM_CAN_REQUEST_SOFTWARE_UPDATE: saysVersion ? true : undefined,
    SOFTWARE_UPDATE_DEVICE_ID: isBefore(version, [17, 4]) ? undefined : identity.hardwareModel,
  }
}

/** Attached CMS (DER) around an XML plist, signed by the built-in identity, its intermediate inside. */
export async function signByDevice(phone: Phone, content: PlistInputDict): Promise<Buffer> {
  const builtIn = await phone.identity.builtIn()
  return signCms(writePlist(content), {
    certificatePem: builtIn.certificatePem,
    privateKeyPem: builtIn.privateKeyPem,
    chainPems: [builtIn.issuerPem],
  })
}
