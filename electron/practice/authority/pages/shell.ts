import { randomBytes } from '../../../lib/crypto.ts'
import type { Language } from '../../../../src-shared/i18n/languages.ts'
import type { AuthorizeRequest } from '../authorize-request.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { Page } from './pages.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
.mark{background:#f7b500;color:#201400;font-weight:700;padding:.1rem .6rem;border-radius:1rem}
label{display:block}input[type=text],input[type=email],input[type=password]{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}
button{font:inherit;padding:.4rem 1rem;margin:.2rem .4rem .2rem 0}[role=alert]{color:#a4262c}ul{padding-left:1.2rem}`

export type Rendered = { readonly body: string; readonly policy: string }

/** The whole document. No script, nothing from elsewhere; forms go to this server only. */
export function renderPage(page: Page, language: Language, mark: string): Rendered {
  return { body: shell(page, language, mark).html, policy: policyFor("'self'", null) }
}

/**
 * OAuth 2.0 Form Post Response Mode: the answer travels in a form that sends itself. Without script a button sends it.
 * @param button what the button says
 */
export function renderFormPost(
  { redirectUri }: AuthorizeRequest,
  answer: Readonly<Record<string, string>>,
  page: { readonly title: string; readonly button: string; readonly language: Language; readonly mark: string },
): Rendered {
  const nonce = randomBytes(16).toString('base64')
  const fields = Object.entries(answer).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  const content = html`<form method="post" action="${redirectUri}">${fields}<button>${page.button}</button></form>
    <script nonce="${nonce}">
      document.forms[0].submit()
    </script>`
  const { body } = { body: shell({ title: page.title, content }, page.language, page.mark).html }
  return { body, policy: policyFor(new URL(redirectUri).origin, nonce) }
}

function shell({ title, content }: Page, language: Language, mark: string): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${{ html: style }}
        </style>
      </head>
      <body>
        <main>
          <p><span class="mark">${mark}</span></p>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
}

function policyFor(formAction: string, nonce: string | null): string {
  const script = nonce === null ? '' : ` script-src 'nonce-${nonce}';`
  return `default-src 'none'; style-src 'unsafe-inline';${script} form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`
}
