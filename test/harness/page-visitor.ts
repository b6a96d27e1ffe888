import { httpRequest } from '../../electron/lib/http.ts'
import { htmlText } from '../../electron/practice/cart/software/html-text.ts'

/** A page as somebody without eyes has it: its title, its forms. */
export type VisitedPage = {
  readonly status: number
  readonly url: string
  readonly title: string
  readonly text: string
}

/** Walks through plain pages: keeps cookies, follows redirects, fills forms in. No script runs. */
export class PageVisitor {
  readonly #caPems: readonly string[]
  readonly #cookies = new Map<string, string>()
  #page: VisitedPage = { status: 0, url: '', title: '', text: '' }

  constructor(caPems: readonly string[]) {
    this.#caPems = caPems
  }

  get page(): VisitedPage {
    return this.#page
  }

  async open(url: string, method = 'GET', fields: Readonly<Record<string, string>> = {}): Promise<VisitedPage> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await httpRequest({
      method,
      url,
      headers: {
        'accept-language': 'en',
        ...(cookie === '' ? {} : { cookie }),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { body: new URLSearchParams(fields).toString() } : {}),
      additionalCaPems: this.#caPems,
    })
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(answer.headers['set-cookie'] ?? '') ?? []
    if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
    const location = answer.headers['location']
    if (location !== undefined) return this.open(new URL(location, url).href)
    const text = answer.body.toString('utf8')
    this.#page = { status: answer.status, url, title: /<h1>([^<]*)/.exec(text)?.[1] ?? '', text }
    return this.#page
  }

  /** Sends the page's last form, with what it holds and what is given. */
  async submit(fields: Readonly<Record<string, string>> = {}): Promise<VisitedPage> {
    const form = this.#page.text.match(/<form[^>]*>[\s\S]*?<\/form>/g)?.at(-1)
    if (form === undefined) throw new Error(`no form on the page "${this.#page.title}"`)
    const action = htmlText(/action="([^"]*)"/.exec(form)?.[1] ?? '')
    const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    const held = Object.fromEntries(hidden.map(([, name, value]) => [htmlText(name ?? ''), htmlText(value ?? '')]))
    return this.open(new URL(action, this.#page.url).href, 'POST', { ...held, ...fields })
  }
}
