import type { Translator } from '../../../../src-shared/i18n/translator.ts'
import type { NextStep } from '../visit.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

/** A page of the sign-in: title and content. Where a form goes to is the same for all of them. */
export type Page = { readonly title: string; readonly content: Html }

export type PageInput = {
  readonly text: Translator
  readonly visitId: string
  /** Why the last try did not count, in the person's language. */
  readonly problem: string | null
  /** Who is signed in in this browser already. */
  readonly known: readonly string[]
  readonly hint: string
}

/** Shown for practice's second factor: nobody has a telephone here. */
export const practiceSecondFactor = '246810'

export function stepPage(step: Exclude<NextStep, { kind: 'done' }>, input: PageInput): Page {
  const { t } = input.text
  switch (step.kind) {
    case 'account':
      return accountPage(input)
    case 'password':
      return {
        title: t('authority:password.title'),
        content: form(input, 'password', [
          html`<p>${step.upn}</p>`,
          field(input, 'password', 'password', t('authority:password.label'), 'current-password', ''),
          html`<button>${t('authority:signIn')}</button>`,
        ]),
      }
    case 'confirm':
      return {
        title: t('authority:confirm.title', { name: step.registration.name }),
        content: form(input, 'confirm', [
          html`<p>${t('authority:confirm.text')}</p>`,
          html`<button name="answer" value="yes">${t('authority:continue')}</button>`,
          html`<button name="answer" value="no">${t('authority:cancel')}</button>`,
        ]),
      }
    case 'secondFactor':
      return {
        title: t('authority:secondFactor.title'),
        content: form(input, 'secondFactor', [
          html`<p>${step.upn}</p>
            <p>${t('authority:secondFactor.hint', { code: practiceSecondFactor })}</p>`,
          field(input, 'code', 'text', t('authority:secondFactor.label'), 'one-time-code', ''),
          html`<button>${t('authority:verify')}</button>`,
        ]),
      }
    case 'consent':
      return {
        title: t('authority:consent.title'),
        content: form(input, 'consent', [
          html`<p>${t('authority:consent.text', { name: step.registration.name })}</p>`,
          scopeList(step.scopes),
          html`<p>
            <label><input type="checkbox" name="everybody" value="yes" /> ${t('authority:consent.everybody')}</label>
          </p>`,
          html`<button name="answer" value="yes">${t('authority:accept')}</button>`,
          html`<button name="answer" value="no">${t('authority:cancel')}</button>`,
        ]),
      }
    case 'adminNeeded':
      return {
        title: t('authority:adminNeeded.title'),
        content: form(input, 'adminNeeded', [
          html`<p>${t('authority:adminNeeded.text', { name: step.registration.name })}</p>`,
          scopeList(step.scopes),
          html`<button name="answer" value="no">${t('authority:adminNeeded.back')}</button>`,
        ]),
      }
  }
}

function accountPage(input: PageInput): Page {
  const { t } = input.text
  const known = input.known.map((upn) => html`<li><button name="known" value="${upn}">${upn}</button></li>`)
  const picker = html`<h2>${t('authority:account.pick')}</h2>
    <ul>
      ${known}
    </ul>`
  return {
    title: t('authority:account.title'),
    content: html`${known.length === 0 ? [] : [form(input, 'account', [picker])]}
    ${form(input, 'account', [
      field(input, 'upn', 'email', t('authority:account.label'), 'username', input.hint),
      html`<button>${t('authority:next')}</button>`,
    ])}`,
  }
}

export function deviceCodePage(input: PageInput): Page {
  const { t } = input.text
  return {
    title: t('authority:device.title'),
    content: form(input, 'device', [
      field(input, 'userCode', 'text', t('authority:device.label'), 'off', ''),
      html`<button>${t('authority:next')}</button>`,
    ]),
  }
}

export function messagePage(title: string, text: string, detail: string | null = null): Page {
  return {
    title,
    content: html`<p>${text}</p>
      ${detail === null ? [] : [html`<p><code>${detail}</code></p>`]}`,
  }
}

function scopeList(scopes: readonly string[]): Html {
  return html`<ul>
    ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
  </ul>`
}

function form({ visitId }: PageInput, step: string, content: readonly Html[]): Html {
  return html`<form method="post" action="/login">
    <input type="hidden" name="visit" value="${visitId}" />
    <input type="hidden" name="step" value="${step}" />
    ${content}
  </form>`
}

function field(input: PageInput, name: string, type: string, label: string, complete: string, value: string): Html {
  const wrong = input.problem === null ? '' : 'true'
  const attributes = html`name="${name}" type="${type}" autocomplete="${complete}" value="${value}" required`
  return html`<p>
      <label for="${name}">${label}</label>
      <input id="${name}" ${attributes} autofocus aria-invalid="${wrong}" aria-describedby="problem" />
    </p>
    <p id="problem" role="alert">${input.problem ?? ''}</p>`
}
