/**
 * What a practice device and the practice activation service say to each other, carried by the host, which understands
 * none of it. The outer forms are Apple's (session info → drmHandshake → activation info → record); the blobs inside
 * are our own. Pure: no state, no sockets.
 *
 *   device  → `sessionInfo`      HandshakeRequestMessage: plist {Nonce, UniqueDeviceID, SerialNumber}
 *   service → `handshakeReply`   HandshakeResponseMessage: CMS by the activation CA over {Nonce, ServiceNonce, …}
 *   device  → `activationInfo`   ActivationInfoXML, signed with the device's built-in identity
 *   service → `activationRecord` AccountToken: CMS by the activation CA over {UniqueDeviceID, SerialNumber, Nonce}
 */
import { AppError } from '../../../src-shared/errors.ts'
import { readPlistDict } from '../../apple/plist/read.ts'
import { booleanAt, dataAt, dictAt, stringAt } from '../../apple/plist/take.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import { writePlist } from '../../apple/plist/write.ts'
import type { PlistInputDict } from '../../apple/plist/write.ts'
import { constantTimeEqual } from '../../lib/crypto.ts'
import { rsaSignDigest, verifySignature } from '../../lib/crypto-keys.ts'
import { signCms } from '../../pki/cms-sign.ts'
import { readSignedCms } from '../../pki/cms-verify.ts'
import { derToPem, pemToDer } from '../../pki/pem.ts'
import { verifyChain } from '../../pki/verify-chain.ts'
import type { Authority } from '../factory.ts'

/** Who is being activated, in which attempt. `nonce` is the device's own, new for each session. */
export type ActivationSession = { readonly udid: string; readonly serial: string; readonly nonce: Uint8Array }

/** What the service learns from a genuine device's activation info. */
export type ActivationClaim = ActivationSession & {
  /** The nonce the service put into its handshake reply: the service checks that it issued it, and only once. */
  readonly serviceNonce: Uint8Array
  readonly productType: string
  readonly osVersion: string
  readonly build: string
  readonly imei: string | null
  /** Find My was on when the device was erased: the service must ask for the owner instead of activating. */
  readonly activationLocked: boolean
}

/** Device: the Value of CreateTunnel1SessionInfoRequest. The host POSTs it, as an XML plist, to drmHandshake. */
export function sessionInfo(session: ActivationSession): PlistInputDict {
  return { CollectionBlob: Buffer.alloc(0), HandshakeRequestMessage: writePlist(sessionDict(session)) }
}

/** Service: what came as the body of drmHandshake. @throws AppError `practice.activationInvalid`, `plist.malformed` */
export function readSessionInfo(body: Uint8Array): ActivationSession {
  const message = dataAt(readPlistDict(body), 'HandshakeRequestMessage')
  if (message === undefined) throw refused('the session info holds no HandshakeRequestMessage')
  return readSession(readPlistDict(message))
}

/** Service: the body of the answer to drmHandshake, an XML plist. */
export function handshakeReply(session: ActivationSession, serviceNonce: Uint8Array, ca: Authority): Buffer {
  const content = writePlist({ ...sessionDict(session), ServiceNonce: serviceNonce })
  return writePlist({ HandshakeResponseMessage: signCms(content, ca) })
}

/**
 * Device: the handshake answer that the host passed on verbatim.
 * @returns the service's nonce
 * @throws AppError `practice.activationInvalid` when it is not this service's answer to this session
 */
export function readHandshakeReply(reply: Uint8Array, session: ActivationSession, caPem: string): Uint8Array {
  const content = signedContent(reply, 'HandshakeResponseMessage', caPem)
  requireSession(content, session)
  const serviceNonce = dataAt(content, 'ServiceNonce')
  if (serviceNonce === undefined) throw refused('the handshake answer holds no nonce')
  return serviceNonce
}

/** Device: the Value of CreateActivationInfoRequest, which the host sends to deviceActivation as `activation-info`. */
export function activationInfo(claim: ActivationClaim, builtIn: Authority): PlistInputDict {
  const info = writePlist({
    ...sessionDict(claim),
    ServiceNonce: claim.serviceNonce,
    DeviceInfo: { ProductType: claim.productType, ProductVersion: claim.osVersion, BuildVersion: claim.build },
    ...(claim.imei === null ? {} : { InternationalMobileEquipmentIdentity: claim.imei }),
    ActivationLocked: claim.activationLocked,
  })
  return {
    ActivationInfoComplete: true,
    ActivationInfoXML: info,
    FairPlayCertChain: pemToDer(builtIn.certificatePem),
    FairPlaySignature: rsaSignDigest(builtIn.privateKeyPem, 'sha256', info),
  }
}

/**
 * Service: the `activation-info` field. The built-in certificate must come from the device CA and name the device.
 * @throws AppError `practice.activationInvalid`, `plist.malformed`, `certificate.untrusted`
 */
export function readActivationInfo(field: Uint8Array, deviceCaPem: string): ActivationClaim {
  const outer = readPlistDict(field)
  const info = dataAt(outer, 'ActivationInfoXML')
  const certificate = dataAt(outer, 'FairPlayCertChain')
  const signature = dataAt(outer, 'FairPlaySignature')
  if (!info || !certificate || !signature) throw refused('the activation info lacks a part')
  const certificatePem = derToPem(certificate)
  verifyChain(certificatePem, { roots: [deviceCaPem] })
  if (!verifySignature(certificatePem, 'sha256', info, signature)) throw refused('the device did not sign this info')
  return readClaim(readPlistDict(info))
}

/**
 * Service: the body of the answer to deviceActivation, to be sent as text/xml. As in Apple's records,
 * DeviceConfigurationFlags tells the device whether Apple holds a cloud configuration for it; ours stands in the signed
 * part, too.
 */
export function activationRecord(session: ActivationSession, ca: Authority, configured = false): Buffer {
  const flags = { DeviceConfigurationFlags: configured ? '1' : '0' }
  const token = signCms(writePlist({ ...sessionDict(session), ...flags }), ca)
  return writePlist({
    ActivationRecord: {
      unbrick: true,
      AccountToken: token,
      AccountTokenCertificate: pemToDer(ca.certificatePem),
      ...flags,
    },
  })
}

/**
 * Device: the record that the host hands over, for this device and this session and no other.
 * @returns whether Apple holds a cloud configuration for the device
 * @throws AppError `practice.activationInvalid`, `plist.malformed`, `cms.invalid`, `certificate.untrusted`
 */
export function verifyActivationRecord(record: Uint8Array, session: ActivationSession, caPem: string): boolean {
  const inner = dictAt(readPlistDict(record), 'ActivationRecord')
  if (inner === undefined || booleanAt(inner, 'unbrick') !== true) throw refused('this is no activation record')
  const content = signedContent(writePlist(inner), 'AccountToken', caPem)
  requireSession(content, session)
  return stringAt(content, 'DeviceConfigurationFlags') === '1'
}

function signedContent(plist: Uint8Array, key: string, caPem: string): PlistDict {
  const der = dataAt(readPlistDict(plist), key)
  if (der === undefined) throw refused(`there is no ${key}`)
  const { content, signer } = readSignedCms(der)
  verifyChain(signer.certificatePem, { roots: [caPem] })
  return readPlistDict(content)
}

function sessionDict({ udid, serial, nonce }: ActivationSession): PlistInputDict {
  return { UniqueDeviceID: udid, SerialNumber: serial, Nonce: nonce }
}

function readSession(dict: PlistDict): ActivationSession {
  const udid = stringAt(dict, 'UniqueDeviceID')
  const serial = stringAt(dict, 'SerialNumber')
  const nonce = dataAt(dict, 'Nonce')
  if (!udid || !serial || !nonce) throw refused('it does not say which device and session it is about')
  return { udid, serial, nonce }
}

function readClaim(dict: PlistDict): ActivationClaim {
  const device = dictAt(dict, 'DeviceInfo') ?? {}
  const serviceNonce = dataAt(dict, 'ServiceNonce')
  if (serviceNonce === undefined) throw refused('the activation info holds no service nonce')
  return {
    ...readSession(dict),
    serviceNonce,
    productType: stringAt(device, 'ProductType') ?? '',
    osVersion: stringAt(device, 'ProductVersion') ?? '',
    build: stringAt(device, 'BuildVersion') ?? '',
    imei: stringAt(dict, 'InternationalMobileEquipmentIdentity') ?? null,
    activationLocked: booleanAt(dict, 'ActivationLocked') === true,
  }
}

function requireSession(dict: PlistDict, expected: ActivationSession): void {
  const { udid, serial, nonce } = readSession(dict)
  if (udid !== expected.udid || serial !== expected.serial) throw refused('it is for another device')
  if (!constantTimeEqual(nonce, expected.nonce)) throw refused('it belongs to another session')
}

function refused(reason: string): AppError {
  return new AppError('practice.activationInvalid', { reason })
}
