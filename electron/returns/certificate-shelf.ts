import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import { languages } from '../../src-shared/i18n/languages.ts'
import { erasureCertificate } from '../../src-shared/returns.ts'
import type { ErasureCertificate } from '../../src-shared/returns.ts'
import { sha256 } from '../lib/crypto.ts'
import { makeFolder } from '../lib/make-folder.ts'
import { writeWhole } from '../lib/write-whole.ts'
import { certificatePage } from './certificate-page.ts'

export type ShelvedCertificate = {
  readonly file: string
  /** SHA-256 of the JSON as it lies there, in hexadecimal: the ledger's line has the same. */
  readonly sha256: string
  readonly json: string
  readonly certificate: ErasureCertificate
}

/** Certificates as files: one for machines, one page for people per language, named by serial number and day. */
export class CertificateShelf {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes them in place of any of the same run. @throws AppError `app.diskFull`, `app.fileUnwritable` */
  put(certificate: ErasureCertificate): ShelvedCertificate {
    makeFolder(this.#folder, 0o700)
    const name = nameOf(certificate)
    const json = `${JSON.stringify(certificate, null, 2)}\n`
    for (const language of languages)
      writeWhole(
        join(this.#folder, `${name}.${language}.html`),
        certificatePage(certificate, createTranslator(language)),
      )
    const file = join(this.#folder, `${name}.json`)
    // Last: where the JSON is, the pages are.
    writeWhole(file, json)
    return { file, json, sha256: sha256(json).toString('hex'), certificate }
  }

  /** Of one device, newest first. A file that cannot be read as one is passed over. */
  of(serial: string): readonly ShelvedCertificate[] {
    const wanted = safe(serial)
    return this.#names()
      .filter((name) => name.startsWith(`${wanted}-`) && name.endsWith('.json'))
      .flatMap((name) => {
        const file = join(this.#folder, name)
        const json = readFileSync(file, 'utf8')
        const read = parse(json)
        return read === null ? [] : [{ file, json, sha256: sha256(json).toString('hex'), certificate: read }]
      })
      .filter(({ certificate }) => safe(certificate.device.serial) === wanted)
      .toSorted((a, b) => b.certificate.issuedAt - a.certificate.issuedAt)
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder)
    } catch {
      // None was issued yet.
      return []
    }
  }
}

function parse(json: string): ErasureCertificate | null {
  try {
    return erasureCertificate.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

function nameOf({ device, method, id }: ErasureCertificate): string {
  const day = new Date(method.provedAt).toISOString().slice(0, 10)
  return `${safe(device.serial)}-${day}-${safe(id).slice(0, 8)}`
}

function safe(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')
}
