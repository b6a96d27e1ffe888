import type { AdeToken } from '../../src-shared/ade.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { GraphClient } from './call.ts'
import {
  createDepToken,
  generateEncryptionKey,
  listDepTokens,
  readDepToken,
  readEncryptionKey,
  startDepSync,
  uploadDepToken,
} from './resources/dep-tokens.ts'

/** Intune refuses a sync earlier than that, and gives one so long to finish. */
const quarterMs = 15 * 60_000
const lookEveryMs = 2_000
/** Microsoft: the code of "new terms must be accepted". */
const termsCode = 3

/** Tokens of Apple's enrollment program: request, upload, renewal, sync. */
export class AdeTokens {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  list(): Promise<readonly AdeToken[]> {
    return listDepTokens(this.#graph)
  }

  /**
   * The token of that id or name; of null, the only one.
   * @throws AppError `ade.noToken`, `ade.tokenNotNamed`, `ade.tokenUnknown`
   */
  async find(name: string | null): Promise<AdeToken> {
    const all = await this.list()
    if (name === null) {
      const [only, second] = all
      if (only === undefined) throw new AppError('ade.noToken')
      if (second !== undefined) throw new AppError('ade.tokenNotNamed', { names: all.map(label).join(', ') })
      return only
    }
    const wanted = name.trim().toLowerCase()
    const found = all.filter((token) => token.id.toLowerCase() === wanted || token.name.toLowerCase() === wanted)
    if (found.length > 1) throw new AppError('ade.tokenNotNamed', { names: found.map(({ id }) => id).join(', ') })
    if (found[0] === undefined) throw new AppError('ade.tokenUnknown', { name })
    return found[0]
  }

  /** The public key for a token that exists. `fresh` makes a new one, and what was encrypted to the old one is lost. */
  async request(token: AdeToken, fresh: boolean): Promise<string> {
    return fresh ? generateEncryptionKey(this.#graph, token.id) : readEncryptionKey(this.#graph, token.id)
  }

  /** @throws AppError `ade.consentMissing` */
  async create(name: string, consent: boolean): Promise<{ readonly token: AdeToken; readonly pem: string }> {
    if (!consent) throw new AppError('ade.consentMissing')
    const token = await createDepToken(this.#graph, name)
    return { token, pem: await generateEncryptionKey(this.#graph, token.id) }
  }

  /**
   * Hands Apple's file to Intune.
   * @throws AppError `ade.notATokenFile`; `ade.otherAppleId` when a renewal comes from another Apple Account than the
   *   token and nobody said that this is meant
   */
  async upload(
    token: AdeToken,
    upload: { readonly appleId: string; readonly file: Buffer; readonly otherAppleId: boolean },
  ): Promise<{ readonly token: AdeToken; readonly renewed: boolean }> {
    const file = tokenFileText(upload.file)
    const renewed = token.expiresAt !== null
    const { appleId: before } = token
    const other = renewed && before !== null && before.toLowerCase() !== upload.appleId.trim().toLowerCase()
    if (other && !upload.otherAppleId) throw new AppError('ade.otherAppleId', { before, given: upload.appleId })
    await uploadDepToken(this.#graph, token.id, upload.appleId.trim(), file)
    return { token: await readDepToken(this.#graph, token.id), renewed }
  }

  /**
   * Starts a sync with Apple and, if asked, waits for what comes of it.
   * @throws AppError `ade.tokenMissing`, `ade.tokenExpired`, `ade.syncTooSoon`; after waiting `ade.termsNotSigned`,
   *   `ade.syncFailed`
   */
  async sync(
    token: AdeToken,
    wait: boolean,
    signal?: AbortSignal,
  ): Promise<{ readonly token: AdeToken; readonly finished: boolean }> {
    const { clock } = this.#graph
    const now = clock.now()
    if (token.expiresAt === null) throw new AppError('ade.tokenMissing', { name: label(token) })
    if (token.expiresAt <= now) {
      const expiredOn = new Date(token.expiresAt).toISOString().slice(0, 10)
      throw new AppError('ade.tokenExpired', { name: label(token), expiredOn })
    }
    const since = now - (token.syncTriggeredAt ?? 0)
    // A clock that runs behind Intune's must not make this rule eternal: Intune has the last word.
    if (since >= 0 && since < quarterMs)
      throw new AppError('ade.syncTooSoon', { minutes: Math.ceil((quarterMs - since) / 60_000) })
    await startDepSync(this.#graph, token.id)
    if (!wait) return { token: await readDepToken(this.#graph, token.id), finished: false }
    return this.#follow(token, now + quarterMs, signal)
  }

  async #follow(
    before: AdeToken,
    until: number,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly token: AdeToken; readonly finished: boolean }> {
    const { clock } = this.#graph
    for (;;) {
      const token = await readDepToken(this.#graph, before.id, signal)
      if (token.syncError === termsCode) throw new AppError('ade.termsNotSigned')
      if (token.syncError !== 0) throw new AppError('ade.syncFailed', { code: token.syncError })
      if ((token.lastSyncAt ?? 0) > (before.lastSyncAt ?? 0)) return { token, finished: true }
      if (clock.now() >= until) return { token, finished: false }
      await clock.sleep(lookEveryMs, signal)
    }
  }
}

function label({ name, id }: AdeToken): string {
  return name === '' ? id : name
}

/**
 * Apple's file is text: S/MIME headers and base64. Intune opens it, not Slipway, so only what is plainly something else
 * is turned down here: the key that was sent to Apple, a page that was saved, a file in binary.
 */
function tokenFileText(file: Buffer): string {
  const text = file.toString('utf8')
  const body = text.replace(/^[\s\S]*?\r?\n\r?\n/, '').replaceAll(/\s/g, '')
  const enveloped = /^[A-Za-z0-9+/]{200,}={0,2}$/.test(body)
  if (text.includes('\uFFFD') || !enveloped || !body.startsWith('MI')) throw new AppError('ade.notATokenFile')
  return text
}
