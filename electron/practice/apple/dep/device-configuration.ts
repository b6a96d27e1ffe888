/**
 * How a device in Setup Assistant asks Apple what it is to become. The outer rules are Apple's (the device proves itself
 * with its built-in identity, the answer is signed, a device nobody assigned hears that there is nothing); the form of
 * both messages is our own. Pure: no state, no sockets.
 */
import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { dataAt, dictAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import { constantTimeEqual } from '../../../lib/crypto.ts'
import { signCms } from '../../../pki/cms-sign.ts'
import { readSignedCms } from '../../../pki/cms-verify.ts'
import { verifyChain } from '../../../pki/verify-chain.ts'
import type { Authority } from '../../factory.ts'

export type ConfigurationQuestion = { readonly serial: string; readonly nonce: Uint8Array }

const limits = { maxBytes: 2 * 1024 * 1024, maxDepth: 8, maxValues: 5000 }

/** Device: what it signs with its built-in identity and posts. */
export function configurationQuestion({ serial, nonce }: ConfigurationQuestion): PlistInputDict {
  return { SERIAL: serial, Nonce: nonce }
}

/** Service: only a genuine device is told anything. @throws AppError `practice.activationInvalid`, `certificate.untrusted` */
export function readConfigurationQuestion(body: Uint8Array, deviceCaPem: string): ConfigurationQuestion {
  const { content, signer } = readSignedCms(body)
  verifyChain(signer.certificatePem, { roots: [deviceCaPem] })
  const dict = readPlistDict(content, limits)
  const serial = stringAt(dict, 'SERIAL')
  const nonce = dataAt(dict, 'Nonce')
  if (serial === undefined || nonce === undefined) throw refused('the question lacks a part')
  return { serial, nonce }
}

/** Service: the configuration, or that there is none. */
export function configurationAnswer(
  question: ConfigurationQuestion,
  configuration: PlistInputDict | null,
  apple: Authority,
): Buffer {
  const answer = { SERIAL: question.serial, Nonce: question.nonce }
  const content = configuration === null ? answer : { ...answer, CloudConfiguration: configuration }
  return signCms(writePlist(content), apple)
}

/**
 * Device: what Apple answered to this very question. Null: Apple has nothing for this device.
 * @throws AppError `practice.activationInvalid`, `cms.invalid`, `certificate.untrusted`, `plist.malformed`
 */
export function readConfigurationAnswer(
  body: Uint8Array,
  question: ConfigurationQuestion,
  applePem: string,
): PlistDict | null {
  const { content, signer } = readSignedCms(body)
  verifyChain(signer.certificatePem, { roots: [applePem] })
  const dict = readPlistDict(content, limits)
  const nonce = dataAt(dict, 'Nonce')
  if (stringAt(dict, 'SERIAL') !== question.serial || nonce === undefined || !constantTimeEqual(nonce, question.nonce))
    throw refused('the answer is for another device or question')
  return dictAt(dict, 'CloudConfiguration') ?? null
}

function refused(reason: string): AppError {
  return new AppError('practice.activationInvalid', { reason })
}
