import { AppError } from '../../../src-shared/errors.ts'
import type { PushCertificate } from '../../../src-shared/intune/push-certificate.ts'
import { certificateFacts } from '../../lib/crypto-keys.ts'
import type { GraphClient } from '../call.ts'
import { readApnsCertificate, readPushRequest, uploadPushCertificate } from '../resources/apns-certificate.ts'

/** Apple's MDM push certificate: request, upload, renewal. */
export class PushDesk {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  read(): Promise<PushCertificate | null> {
    return readApnsCertificate(this.#graph)
  }

  async request(): Promise<{ readonly request: string; readonly fileName: string }> {
    return { request: await readPushRequest(this.#graph), fileName: 'IntuneCSR.csr' }
  }

  /**
   * Hands Apple's file to Intune. A renewal keeps topic and Apple Account: with another topic every device would have to
   * enroll again, so that is refused before Intune is asked.
   * @throws AppError 'intune.notAPushCertificate', 'intune.pushHasKey', 'intune.pushExpired', 'intune.pushTopicChanged',
   *   'intune.pushOtherAppleId'
   */
  async upload(
    appleId: string,
    file: Buffer,
  ): Promise<{ readonly certificate: PushCertificate; readonly renewed: boolean }> {
    const { pem, topic, notAfter } = readPushFile(file)
    if (notAfter.getTime() <= this.#graph.clock.now())
      throw new AppError('intune.pushExpired', { expiredOn: notAfter.toISOString().slice(0, 10) })
    const before = await this.read()
    if (before?.topic != null && before.topic !== topic) {
      throw new AppError('intune.pushTopicChanged', {
        before: before.topic,
        given: topic,
        appleId: before.appleId ?? '?',
      })
    }
    const account = appleId.trim()
    if (before?.appleId != null && before.appleId.toLowerCase() !== account.toLowerCase())
      throw new AppError('intune.pushOtherAppleId', { before: before.appleId, given: account })
    const certificate = await uploadPushCertificate(this.#graph, account, pem)
    if (certificate === null) throw new AppError('intune.notAPushCertificate')
    return { certificate, renewed: before !== null }
  }
}

/** Apple: the topic is the UID in the certificate's subject. */
function readPushFile(file: Buffer): { readonly pem: string; readonly topic: string; readonly notAfter: Date } {
  const text = file.toString('latin1')
  if (text.includes('PRIVATE KEY-----')) throw new AppError('intune.pushHasKey')
  const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(text)?.[0]
  if (block === undefined) throw new AppError('intune.notAPushCertificate')
  const facts = readCertificate(block)
  const topic = /^(?:UID|userId|0\.9\.2342\.19200300\.100\.1\.1)=(com\.apple\.mgmt\..+)$/m.exec(facts.subject)?.[1]
  if (topic === undefined) throw new AppError('intune.notAPushCertificate')
  return { pem: facts.pem, topic: topic.trim(), notAfter: facts.notAfter }
}

function readCertificate(pem: string): ReturnType<typeof certificateFacts> {
  try {
    return certificateFacts(pem)
  } catch (error) {
    throw error instanceof AppError ? new AppError('intune.notAPushCertificate', {}, { cause: error }) : error
  }
}
