import type { HttpResponse } from '../../../lib/http.ts'
import { transactionError } from './device-error.ts'
import { deviceRequest } from './device-http.ts'
import type { Running } from './running.ts'
import { htmlText } from './html-text.ts'

export type Page = {
  readonly url: string
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly text: string
}

const timeoutMs = 60_000
const mostRedirects = 10

/**
 * Safari as the apps of a device share it: pages without scripts, cookies by host, and a way out to an app when a page
 * leads to an address of the app's own.
 */
export class Browser {
  readonly #running: Running
  readonly #roots: () => readonly string[]
  readonly #cookies = new Map<string, string>()
  page: Page = { url: '', status: 0, contentType: '', body: Buffer.alloc(0), text: '' }
  /** The app's address that the last page led to; null while the person is still in the browser. */
  handedOver: URL | null = null

  constructor(running: Running, roots: () => readonly string[]) {
    this.#running = running
    this.#roots = roots
  }

  /**
   * @param headers of the first request only, wherever it leads
   * @throws DeviceError without an answer, or when pages lead in a circle
   */
  async open(
    url: string,
    form: Readonly<Record<string, string>> | null = null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    this.handedOver = null
    let first = headers
    let [next, fields] = [new URL(url), form]
    for (let left = mostRedirects; left > 0; left -= 1) {
      if (next.protocol !== 'https:') {
        this.handedOver = next
        return
      }
      const answer = await this.#fetch(next, fields, first)
      first = {}
      const location = answer.headers['location']
      if (location === undefined) return this.#show(next, answer)
      ;[next, fields] = [new URL(location, next), null]
    }
    throw transactionError(23001, 'Too many redirects occurred.')
  }

  /** The names of the fields of the page's last form. */
  fields(): readonly string[] {
    return [...this.#lastForm().matchAll(/<(?:input|button)[^>]*\bname="([^"]*)"/g)].map(([, name]) => name ?? '')
  }

  /** Sends the page's last form with what it holds and what the person typed. */
  async submit(typed: Readonly<Record<string, string>>): Promise<void> {
    const form = this.#lastForm()
    const action = htmlText(/action="([^"]*)"/.exec(form)?.[1] ?? '')
    const held = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name, value]) => [htmlText(name ?? ''), htmlText(value ?? '')] as const,
    )
    await this.open(new URL(action, this.page.url).href, { ...Object.fromEntries(held), ...typed })
  }

  /** Follows the first link that fits. False: the page has none. */
  async follow(fits: (url: URL) => boolean): Promise<boolean> {
    const links = [...this.page.text.matchAll(/<a [^>]*href="([^"]*)"/g)].map(
      ([, href]) => new URL(htmlText(href ?? ''), this.page.url),
    )
    const link = links.find(fits)
    if (link !== undefined) await this.open(link.href)
    return link !== undefined
  }

  /** What the page complains of. */
  problem(): string {
    return htmlText(/role="alert">([^<]*)</.exec(this.page.text)?.[1] ?? '').trim()
  }

  forget(): void {
    this.#cookies.clear()
  }

  #lastForm(): string {
    return this.page.text.match(/<form[^>]*>[\s\S]*?<\/form>/g)?.at(-1) ?? ''
  }

  async #fetch(
    url: URL,
    fields: Readonly<Record<string, string>> | null,
    headers: Readonly<Record<string, string>>,
  ): Promise<HttpResponse> {
    const mine = [...this.#cookies].filter(([key]) => key.startsWith(`${url.host} `))
    const cookie = mine.map(([key, value]) => `${key.slice(url.host.length + 1)}=${value}`).join('; ')
    const answer = await deviceRequest(this.#running, {
      method: fields === null ? 'GET' : 'POST',
      url: url.href,
      headers: {
        ...headers,
        'accept-language': this.#running.phone.storage.language,
        ...(cookie === '' ? {} : { cookie }),
        ...(fields === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(fields === null ? {} : { body: Buffer.from(new URLSearchParams(fields).toString()) }),
      roots: this.#roots(),
      redirects: 0,
      timeoutMs,
    })
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(answer.headers['set-cookie'] ?? '') ?? []
    if (name !== undefined && value !== undefined) this.#cookies.set(`${url.host} ${name}`, value)
    return answer
  }

  #show(url: URL, { status, headers, body }: HttpResponse): void {
    const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    this.page = {
      url: url.href,
      status,
      contentType,
      body,
      text: contentType === 'text/html' ? body.toString('utf8') : '',
    }
  }
}
